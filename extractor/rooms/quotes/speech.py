"""What stands between marks and is no speech: titles of works, nicknames, words that are called something."""

from __future__ import annotations

import re

from extractor.language.found import Marked
from extractor.language.lexicon import load_words
from extractor.rooms.quotes.cues import verb_forms

# Titles of works and subheads have at most so many words; speech in one piece mostly has more.
TITLE_WORDS = 12
# A work is named by its kind so few words before its title: "the film she made last year, "…""
WORK_WORDS = 6
SUBHEAD_WORDS = 6
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# The word in front of the mark: on "Evening Report", Smith's "Quiet Days", the show "Late Again"
_BEFORE = re.compile(r"(?P<word>\w+(?:['’-]\w+)*)(?P<mark>,?)\s*$")
_CALLED = re.compile(
    r"(?:so-called|(?:also )?known as|titled|entitled|nicknamed|dubbed|named|headlined|"
    r"the (?:word|words|phrase|term|song|book|film|movie|show|album|novel|play))\s*,?\s*$",
    re.IGNORECASE,
)
# What tells of a work behind its title: "…," a drama that … / whose star …
_EXPLAINED = re.compile(r"\s(?:an?|the [\w-]+ [\w-]+ (?:that|which)|whose|which|starring|based on|by)\s")


def is_title(text: str, stretch: Marked) -> bool:
    """Is the stretch the title of a work or a programme: capitals throughout, and in front of it no cue?"""
    words: list[str] = []
    for match in _WORD.finditer(text, *stretch.inner):
        word = match.group()
        if len(words) == TITLE_WORDS or ((len(word) > 3 or not words) and not _is_capital(word)):
            return False
        words.append(word)
    if not words or not _is_capital(words[-1]):
        return False
    if text[stretch.inner[1] - 1] in "!?" and len(words) > 1:
        return False
    before = text[max(0, stretch.outer[0] - 40) : stretch.outer[0]]
    if _CALLED.search(before):
        return True
    if len(words) > 1 and not load_words("work_nouns").isdisjoint(
        word.lower() for word in _WORD.findall(before)[-WORK_WORDS:]
    ):
        return True
    if len(words) > 1 and _EXPLAINED.match(text, stretch.outer[1]):
        return True
    lead_in = _BEFORE.search(before)
    if lead_in is None or lead_in.group("mark"):
        return False
    word = lead_in.group("word").lower()
    if word in verb_forms():
        return False
    return (len(words) > 1 and word in load_words("title_lead_ins")) or (word.endswith(("'s", "’s")) and len(words) > 1)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def is_subhead(text: str, stretch: Marked, paragraph: tuple[int, int]) -> bool:
    """Is it a line by itself between single marks, as papers set between paragraphs: a headline, no speech?"""
    alone = (
        text[paragraph[0] : stretch.outer[0]].strip() == "" and text[stretch.outer[1] : paragraph[1]].strip(" .") == ""
    )
    return alone and stretch.mark in "'‘’" and len(_WORD.findall(text, *stretch.inner)) <= SUBHEAD_WORDS


def is_called(text: str, stretch: Marked) -> bool:
    """Do the words in front say that this is a name for something, not speech?"""
    return bool(_CALLED.search(text[max(0, stretch.outer[0] - 40) : stretch.outer[0]]))
