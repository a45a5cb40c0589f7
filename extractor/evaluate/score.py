"""How well a run reads: its export against articles annotated by hand.

Figures and dates match when their characters overlap, quotations when they share half of the longer one, candidates by name.
Gold marked `optional` counts neither way, and a field's `<field>_any` lists further right answers; both are explained in
corpus/README.md. Strict is the F1 in which a hit needs everything: of a figure span, value, unit or currency, qualifier,
measure and subject; of a date both ends; of a candidate name and party; of a quotation content and speaker.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.evaluate.groups import GroupScore, score_groups
from extractor.evaluate.names import Place, name_words, overlap, pair, party_name, same_name

Row = dict[str, Any]  # one line of gold or export, as JSON gives it

# Gold key and the file of the export that answers it.
KINDS = {
    "percentages": "vote_percentages",
    "money": "dollar_amounts",
    "dates": "dates",
    "candidates": "candidates",
    "quotes": "quotes",
}
# What is told of each kind and of the reconciliation, in this order: names of KindScore and GroupScore.
SHARES = ("precision", "recall", "f1", "value", "measure", "subject", "strict")
GROUP_COLUMNS = (
    *("claims", "coverage", "precision", "recall", "f1"),
    *("groups", "verdict", "value", "solved", "false_conflicts"),
)
# Two numbers are the same answer up to rounding in the export: a hundredth where values are percentages or small sums.
SMALL_VALUE, SMALL_TOLERANCE, RELATIVE_TOLERANCE = 1000, 0.01, 1e-6
# Of the longer of two quotations; the usual measure since PARC and PolNeAR is overlap of content.
SHARED_CONTENT = 0.5


class GoldError(ValueError):
    """Gold or export that cannot be read; the message says file, line and what was expected."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: what the gold has, what the run has."""

    article: str
    what: str  # wrong, missed, spurious
    gold: Row | None
    found: Row | None


@dataclass(slots=True)
class KindScore:
    """Counts of one kind, and what follows from them. Shares are None where there is nothing to divide by."""

    hit: int = 0
    missed: int = 0
    spurious: int = 0
    value_right: int = 0
    valued: int = 0
    measure_right: int = 0
    measured: int = 0
    subject_right: int = 0
    with_subject: int = 0
    strict_hit: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def gold(self) -> int:
        """Records that the gold names."""
        return self.hit + self.missed

    @property
    def found(self) -> int:
        """Records that were read."""
        return self.hit + self.spurious

    @property
    def precision(self) -> float | None:
        """Of the records that were read, the share that the gold names too."""
        return share(self.hit, self.found)

    @property
    def recall(self) -> float | None:
        """Of the records that the gold names, the share that was read."""
        return share(self.hit, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two."""
        return share(2 * self.hit, self.gold + self.found)

    @property
    def value(self) -> float | None:
        """Of the hits, the share with the right number and unit, days, or full name."""
        return share(self.value_right, self.valued)

    @property
    def measure(self) -> float | None:
        """Of the hits, the share with the right measure, or kind of quotation."""
        return share(self.measure_right, self.measured)

    @property
    def subject(self) -> float | None:
        """Of the hits whose gold says whose figure or quotation it is, the share that says the same."""
        return share(self.subject_right, self.with_subject)

    @property
    def strict(self) -> float | None:
        """F1 over the hits of which all that is judged is right."""
        return share(2 * self.strict_hit, self.gold + self.found)


@dataclass(frozen=True, slots=True)
class Scores:
    """One score for each kind that the gold annotates, or one for the reconciliation where it holds expected groups."""

    kinds: dict[str, KindScore]
    groups: GroupScore | None = None


def evaluate(gold_path: Path, export_dir: Path) -> Scores:
    """The scores of a JSON Lines export against gold.

    `gold_path` is annotated articles (.jsonl) or expected groups of claims (.json). Raises GoldError when a file cannot be
    read and FileNotFoundError when there is none.
    """
    if gold_path.suffix == ".json":
        return Scores({}, score_groups_of(gold_path, export_dir))
    return Scores(score_kinds(read_rows(gold_path), export_dir))


def summary(scores: Scores) -> dict[str, Any]:
    """The scores as plain numbers, for JSON: kind → column → share (0 to 1) or count."""
    told: dict[str, Any] = {
        kind: {name: getattr(score, name) for name in ("gold", "found", *SHARES)}
        for kind, score in scores.kinds.items()
    }
    if scores.groups is not None:
        told["reconciliation"] = {name: getattr(scores.groups, name) for name in GROUP_COLUMNS}
    return told


def score_groups_of(path: Path, export_dir: Path) -> GroupScore:
    """The score of the reconciliation against the expected groups in `path`."""
    try:
        expected = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    claims, settled = read_rows(export_dir / "claims.jsonl"), read_rows(export_dir / "reconciliations.jsonl")
    return score_groups(expected, claims, settled)


def score_kinds(gold: Sequence[Row], export_dir: Path) -> dict[str, KindScore]:
    """The score of each kind that `gold` annotates; articles that are not in the gold do not count."""
    scores: dict[str, KindScore] = {}
    for kind, stem in KINDS.items():
        annotated = [article for article in gold if kind in article]
        if not annotated:
            continue
        path = export_dir / f"{stem}.jsonl"
        by_article: dict[str, list[Row]] = defaultdict(list)
        for record in read_rows(path) if path.exists() else []:
            by_article[record["article_id"]].append(record)
        score = scores[kind] = KindScore()
        for article in annotated:
            found = by_article[article["id"]]
            if kind == "candidates":
                score_candidates(article["id"], article[kind], found, score)
            elif kind == "quotes":
                score_quotes(article["id"], article[kind], found, score)
            else:
                score_spans(article["id"], kind, article[kind], found, score)
    return scores


def score_spans(article: str, kind: str, gold: Sequence[Row], found: Sequence[Row], score: KindScore) -> None:
    """Count figures or dates, which match by their characters."""
    pairs, missed, spurious = pair(gold, found, gold_span, found_span)
    for expected, record in pairs:
        if expected.get("optional"):
            continue
        score.hit += 1
        if kind == "dates":
            right = dates_right(expected, record)
            score.valued += 1
            score.value_right += right
        else:
            right = _score_figure(kind, expected, record, score)
        score.strict_hit += right
        if not right:
            score.misses.append(Miss(article, "wrong", expected, record))
    _count_rest(article, missed, spurious, score)


def _score_figure(kind: str, expected: Row, record: Row, score: KindScore) -> bool:
    value = value_right(kind, expected, record)
    qualifier = (record.get("qualifier") or "exact") in answers(expected, "qualifier", "exact")
    measure = record.get("measure") in answers(expected, "measure")
    subject = subject_right(expected, record)
    score.valued += 1
    score.value_right += value
    score.measured += 1
    score.measure_right += measure
    if expected.get("subject") or expected.get("subject_any"):
        score.with_subject += 1
        score.subject_right += subject
    return value and qualifier and measure and subject


def score_candidates(article: str, gold: Sequence[Row], found: Sequence[Row], score: KindScore) -> None:
    """Count candidates, which match by name; value is the full name, strict the party as well."""
    left = list(found)
    # Optional ones last, so that they take no record from one that counts.
    for expected in sorted(gold, key=lambda row: bool(row.get("optional"))):
        wanted = answers(expected, "name")
        record = next((row for row in left if _named(wanted, [row.get("name")])), None) or next(
            (row for row in left if _named(wanted, row.get("aliases") or [])), None
        )
        if record is not None:
            left.remove(record)
        if expected.get("optional"):
            continue
        if record is None:
            score.missed += 1
            score.misses.append(Miss(article, "missed", expected, None))
            continue
        right = not expected.get("party") or party_name(record.get("party")) in map(
            party_name, answers(expected, "party")
        )
        score.hit += 1
        score.valued += 1
        score.value_right += name_words(record.get("name")) in map(name_words, wanted)
        score.strict_hit += right
        if not right:
            score.misses.append(Miss(article, "wrong", expected, record))
    _count_rest(article, [], left, score)


def score_quotes(article: str, gold: Sequence[Row], found: Sequence[Row], score: KindScore) -> None:
    """Count quotations; measure is the kind, subject the speaker."""
    pairs, missed, spurious = pair(gold, found, quote_hull, quote_hull)
    for expected, record in pairs:
        if not _same_content(expected, record):
            missed.append(expected)
            spurious.append(record)
            continue
        if expected.get("optional"):
            continue
        speaker = not expected.get("speaker") or _named(answers(expected, "speaker"), [record.get("speaker")])
        score.hit += 1
        score.measured += 1
        score.measure_right += record.get("kind") in answers(expected, "kind")
        if expected.get("speaker"):
            score.with_subject += 1
            score.subject_right += speaker
        score.strict_hit += speaker
        if not speaker:
            score.misses.append(Miss(article, "wrong", expected, record))
    _count_rest(article, missed, spurious, score)


def _count_rest(article: str, missed: Iterable[Row], spurious: Iterable[Row], score: KindScore) -> None:
    for expected in missed:
        if not expected.get("optional"):
            score.missed += 1
            score.misses.append(Miss(article, "missed", expected, None))
    for record in spurious:
        score.spurious += 1
        score.misses.append(Miss(article, "spurious", None, record))


def share(part: int, whole: int) -> float | None:
    """0 to 1; None of nothing."""
    return part / whole if whole else None


def answers(expected: Row, name: str, default: Any = None) -> list[Any]:
    """Every accepted answer: the field itself and its `<field>_any`."""
    return [expected.get(name, default), *(expected.get(f"{name}_any") or [])]


def gold_span(row: Row) -> Place:
    """Half-open offsets of an annotated record: `[start, end]` in the gold."""
    start, end = row["span"]
    return start, end


def found_span(row: Row) -> Place:
    """Half-open offsets of a record of ours."""
    return row["span"]["start"], row["span"]["end"]


def hull(spans: Sequence[Any]) -> Place:
    """From the first to the last character of several stretches, given as pairs or as records."""
    places = [(span["start"], span["end"]) if isinstance(span, dict) else (span[0], span[1]) for span in spans]
    return min(start for start, _ in places), max(end for _, end in places)


def quote_hull(row: Row) -> Place:
    """From the first to the last character of a quote's content, whichever of the two named it."""
    return hull(row.get("contents") or [row["content"]])


def _same_content(expected: Row, record: Row) -> bool:
    found = quote_hull(record)
    # Another reading of the content is a list of stretches, or a single stretch.
    others = [
        hull(other if isinstance(other[0], (list, dict)) else [other]) for other in expected.get("contents_any") or []
    ]
    return any(
        overlap(place, found) >= SHARED_CONTENT * max(place[1] - place[0], found[1] - found[0], 1)
        for place in (quote_hull(expected), *others)
    )


def same_number(one: Any, other: Any) -> bool:
    """True when two numbers are one up to the rounding of the export; a missing one is no number."""
    if one is None or other is None:
        return False
    first, second = float(one), float(other)
    slack = RELATIVE_TOLERANCE * max(1.0, abs(first), abs(second)) + (
        SMALL_TOLERANCE if abs(first) < SMALL_VALUE else 0
    )
    return abs(first - second) <= slack


def value_right(kind: str, expected: Row, record: Row) -> bool:
    """Number (or both ends of a range) and unit or currency."""
    if kind == "money":
        if (record.get("currency") or "").upper() != (expected.get("currency") or "USD").upper():
            return False
    elif record.get("unit") not in answers(expected, "unit"):
        return False
    if expected.get("low") is not None and expected.get("high") is not None:
        return same_number(expected["low"], record.get("low")) and same_number(expected["high"], record.get("high"))
    if expected.get("value") is None:
        return True
    return any(same_number(value, record.get("value")) for value in answers(expected, "value"))


def dates_right(expected: Row, record: Row) -> bool:
    """First and last day as the gold has them, or as one of its other readings."""
    accepted = [[expected["start"], expected["end"]], *(expected.get("range_any") or [])]
    return [record.get("start"), record.get("end")] in accepted


def subject_right(expected: Row, record: Row) -> bool:
    """True when the gold names no subject, or the record names one of those accepted (a person, or a party)."""
    accepted = expected.get("subject_any") or [expected.get("subject")]
    if not any(accepted):
        return True
    found = record.get("subject")
    return any(same_name(name, found) or (party_name(name) == party_name(found) != "") for name in accepted)


def _named(wanted: Iterable[str | None], names: Iterable[str | None]) -> bool:
    found = list(names)
    return any(same_name(name, other) for name in wanted for other in found)


def read_rows(path: Path) -> list[Row]:
    """The lines of a JSON Lines file. Raises GoldError with the line that is not a JSON object."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise GoldError(f"{path}:{number}: not JSON: {error.msg}") from error
            if not isinstance(row, dict):
                raise GoldError(f"{path}:{number}: expected an object, found {type(row).__name__}")
            rows.append(row)
    return rows
