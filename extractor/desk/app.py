"""The desk in a browser: its addresses, and what stands before each of them.

Pages work without JavaScript; with it, only their middle is exchanged (htmx) and single keys press what they carry.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from extractor.desk.desk import Desk
from extractor.desk.guard import COOKIE, HEADERS, Guard
from extractor.desk.pages import Pages, text_of

STATIC = {
    "desk.css": ("extractor.desk", "static", "text/css"),
    "desk.js": ("extractor.desk", "static", "text/javascript"),
    "htmx.min.js": ("extractor.desk", "static", "text/javascript"),
    "report.css": ("extractor.present", "templates", "text/css"),
}
# A box for every record of the largest question, and no form that fills the memory.
MOST_FIELDS = 5_000
LONGEST_NAME = 100


def make_app(desk: Desk, guard: Guard) -> FastAPI:
    """The desk as a web application."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(desk, guard)
    _stand_guard(app, guard)
    _tell_errors(app, pages)
    app.include_router(_files())
    app.include_router(_signing_in(pages, guard))
    app.include_router(_looking(pages))
    app.include_router(_deciding(pages))
    return app


def _stand_guard(app: FastAPI, guard: Guard) -> None:
    """Before every page: who may not see it is told so, or led to where one signs in."""

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        refused = guard.refusal(request)
        path = request.url.path
        if refused is not None:
            response: Response = PlainTextResponse(refused[1] + "\n", status_code=refused[0])
        elif guard.who(request) is None and path != "/sign-in" and not path.startswith("/static/"):
            response = RedirectResponse("/sign-in", status_code=303)
        else:
            response = await call_next(request)
        response.headers.update(HEADERS)
        return response


def _tell_errors(app: FastAPI, pages: Pages) -> None:
    @app.exception_handler(404)
    async def missing(request: Request, _error: Exception) -> Response:
        return pages.missing(request)

    @app.exception_handler(Exception)
    async def failed(request: Request, _error: Exception) -> Response:
        response = pages.render(request, "failed.html.j2", status=500)
        response.headers.update(HEADERS)
        return response


def _files() -> APIRouter:
    addresses = APIRouter()

    @addresses.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in STATIC:
            return PlainTextResponse("no such file\n", status_code=404)
        package, folder, kind = STATIC[name]
        return Response(files(package).joinpath(folder, name).read_bytes(), media_type=f"{kind}; charset=utf-8")

    @addresses.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)

    return addresses


def _signing_in(pages: Pages, guard: Guard) -> APIRouter:
    addresses = APIRouter()

    @addresses.get("/sign-in")
    async def sign_in(request: Request) -> Response:
        return pages.render(request, "sign_in.html.j2", wrong=False)

    @addresses.post("/sign-in")
    async def signed_in(request: Request) -> Response:
        form = await request.form()
        name = text_of(form, "name").strip()[:LONGEST_NAME]
        session = guard.sign_in(text_of(form, "secret"), name) if name else None
        if session is None:
            return pages.render(request, "sign_in.html.j2", status=403, wrong=True)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(COOKIE, session, httponly=True, samesite="strict")
        return response

    return addresses


def _looking(pages: Pages) -> APIRouter:
    addresses = APIRouter()

    @addresses.get("/")
    async def queue(request: Request) -> Response:
        return pages.queue(request)

    @addresses.get("/question/{identity}")
    async def question(request: Request, identity: str) -> Response:
        return pages.question(request, identity)

    @addresses.get("/article")
    async def article(request: Request) -> Response:
        return pages.article(request, _named(request))

    @addresses.get("/people")
    async def people(request: Request) -> Response:
        return pages.people(request)

    @addresses.get("/person")
    async def person(request: Request) -> Response:
        return pages.person(request, _named(request))

    @addresses.get("/decisions")
    async def decisions(request: Request) -> Response:
        return pages.decisions(request)

    @addresses.get("/keys")
    async def keys(request: Request) -> Response:
        return pages.render(request, "keys.html.j2")

    return addresses


def _deciding(pages: Pages) -> APIRouter:
    addresses = APIRouter()

    @addresses.post("/question/{identity}/{act}")
    async def decide(request: Request, identity: str, act: str) -> Response:
        return pages.decide(request, identity, act, await request.form(max_fields=MOST_FIELDS))

    @addresses.post("/person/{act}")
    async def decide_person(request: Request, act: str) -> Response:
        return pages.decide_person(request, _named(request), act, await request.form(max_fields=MOST_FIELDS))

    @addresses.post("/undo")
    async def undo(request: Request) -> Response:
        return pages.undo(request, await request.form())

    return addresses


def _named(request: Request) -> str:
    """The article or person that the address asks for: ids may hold any character, so they are no part of a path."""
    return request.query_params.get("id", "")
