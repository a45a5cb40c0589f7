"""How well a run settles: its reconciliations against groups of claims that belong together.

Coverage is the share of expected claims that are claims at all; B-cubed precision and recall judge the grouping over them
(Bagga and Baldwin 1998); a group is solved when nothing is missing, no claim of another expected group is inside, and
verdict and value are right. A false conflict is a group called so that no careful reader would call a conflict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.evaluate.names import overlap

Row = dict[str, Any]
# A claim of the gold: number of its group, number within the group.
Member = tuple[int, int]
# A hundredth, as for single figures: values are percentages and sums.
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class GroupMiss:
    """An expected group that is not solved."""

    group: str
    expected: tuple[str, Any]  # verdict, value
    found: tuple[str, Any] | None
    parts: int  # into how many groups it fell
    mixed: bool  # claims of another expected group stand with it
    missing: int  # claims that are no claims in the run


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Shares are 0 to 1; None where there is nothing to divide by."""

    claims: int
    groups: int
    coverage: float | None
    precision: float  # B-cubed
    recall: float
    verdict: float | None
    value: float | None
    solved: float | None
    false_conflicts: int
    misses: tuple[GroupMiss, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_groups(expected: Sequence[Row], claims: Sequence[Row], settled: Sequence[Row]) -> GroupScore:
    """The score of `settled` (reconciliations over `claims`) against the expected groups.

    Verdict, value and solved are shares of the expected groups with two or more claims that are not optional.
    """
    clusters, covered = _clusters(expected, claims, settled)
    members: dict[Hashable, list[Member]] = defaultdict(list)
    for member, cluster in clusters.items():
        members[cluster].append(member)
    precision = recall = 0.0
    for (index, _), cluster in clusters.items():
        together = sum(1 for other, _ in members[cluster] if other == index)
        precision += together / len(members[cluster])
        recall += together / len(expected[index]["claims"])

    by_id = {row["id"]: row for row in settled}
    judged = verdicts = values = solved = false_conflicts = 0
    misses = []
    for index, group in enumerate(expected):
        if not group["claims"]:
            continue
        own = Counter(clusters[index, number] for number in range(len(group["claims"])))
        top = own.most_common(1)[0][0]
        found = by_id.get(top) if isinstance(top, str) else None
        accepted = [group["verdict"], *(group.get("verdict_any") or [])]
        if found and found["verdict"] == "conflict" and "conflict" not in accepted:
            false_conflicts += 1
        if group.get("optional") or len(group["claims"]) < 2:
            continue
        verdict = found is not None and found["verdict"] in accepted
        value = found is not None and _value_right(group, found)
        mixed = any(other != index for other, _ in members[top])
        judged, verdicts, values = judged + 1, verdicts + verdict, values + value
        if verdict and value and len(own) == 1 and not mixed:
            solved += 1
        else:
            missing = sum(1 for cluster in own.elements() if not isinstance(cluster, str) and cluster[0] == "missing")
            got = (found["verdict"], found.get("value")) if found else None
            misses.append(GroupMiss(group["id"], (group["verdict"], group.get("value")), got, len(own), mixed, missing))
    total = len(clusters)
    return GroupScore(
        claims=total,
        groups=judged,
        coverage=_share(covered, total),
        precision=precision / max(total, 1),
        recall=recall / max(total, 1),
        verdict=_share(verdicts, judged),
        value=_share(values, judged),
        solved=_share(solved, judged),
        false_conflicts=false_conflicts,
        misses=tuple(misses),
    )


def _clusters(expected: Sequence[Row], claims: Sequence[Row], settled: Sequence[Row]) -> tuple[dict[Member, Any], int]:
    """For each expected claim the id of the reconciliation it is in, or a cluster of its own; and how many were found."""
    group_of = {claim: row["id"] for row in settled for claim in row["claims"]}
    by_article: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_article[claim["article_id"]].append(claim)
    clusters: dict[Member, Any] = {}
    covered = 0
    for i, group in enumerate(expected):
        for j, claim in enumerate(group["claims"]):
            start, end = claim["span"]
            shared = [
                (overlap((start, end), (row["span"]["start"], row["span"]["end"])), row)
                for row in by_article[claim["article"]]
            ]
            best, row = max(shared, key=lambda candidate: candidate[0], default=(0, None))
            if row is None or best <= 0:
                clusters[i, j] = ("missing", i, j)
                continue
            covered += 1
            clusters[i, j] = group_of.get(row["id"], ("alone", i, j))
    return clusters, covered


def _value_right(group: Row, found: Row) -> bool:
    accepted = [value for value in (group.get("value"), *(group.get("value_any") or [])) if value is not None]
    if not accepted:
        return True
    value = found.get("value")
    return value is not None and any(abs(float(value) - wanted) <= TOLERANCE for wanted in accepted)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
