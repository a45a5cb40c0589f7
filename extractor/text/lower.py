"""Lower case that moves no character: patterns over it run several times as fast as with re.IGNORECASE."""

from __future__ import annotations

from functools import lru_cache


# Several rooms ask for the same article; the few held are the one in hand and stretches of it.
@lru_cache(maxsize=4)
def lower_alike(text: str) -> str:
    """`text` in lower case, of the same length: a letter whose lower case has two characters stays.

    >>> lower_alike("İzmir, OHIO")
    'İzmir, ohio'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
