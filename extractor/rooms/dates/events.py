"""What happens on a date, where the text says it right beside: "the April 24 primary", "a runoff on June 20"."""

from __future__ import annotations

import re

from extractor.language.lexicon import alternation, load_map, load_table

# How far from a date its event may stand.
REACH_CHARACTERS = 60
_EVENTS = load_map("date_events")
_NAMES = alternation(_EVENTS)
# One or two words may stand between a date and its event ("Monday's presidential debate"), but none that begins another phrase.
_BETWEEN = rf"(?!{alternation(word for word, _ in load_table('function_words', 2))}\b)[\w.'-]+[ ]"
_BEHIND = re.compile(rf"(?:'s|’s|s')?[ -](?:night(?:'s)?[ ]|morning[ ])?(?:{_BETWEEN}){{0,2}}?(?P<event>{_NAMES})\b")
# "a runoff on June 20", "the special election, Tuesday", "the primary in West Roeland on Tuesday".
_BEFORE = re.compile(
    rf"""
    \b(?P<event>{_NAMES})
    (?: , | [ ](?:scheduled|set|held) )?
    (?: [ ](?:in|of)[ ](?:{_BETWEEN}){{1,3}}? (?=on|for|this|last|next|\Z) )?
    [ ]?(?:on|in|for)?[ ]?(?:the[ ])?\Z
    """,
    re.VERBOSE,
)


# Events with a day of their own, long before and long after which they are spoken of.
_ELECTIONS = frozenset(
    {"election", "primary", "caucus", "runoff", "general election", "special election", "by-election", "midterm election",
     "presidential election", "debate", "convention", "referendum"}
)  # fmt: skip


def names_election(low: str, end: int) -> bool:
    """Does the date that ends at `end` belong to one of the fixed days of a campaign ("the Feb. 9 primary")?"""
    match = _BEHIND.match(low, end, min(len(low), end + REACH_CHARACTERS))
    return match is not None and _EVENTS[" ".join(match["event"].split())] in _ELECTIONS


def find_event(low: str, start: int, end: int) -> str | None:
    """The event at `low[start:end]`; None where the words beside name none."""
    match = _BEHIND.match(low, end, min(len(low), end + REACH_CHARACTERS))
    if match is None:
        match = _BEFORE.search(low, max(0, start - REACH_CHARACTERS), start)
    return _EVENTS[" ".join(match["event"].split())] if match else None
