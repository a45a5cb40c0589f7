"""Which count of a preferential vote a share is of.   "38.6 per cent of the primary vote", "50.9 per cent after preferences"

reads   doc.text, doc._.context
gives   first_preferences, after_preferences, or None where the sentence speaks of neither
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Place
from extractor.language.lexicon import load_table
from extractor.language.places import story_country
from extractor.text.forms import matches_from
from extractor.text.lower import lower_alike

# "51.2 per cent | of the primary vote": the words belong to the figure right before them, and to those behind it.
_FIGURE_BEFORE = re.compile(r"[\d%][^\d;.]{0,20}\sof\s(?:the|all|his|her)?\s?$")
_REACH = 40


@cache
def _words() -> tuple[re.Pattern[str], frozenset[str], dict[str, tuple[str, str]]]:
    """(Lower case.) All the words, how they begin, and what each says: the count, and the country that alone means it."""
    rows = {form: (count, country) for form, count, country in load_table("count_words", 3)}
    longest = sorted(rows, key=lambda form: (-len(form), form))
    return (
        re.compile(r"\b(?:" + "|".join(re.sub(r"[ -]", "[ -]", form) for form in longest) + r")\b"),
        frozenset(re.split(r"[ -]", form)[0] for form in rows),
        {form.replace("-", " "): said for form, said in rows.items()},
    )


class Preferences:
    """The words of one article that tell first preferences from the count after they were distributed, by place."""

    def __init__(self, doc: Doc) -> None:
        text = lower_alike(text_of(doc))
        pattern, heads, says = _words()
        self.told: list[tuple[int, str]] = []  # from where each holds, and what it says
        country: str | None = None
        for match in matches_from(pattern, text, text, heads):
            count, only_in = says[match.group().replace("-", " ")]
            if only_in:
                country = country or story_country(text_of(doc), doc._.context.country) or "?"
                if country != only_in:
                    continue
            before = _FIGURE_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
            self.told.append((before.start() if before else match.start(), count))

    def of(self, place: Place, sentence: Place) -> str | None:
        """The count that a figure is of: as the words before it in its sentence say, else the first behind it."""
        here = self.told[bisect_left(self.told, (sentence[0], "")) : bisect_left(self.told, (sentence[1], ""))]
        before = [count for start, count in here if start < place[1]]
        return before[-1] if before else here[0][1] if here else None
