"""Many forms ("lib dem", "new south wales") looked for in a text at once, at the cost of those that may stand there.

One regular expression of a thousand forms tries some of them at every character. Which words a text has is found once for all who
ask, in a hundredth of that time; a form whose first word is not among them is not looked for.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_HEAD = re.compile(r"[a-z0-9]+")
_SPACED = bytes(byte if _HEAD.fullmatch(chr(byte)) else ord(" ") for byte in range(256))


# Several rooms ask for the same article.
@lru_cache(maxsize=4)
def words_of(low: str) -> frozenset[str]:
    """The runs of ASCII letters and digits in a text in lower case.

    >>> sorted(words_of("the u.s. côte-d'or, 1st"))
    ['1st', 'c', 'd', 'or', 's', 'te', 'the', 'u']
    """
    return frozenset(low.encode("ascii", "replace").translate(_SPACED).decode("ascii").split())


class Forms:
    """Forms in lower case that each begin with an ASCII letter or digit; white space in one stands for any white space.

    >>> [match.group() for match in Forms(["lib", "lib dem"]).find("the lib  dem mayor, a libel")]
    ['lib  dem']
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = defaultdict(list)
        for form in sorted(set(forms), key=lambda form: (-len(form), form)):
            head = _HEAD.match(form)
            if head is None:
                raise ValueError(f"{form!r} does not begin with an ASCII letter in lower case or a digit")
            self._forms[head.group()].append(form)
        self._heads = frozenset(self._forms)
        self._patterns: dict[str, re.Pattern[str]] = {}  # compiled when first needed: most never are

    def find(self, low: str, end: int = sys.maxsize) -> list[re.Match[str]]:
        """Each whole word or words of `low[:end]` that is a form, in reading order, the longest where several begin; none overlap."""
        heads = self._heads & words_of(low)
        found = [match for head in heads for match in self._pattern(head).finditer(low, 0, end)]
        if len(heads) < 2:
            return found
        apart: list[re.Match[str]] = []
        for match in sorted(found, key=lambda match: match.start()):
            if not apart or match.start() >= apart[-1].end():
                apart.append(match)
        return apart

    def _pattern(self, head: str) -> re.Pattern[str]:
        pattern = self._patterns.get(head)
        if pattern is None:
            tails = (r"\s+".join(re.escape(word) for word in form.split())[len(head) :] for form in self._forms[head])
            # The head stands first, for a text is skipped through to a literal; then the look at what is before it.
            pattern = self._patterns[head] = re.compile(rf"{head}(?<!\w{head})(?:{'|'.join(tails)})(?!\w)")
        return pattern
