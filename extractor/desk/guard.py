"""Who may talk to the desk: this machine's own browser, and nobody's page but ours.

Host      a name that leads here by a trick (DNS rebinding) is no name of ours
Origin    another site's page may not post here
token     every form carries one that only our pages know
sign-in   where the desk is open to other machines: a token, and a name to decide under
headers   no script but our own file, no frame, nothing kept
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

from starlette.requests import Request

SHORTEST_TOKEN = 16
COOKIE = "extractor_desk"
LONGEST_FORM = 200_000  # bytes: hundreds of records chosen at once, and a long reason

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without one, a browser calls the origin of our own forms unknown
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = frozenset(("GET", "HEAD"))


class Guard:
    """What is let in. host: the address the desk is bound to; token: asked for where other machines can reach it."""

    def __init__(self, host: str, port: int, who: str, token: str | None = None) -> None:
        self._host, self._port = host, port
        self._who = who
        self._token = token
        self._sessions: dict[str, str] = {}
        self.form_token = secrets.token_urlsafe(32)

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Status and reason why a request is not answered; None for one that is."""
        host = request.headers.get("host", "")
        if not self._is_ours(host):
            return 421, f"{host[:100]!r} is not where this desk is: open it at the address it printed"
        if request.method in _SAFE:
            return None
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return 403, "this was sent from another site's page"
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "this was sent from another site's page"
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST_FORM:
            return 413, "this form is too long"
        return None

    def _is_ours(self, host: str) -> bool:
        name, port = _split(host)
        if port not in (self._port, None):
            return False
        if is_loopback(self._host):
            return name == "localhost" or is_loopback(name)
        # No trick leads a browser here by a number; a name may, unless it is our own.
        own = socket.gethostname().casefold()
        return name in (self._host, "localhost", own, f"{own}.local") or _is_address(name)

    def holds(self, form_token: str) -> bool:
        """Is it the token of our own forms?"""
        return secrets.compare_digest(form_token.encode(), self.form_token.encode())

    def who(self, request: Request) -> str | None:
        """The name to decide under; None for somebody who has to sign in."""
        return self._who if self._token is None else self._sessions.get(request.cookies.get(COOKIE, ""))

    def sign_in(self, token: str, name: str) -> str | None:
        """A new session for who knows the token; None for who does not."""
        if self._token is None or not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        session = secrets.token_urlsafe(32)
        self._sessions[session] = name
        return session


def is_loopback(host: str) -> bool:
    """Can only this machine reach it?

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, True, False, False)
    """
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host.strip("[]")).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _split(host: str) -> tuple[str, int | None]:
    """Name and port of a Host header; the port is None where it is left out, -1 where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").casefold(), parts.port
    except ValueError:
        return "", -1
