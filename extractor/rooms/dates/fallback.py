"""Orders of day, month and year that the grammar does not know ("18th, April 2017"): dateparser reads those, and only those.

Never `search_dates`, which reads "may" and "the sun" as dates: the words are found here, and the language is known to be English,
which saves it nine tenths of its time.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

# Whoever is short of a day, a month or a year of their own is not asked: dateparser would take them from its clock.
RUN = re.compile(r"(?:[Ww],?)?(?:[oD],[Mc],?Y|[Mc],[oD],?Y|Y,[oD]i?[Mc]|Y,?i?[Mc],[oD]|[oD],Y,?[Mc])(?![\dxU%-])")
# Wire copy repeats its dates: most of an article's are asked for more than once.
CACHED = 4096


@lru_cache(maxsize=CACHED)
def parse_day(words: str) -> dt.date | None:
    """The day that `words` name in full; None when dateparser does not see day, month and year in them.

    >>> parse_day("18th, April 2017")
    datetime.date(2017, 4, 18)
    >>> parse_day("April 2017") is None
    True
    """
    import dateparser  # heavy, and rarely needed

    found = dateparser.parse(words, languages=["en"], settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    return found.date() if found else None
