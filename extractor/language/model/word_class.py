"""What the name model sees of a word besides its form: a class from the name tables, in place of its first letter.

A model trained on a third of a million words meets most names of the news for the first time. The class says what a reader
would know: a common first name, a surname of the first thousand, an everyday word, a title, a place. It costs nothing at run
time, for spaCy looks it up once for each different word, in the slot of the lexeme attribute PREFIX.
"""

from __future__ import annotations

from functools import cache

from extractor.language.lexicon import load_map, load_table, load_words

Tables = tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]


@cache
def _tables() -> Tables:
    kinds = dict.fromkeys(load_words("demonyms"), "d")
    kinds |= dict.fromkeys(load_words("organisation_words"), "o")
    kinds |= {name: "p" for name, _ in load_table("places", 2) if " " not in name}
    kinds |= {word: "t" for word, _, _ in load_table("titles", 3)}
    first = {name: size for name, _, size in load_table("first_names", 3)}
    return first, load_map("surnames"), load_map("words"), kinds


def word_class(word: str) -> str:
    """First name, surname, ordinary word, kind: each its class in the tables of `extractor/data`, or "0".

    >>> word_class("Johnson"), word_class("senator"), word_class("the")
    ('1300', '00pt', '0040')
    """
    first, surnames, ordinary, kinds = _tables()
    low = word.lower().rstrip(".").replace("’", "'")
    if low.endswith("'s"):
        low = low[:-2]
    known = low in first or low in surnames or low in ordinary or low in kinds
    suffix = ""
    # "johnsons", where the apostrophe was lost.
    if not known and len(low) > 4 and low.endswith("s") and (low[:-1] in surnames or low[:-1] in first):
        low, suffix = low[:-1], "s"
    return first.get(low, "0") + surnames.get(low, "0") + ordinary.get(low, "0") + kinds.get(low, "0") + suffix
