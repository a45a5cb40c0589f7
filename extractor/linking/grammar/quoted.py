"""Which quotations a place lies in, without a look at all the others.

reads   doc._.quotes
gives   Quotation, in the order of the Doc
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractor.language.found import Quotation

# Quotations are filed under each stretch of so many characters that they reach into; most are shorter.
_STRETCH = 256


class Quoted:
    """The quotations of one Doc by place."""

    def __init__(self, quotes: Iterable[Quotation]) -> None:
        self._filed: dict[int, list[Quotation]] = defaultdict(list)
        for quote in quotes:
            stretches = {k for start, end in quote.contents for k in range(start // _STRETCH, end // _STRETCH + 1)}
            for stretch in stretches:
                self._filed[stretch].append(quote)

    def around(self, at: int) -> Iterator[Quotation]:
        """Every quotation whose words hold the character at `at`."""
        for quote in self._filed.get(at // _STRETCH, ()):
            if any(start <= at < end for start, end in quote.contents):
                yield quote
