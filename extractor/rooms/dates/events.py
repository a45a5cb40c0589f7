"""What happens on a date, where the text says it right beside: "the April 24 primary", "a runoff on June 20"."""

from __future__ import annotations

import re

from extractor.language.lexicon import alternation, load_map

_EVENTS = load_map("date_events")
_NAMES = alternation(_EVENTS)
# "the April 24 primary", "Monday's presidential debate": at most two words between.
_BEHIND = re.compile(rf"(?:'s|’s|s')?[ -](?:night'?s?[ ]|morning[ ])?(?:[\w.'-]+[ ]){{0,2}}?(?P<event>{_NAMES})\b")
# "a runoff on June 20", "the special election, Tuesday", "election in Georgia on Tuesday".
_BEFORE = re.compile(
    rf"\b(?P<event>{_NAMES})(?:,|[ ](?:scheduled[ ])?(?:(?:in|of|for)[ ](?:[\w.'-]+[ ]){{1,3}}?)?(?:on|in|for|this|held|set)?)?[ ](?:for |on |in )?(?:the )?\Z"
)


def find_event(low: str, start: int, end: int) -> str | None:
    """The event at `low[start:end]`; None where the words beside name none."""
    match = _BEHIND.match(low, end, min(len(low), end + 60))
    if match is None:
        match = _BEFORE.search(low, max(0, start - 60), start)
    return _EVENTS[" ".join(match["event"].split())] if match else None
