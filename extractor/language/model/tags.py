"""From scores of tags to names: each word begins a name, is inside or last, is one by itself, or is outside (BILUO)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

LABELS = ("PERSON", "ORG", "LOC")
# "O" first; then the four tags of each label, in this order.
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BILU"))
_PARTS = {tag: (tag[0], tag[2:]) for tag in TAGS}
_OUTSIDE = 0
_IMPOSSIBLE = np.float32(-1e9)


def _may_follow(before: str, after: str) -> bool:
    (part, label), (following, other) = _PARTS[before], _PARTS[after]
    if part in "BI":
        return following in "IL" and label == other
    return following in "BUO"


# [before, after]: may the one tag stand in front of the other?
FOLLOWS: NDArray[np.bool_] = np.array([[_may_follow(before, after) for after in TAGS] for before in TAGS])
_OPENS: NDArray[np.bool_] = np.array([tag[0] in "BUO" for tag in TAGS])
_CLOSES: NDArray[np.bool_] = np.array([tag[0] in "LUO" for tag in TAGS])
_STEP = np.where(FOLLOWS, np.float32(0), _IMPOSSIBLE)


def best_tags(scores: NDArray[np.float32], lengths: Sequence[int]) -> NDArray[np.intp]:
    """The best row of tags that spells out names, for sentences of these lengths behind each other. `scores`: words × tags."""
    tags: NDArray[np.intp] = scores.argmax(axis=1)
    ends = np.cumsum(lengths)
    bounds = [(end - length, end) for end, length in zip(ends.tolist(), lengths, strict=True) if length]
    if not bounds:
        return tags
    # The best tag of each word by itself is the best row wherever it is a possible one: nearly always.
    possible = np.append(FOLLOWS[tags[:-1], tags[1:]], True)
    last = np.array([end - 1 for _, end in bounds])
    first = np.array([start for start, _ in bounds])
    possible[last] = _CLOSES[tags[last]]
    possible[first] &= _OPENS[tags[first]]
    wrong = np.concatenate([[0], np.cumsum(~possible)])
    for start, end in bounds:
        if wrong[end] > wrong[start]:
            tags[start:end] = _viterbi(scores[start:end])
    return tags


def _viterbi(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    best = np.where(_OPENS, scores[0], _IMPOSSIBLE)
    came_from = np.zeros(scores.shape, np.intp)
    for number in range(1, len(scores)):
        ways = best[:, None] + _STEP
        came_from[number] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[number]
    path = np.zeros(len(scores), np.intp)
    path[-1] = np.where(_CLOSES, best, _IMPOSSIBLE).argmax()
    for number in range(len(scores) - 1, 0, -1):
        path[number - 1] = came_from[number, path[number]]
    return path


def named(tags: NDArray[np.intp]) -> Iterator[tuple[int, int, str]]:
    """First word, last word and label of each name in a possible row of tags, in order."""
    first = 0
    for number in np.flatnonzero(tags != _OUTSIDE).tolist():
        part, label = _PARTS[TAGS[tags[number]]]
        if part in "BU":
            first = number
        if part in "LU":
            yield first, number, label
