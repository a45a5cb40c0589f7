"""What every worker needs, loaded once: the server that starts workers imports this module, and they begin as copies of it.

It must begin no thread and open no database, for neither lives on in a copy.
"""

from __future__ import annotations

import atexit
import gc
import signal
from typing import Final

# Ctrl-C is for the process that hands out the work, which ends the workers and this one. Said before anything that takes long.
signal.signal(signal.SIGINT, signal.SIG_IGN)

from extractor.language.profiles import NO_MODEL  # noqa: E402
from extractor.linking.extract import learn, read  # noqa: E402
from extractor.records import Article  # noqa: E402
from extractor.runs import copies  # noqa: E402, F401  # the last step of a batch
from extractor.runs.chunks import pipeline  # noqa: E402

# Something for every room: most word tables are read when they are first asked.
_TEXT: Final = (
    "HARBOUR CITY (AP) — Jane Roe, a Democrat who ran for governor in 2030, won 48.2 percent of the vote on Tuesday, April 18, "
    "2031, her campaign said. Mayor Tom Poe spent $1.2 million, or about £900,000, last year. “We are not done,” he told supporters."
)


def _warm() -> None:
    nlp = pipeline(NO_MODEL)
    article = Article(id="warm", text=_TEXT)
    with nlp.memory_zone():
        read(article, nlp, learn([article], nlp))
    # What is here now stays: the collector of a worker passes over it, and its pages stay shared.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # at the server's own end libraries look for what they left behind


_warm()
