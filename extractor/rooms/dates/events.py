"""What happens on a date, where the text says it right beside: "the April 24 primary", "a runoff on June 20"."""

from __future__ import annotations

import re

from extractor.language.lexicon import alternation, load_map, load_table

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


def find_event(low: str, start: int, end: int) -> str | None:
    """The event at `low[start:end]`; None where the words beside name none."""
    match = _BEHIND.match(low, end, min(len(low), end + 60))
    if match is None:
        match = _BEFORE.search(low, max(0, start - 60), start)
    return _EVENTS[" ".join(match["event"].split())] if match else None
