"""Each page of the desk, made of what is looked up; and each form, made a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import PackageLoader
from starlette.datastructures import FormData

from extractor.decisions import ConflictError, DecisionError, Event, Pen, Sheet, last_standing
from extractor.desk.desk import Desk
from extractor.desk.guard import Guard
from extractor.desk.library import Wanted
from extractor.present.evidence import Row
from extractor.present.report import environment

# So many rows are read at a glance and drawn at once.
LINES_A_PAGE = 100
EVENTS_A_PAGE = 200
# Of the questions that one could be merged with, so many are offered; more are found by words.
OFFERED = 8
LONGEST_SEARCH = 200


class Refused(NamedTuple):
    """A decision that was not taken: why, and what was typed, so that nothing has to be typed again."""

    status: int
    message: str
    act: str
    typed: Mapping[str, str]


class Pages:
    """Each page as an answer. All of it runs in one thread, one request at a time."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        self._desk, self._guard = desk, guard
        self._environment = environment("extractor.desk")
        self._environment.filters["measure"] = _words
        for name in PackageLoader("extractor.desk").list_templates():
            self._environment.get_template(name)  # now, and not while somebody waits for the first page

    def render(self, request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page."""
        who = self._guard.who(request)
        html = self._environment.get_template(template).render(
            run=self._desk.name,
            who=who,
            form_token=self._guard.form_token,
            counts=self._desk.library.counts() if who else {},
            decided=len(self._desk.book.events),
            path=request.url.path,
            **context,
        )
        return HTMLResponse(html, status_code=status)

    def missing(self, request: Request) -> Response:
        """What is said of a page that is not there."""
        return self.render(request, "missing.html.j2", status=404, successors=())

    # Looking --------------------------------------------------------------------------------------------------------

    def queue(self, request: Request) -> Response:
        """The queue, or what of it was asked for."""
        self._desk.refresh()
        wanted, number = _wanted(request), _page_number(request)
        library = self._desk.library
        count, lines = library.queue(wanted, LINES_A_PAGE, (number - 1) * LINES_A_PAGE)
        return self.render(
            request,
            "queue.html.j2",
            lines=lines,
            count=count,
            wanted=wanted,
            number=number,
            last=max(1, -(-count // LINES_A_PAGE)),
            verdicts=library.values_of("verdict"),
            measures=library.values_of("measure"),
            query=_query(wanted),
            link=lambda **changes: _query(wanted._replace(**changes)),
            page_link=lambda page: urlencode([*_query_items(wanted), ("page", page)]),
            articles=library.articles_read,
            done=self._done(request),
            last_decision=self._last(request),
        )

    def question(self, request: Request, identity: str, refused: Refused | None = None) -> Response:
        """One question with everything it rests on and all that can be decided."""
        self._desk.refresh()
        try:
            page = self._desk.page(identity, everything=request.query_params.get("rows") == "all")
        except KeyError:
            successors = self._desk.successors(identity)
            if len(successors) == 1 and request.method == "GET":
                return RedirectResponse(f"/question/{successors[0].id}?{request.url.query}", status_code=303)
            return self.render(request, "missing.html.j2", status=404, successors=successors)
        wanted, sheet = _wanted(request), page.sheet
        before, behind = self._desk.library.neighbours(wanted, identity)
        words = request.query_params.get("others", "")[:LONGEST_SEARCH]
        return self.render(
            request,
            "question.html.j2",
            status=refused.status if refused else 200,
            page=page,
            q=page.question,
            sheet=sheet,
            undoable=last_standing(sheet),
            refused=refused,
            typed=refused.typed if refused else {},
            done=None if refused else self._done(request),
            where={
                row.claim.id: _place(row, identity, wanted) for row in (*page.question.rows, *page.question.rejected)
            },
            query=_query(wanted),
            wanted=wanted,
            before=before,
            behind=behind,
            others=self._desk.library.comparable(sheet.settled, words, OFFERED),
            others_words=words,
        )

    def article(self, request: Request, identity: str) -> Response:
        """An article's text, with the place that was asked for."""
        try:
            start, end = (int(request.query_params.get(name, "0")) for name in ("start", "end"))
            reading = self._desk.article(identity, start, end)
        except (KeyError, ValueError):
            return self.missing(request)
        question, query = request.query_params.get("question", ""), _query(_wanted(request))
        return self.render(
            request, "article.html.j2", reading=reading, article=reading.article, question=question, query=query
        )

    def people(self, request: Request) -> Response:
        """The people that figures are about."""
        self._desk.refresh()
        words, number = request.query_params.get("words", "")[:LONGEST_SEARCH], _page_number(request)
        count, found = self._desk.library.people(words, LINES_A_PAGE, (number - 1) * LINES_A_PAGE)
        return self.render(
            request, "people.html.j2", found=found, count=count, words=words, number=number,
            last=max(1, -(-count // LINES_A_PAGE)), page_link=lambda page: urlencode({"words": words, "page": page}),
        )  # fmt: skip

    def person(self, request: Request, identity: str, refused: Refused | None = None) -> Response:
        """A person: the names, the articles, and the questions."""
        self._desk.refresh()
        try:
            who = self._desk.person(identity)
        except KeyError:
            return self.missing(request)
        words = request.query_params.get("words", "")[:LONGEST_SEARCH] or who.names[0].split()[-1]
        _, found = self._desk.library.people(words, OFFERED + 1)
        return self.render(
            request,
            "person.html.j2",
            status=refused.status if refused else 200,
            person=who,
            questions=self._desk.library.questions_about(identity),
            others=[other for other in found if other[0] != identity][:OFFERED],
            words=words,
            refused=refused,
            typed=refused.typed if refused else {},
            done=None if refused else self._done(request),
        )

    def decisions(self, request: Request) -> Response:
        """Everything that was decided, the latest first."""
        self._desk.refresh()
        book, number = self._desk.book, _page_number(request)
        latest = list(reversed(book.events))
        return self.render(
            request,
            "decisions.html.j2",
            events=[(e, self._question_of(e)) for e in latest[(number - 1) * EVENTS_A_PAGE : number * EVENTS_A_PAGE]],
            book=book,
            changed=[sheet for _, sheet in sorted(book.sheets.items()) if sheet.changed],
            number=number,
            last=max(1, -(-len(latest) // EVENTS_A_PAGE)),
            page_link=lambda page: urlencode({"page": page}),
            done=self._done(request),
            last_decision=self._last(request),
        )

    # Deciding -------------------------------------------------------------------------------------------------------

    def decide(self, request: Request, identity: str, act: str, form: FormData) -> Response:
        """Take a decision on a question, then show what stands."""
        refused = self._refused_form(act, form)
        acts = self._acts(identity, form)
        if act not in acts:
            return self.missing(request)
        if refused is None:
            try:
                taken = self._take(request, form, act, lambda: self._desk.sheet(identity).version, acts[act])
            except KeyError:
                return self.question(request, identity)
            if isinstance(taken, Event):
                kept = next((item.claim for item in taken.evidence if item.claim not in taken.acted_on), taken.evidence[0].claim)  # fmt: skip
                return self._redirect(request, f"/question/{self._desk.holder(kept) or identity}", done=taken.id)
            refused = taken
        return self.question(request, identity, refused)

    def _take(
        self, request: Request, form: FormData, act: str, version: Callable[[], str], take: Callable[[Pen], Event]
    ) -> Event | Refused:
        """The event of a decision, or why it was refused; `version` is that of what is decided on, now."""
        try:
            return self._desk.decide(self._guard.who(request) or "", text_of(form, "version"), version, take)
        except DecisionError as error:
            return Refused(409 if isinstance(error, ConflictError) else 422, str(error), act, _typed(form))

    def _acts(self, identity: str, form: FormData) -> dict[str, Callable[[Pen], Event]]:
        def sheet() -> Sheet:
            return self._desk.sheet(identity)

        # One box stands for a record and its copies.
        reason, chosen = text_of(form, "reason"), [claim for value in _chosen(form, "claim") for claim in value.split()]
        return {
            "accept": lambda pen: pen.accept(sheet()),
            "override": lambda pen: pen.override(sheet(), text_of(form, "answer"), reason),
            "official": lambda pen: pen.official(sheet()),
            "reject": lambda pen: pen.reject(sheet(), chosen, reason),
            "note": lambda pen: pen.note(sheet(), reason),
            "split": lambda pen: pen.split(sheet(), chosen, reason),
            "merge": lambda pen: pen.merge(sheet(), self._other(form), reason),
            "undo": lambda pen: pen.undo(_last_or_refuse(sheet())),
        }

    def _other(self, form: FormData) -> Sheet:
        try:
            return self._desk.sheet(text_of(form, "other"))
        except KeyError:
            raise DecisionError("choose the question that this one is the same as") from None

    def decide_person(self, request: Request, identity: str, act: str, form: FormData) -> Response:
        """Take a decision on a person, then show them."""
        refused = self._refused_form(act, form)
        try:
            who = self._desk.person(identity)
        except KeyError:
            return self.missing(request)
        spoken = {article.id: [claim.id for claim, _ in said] for article, said in who.articles}
        apart = [claim for article in _chosen(form, "article") for claim in spoken.get(article, ())]
        reason, name = text_of(form, "reason"), text_of(form, "name")

        def about() -> Sheet:
            return self._desk.sheet(self._desk.library.questions_about(identity)[0].id)

        acts: dict[str, Callable[[Pen], Event]] = {
            "split": lambda pen: pen.split_person(about(), identity, apart, name, reason),
            "merge": lambda pen: pen.merge_people(
                about(), (identity, name or who.names[0]), text_of(form, "other"), reason
            ),
        }
        if act not in acts:
            return self.missing(request)
        if refused is None:
            taken = self._take(request, form, act, lambda: self._desk.person_version(identity), acts[act])
            if isinstance(taken, Event):
                return RedirectResponse(f"/person?{urlencode({'id': identity, 'done': taken.id})}", status_code=303)
            refused = taken
        return self.person(request, identity, refused)

    def undo(self, request: Request, form: FormData) -> Response:
        """Take one decision back, from the queue or the list of decisions."""
        wanted = text_of(form, "event")
        back = "/decisions" if text_of(form, "back") == "/decisions" else "/"
        if self._refused_form("undo", form) is not None:
            return RedirectResponse(back, status_code=303)
        self._desk.refresh()
        event = next((event for event in self._desk.book.events if event.id == wanted), None)
        if event is None:
            return self.missing(request)
        try:
            taken_back = self._desk.decide(self._guard.who(request) or "", "", lambda: "", lambda pen: pen.undo(event))
        except DecisionError as error:
            return self.render(request, "refused.html.j2", status=409, message=str(error), back=back)
        return self._redirect(request, back, done=taken_back.id)

    def _refused_form(self, act: str, form: FormData) -> Refused | None:
        """A form that is not of this desk: it was opened before the desk was started again, or comes from elsewhere."""
        if self._guard.holds(text_of(form, "token")):
            return None
        return Refused(
            403,
            "The desk was started again since you opened this page; nothing was saved. Decide again.",
            act,
            _typed(form),
        )

    def _redirect(self, request: Request, path: str, done: str) -> Response:
        query = urlencode({**dict(_query_items(_wanted(request))), "done": done})
        return RedirectResponse(f"{path}?{query}", status_code=303)

    def _done(self, request: Request) -> Event | None:
        """The decision that was just taken."""
        wanted = request.query_params.get("done")
        return next((e for e in reversed(self._desk.book.events) if e.id == wanted), None) if wanted else None

    def _last(self, request: Request) -> Event | None:
        """The last decision of whoever asks: what the key for undo takes back."""
        who = self._guard.who(request)
        return next((e for e in reversed(self._desk.book.in_force()) if e.who == who), None)

    def _question_of(self, event: Event) -> str | None:
        """Where an event is shown."""
        return next((found for item in event.evidence if (found := self._desk.holder(item.claim))), None)


def _last_or_refuse(sheet: Sheet) -> Event:
    event = last_standing(sheet)
    if event is None:
        raise DecisionError("there is nothing to take back")
    return event


def _place(row: Row, question: str, wanted: Wanted) -> str:
    """The address of a row's sentence, with the way back."""
    span = row.claim.span
    items = [("id", row.article.id), ("start", span.start), ("end", span.end), ("question", question)]
    return f"/article?{urlencode([*items, *_query_items(wanted)])}#here"


def _wanted(request: Request) -> Wanted:
    """What of the queue the address asks for."""
    asked = {name: request.query_params.get(name, "")[:LONGEST_SEARCH] for name in Wanted._fields}
    return Wanted(**{name: value for name, value in asked.items() if value})


def _query_items(wanted: Wanted) -> list[tuple[str, str]]:
    defaults = Wanted()
    return [
        (name, value) for name, value in zip(wanted._fields, wanted, strict=True) if value != getattr(defaults, name)
    ]


def _query(wanted: Wanted) -> str:
    return urlencode(_query_items(wanted))


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def text_of(form: FormData, name: str) -> str:
    """A field of a form; "" where it is missing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _chosen(form: FormData, name: str) -> list[str]:
    """What stands in the boxes that were ticked."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def _typed(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str) and name not in ("token", "version")}


def _words(name: str) -> str:
    return name.replace("_", " ")
