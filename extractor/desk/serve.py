"""The desk as a server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from extractor.desk.guard import SHORTEST_TOKEN, is_loopback

LOOPBACK = "127.0.0.1"
PORT = 8765
# When the usual port is taken (another run is on the desk), one of the next ones is.
_PORTS_TRIED = 20


class DeskError(ValueError):
    """The desk cannot be opened, with what to do."""


def check_open(host: str, token: str | None) -> None:
    """Raise DeskError when other machines could reach the desk without a token, or with one that can be guessed."""
    if token is None and not is_loopback(host):
        raise DeskError(f"--host {host} opens the desk to other machines: give a --token of at least {SHORTEST_TOKEN} characters")  # fmt: skip
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise DeskError(f"--token: at least {SHORTEST_TOKEN} characters, so that nobody guesses it")


def serve(
    run: Path, *, who: str, host: str = LOOPBACK, port: int | None = None, token: str | None = None, ready: Callable[[str], None]
) -> None:  # fmt: skip
    """Open the desk and keep it open until it is stopped (Ctrl-C). ready: called with its address.

    Raises DeskError where it cannot be opened, RunError when nothing was settled yet.
    """
    with opened(run, who=who, host=host, port=port, token=token) as (address, keep_open, _):
        ready(address)
        keep_open()


@contextmanager
def opened(
    run: Path, *, who: str, host: str = LOOPBACK, port: int | None = None, token: str | None = None
) -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The address of a desk, a function that serves it until it is stopped, and one that stops it from another thread."""
    check_open(host, token)
    try:
        import uvicorn

        from extractor.desk.app import make_app
    except ImportError as error:
        raise DeskError(f"the desk needs other libraries ({error.name}): pip install 'extractor[web]'") from None
    from extractor.desk.desk import Desk
    from extractor.desk.guard import Guard

    listening = _listen(host, port)
    with closing(listening), closing(Desk(run)) as desk:
        bound = listening.getsockname()[1]
        app = make_app(desk, Guard(host, bound, who, token))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2)  # fmt: skip
        server = uvicorn.Server(config)

        def stop() -> None:
            server.should_exit = True

        name = f"[{host}]" if ":" in host else host
        yield f"http://{name}:{bound}/", lambda: server.run(sockets=[listening]), stop


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens; on the port asked for, or on the first free one from PORT on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = [port] if port is not None else range(PORT, PORT + _PORTS_TRIED)
    for number in ports:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
            listening.listen(128)
        except OSError as error:
            listening.close()
            failed = error
            continue
        return listening
    which = f"port {port}" if port is not None else f"any port from {PORT} to {PORT + _PORTS_TRIED - 1}"
    raise DeskError(f"cannot listen on {host}, {which}: {failed}; give another --port")
