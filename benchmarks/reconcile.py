"""Settling against known truth: a simulated press, our settling beside simple and published rules.

    python benchmarks/reconcile.py accuracy [--seeds 200] [--races 12] [--plot FILE]     right values, named faults, calibration
    python benchmarks/reconcile.py text [--seeds 5] [--races 6]            the same from the articles' words, through the whole program
    python benchmarks/reconcile.py speed [--claims 10000,100000,1000000]   seconds and memory, claims in memory
    python benchmarks/reconcile.py run [--claims …] [--workers N]          the same of a run folder: its figures made claims, and settled

Rules beside ours: the majority of printed values, the median, the latest, the most precise, TruthFinder (Yin, Han, Yu, TKDE 2008), CRH
(Li and others, SIGMOD 2014). A settled value is right within half a point, or a twentieth of a sum of money: the papers of
the simulation print no finer than that when they round.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import math
import os
import random
import resource
import statistics
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from extractor.evaluate.simulate import FIRST_FILING, Press, make_outlets, report
from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import extract
from extractor.reconcile import Outcome, reconcile
from extractor.reconcile.batch import settle_batch
from extractor.reconcile.readings import Reading
from extractor.records import Claim, DollarAmount, Reconciliation, VotePercentage

Question = tuple[str, str, str]


def right(value: Decimal | float | None, truth: Decimal, measure: str) -> bool:
    if value is None:
        return False
    gap = abs(float(value) - float(truth))
    return gap <= (0.05 * float(truth) if measure == "raised" else 0.5001)


# --- other rules: question → claims → value ---------------------------------------------------------------------------

Groups = dict[Question, list[Claim]]
Values = dict[Question, float]


def majority(groups: Groups) -> Values:
    return {q: _vote({float(v): n for v, n in Counter(c.value for c in said if c.value is not None).items()}) for q, said in groups.items()}  # fmt: skip


def median(groups: Groups) -> Values:
    return {q: statistics.median(float(c.value) for c in said if c.value is not None) for q, said in groups.items()}


def latest(groups: Groups) -> Values:
    return {q: float(max(said, key=lambda c: (c.as_of is not None and c.as_of.toordinal(), c.id)).value or 0) for q, said in groups.items()}  # fmt: skip


def most_precise(groups: Groups) -> Values:
    return {q: float(min(said, key=lambda c: (c.step or 0, c.id)).value or 0) for q, said in groups.items()}


def _vote(weights: dict[float, float]) -> float:
    top = max(weights.values())
    return min(value for value, weight in weights.items() if weight >= top - 1e-12)


def truthfinder(groups: Groups, rho: float = 0.5, gamma: float = 0.3) -> Values:
    trust = {c.outlet or "": 0.9 for said in groups.values() for c in said}
    found: Values = {}
    for _ in range(20):
        heard: dict[str, list[float]] = defaultdict(list)
        for q, said in groups.items():
            sigma: dict[float, float] = defaultdict(float)
            for c in said:
                sigma[float(c.value or 0)] += -math.log(max(1 - trust[c.outlet or ""], 1e-9))
            adjusted = {
                v: s + rho * sum(t * (math.exp(-abs(u - v) / (0.05 * max(abs(u), abs(v)) + 1e-9)) - 0.5) for u, t in sigma.items() if u != v)
                for v, s in sigma.items()
            }  # fmt: skip
            found[q] = _vote(adjusted)
            for c in said:
                heard[c.outlet or ""].append(
                    1 / (1 + math.exp(-gamma * max(min(adjusted[float(c.value or 0)], 100), -100)))
                )
        trust = {o: min(sum(p) / len(p), 1 - 1e-6) for o, p in heard.items()}
    return found


def crh(groups: Groups) -> Values:
    weight = {c.outlet or "": 1.0 for said in groups.values() for c in said}
    found: Values = {}
    for _ in range(20):
        loss: dict[str, float] = defaultdict(float)
        count: dict[str, int] = defaultdict(int)
        for q, said in groups.items():
            pairs = sorted((float(c.value or 0), weight[c.outlet or ""]) for c in said)
            half, so_far = sum(w for _, w in pairs) / 2, 0.0
            for value, w in pairs:
                so_far += w
                if so_far >= half - 1e-12:
                    found[q] = value
                    break
            spread = statistics.pstdev(v for v, _ in pairs) or 1.0
            for c in said:
                loss[c.outlet or ""] += abs(float(c.value or 0) - found[q]) / spread
                count[c.outlet or ""] += 1
        mean = {o: loss[o] / count[o] for o in weight}
        largest = max(mean.values()) or 1.0
        weight = {o: -math.log(min(max(m / largest, 1e-6), 1 - 1e-6)) for o, m in mean.items()}
    return found


RULES: dict[str, Callable[[Groups], Values]] = {
    "majority": majority, "median": median, "latest": latest, "most precise": most_precise, "truthfinder": truthfinder, "crh": crh,
}  # fmt: skip


# --- accuracy ---------------------------------------------------------------------------------------------------------


class Tally:
    """Hits and tries, by name."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.tries: Counter[str] = Counter()

    def add(self, name: str, hit: bool) -> None:
        self.hits[name] += hit
        self.tries[name] += 1

    def share(self, name: str) -> float:
        return self.hits[name] / self.tries[name] if self.tries[name] else math.nan


class Case(NamedTuple):
    """One question with at least two witnesses that were wrong or right."""

    confidence: float
    right: bool


def measure(press: Press, outcome: Outcome, tally: Tally, cases: list[Case]) -> None:
    """Add what one simulated press shows."""
    claim_of = {claim.id: claim for claim in outcome.claims}
    told = {printed.record: printed for printed in press.printed}
    truth_of: dict[Question, Decimal] = {}
    groups: Groups = defaultdict(list)
    sound: dict[tuple[str, str], list[tuple[str, Claim]]] = defaultdict(list)
    for claim in outcome.claims:
        (contest, subject, kind_of_figure), fault = told[claim.record_id].question, told[claim.record_id].fault
        if fault is None and claim.qualifier == "exact":
            sound[contest, kind_of_figure].append((subject, claim))
    for r in outcome.reconciliations:
        claims = [claim_of[c] for c in r.claims]
        question = told[claims[0].record_id].question
        # Where the whole press prints only the early figure, the early figure is what there is to settle.
        early = all(c.count_status == "partial" or c.as_of == FIRST_FILING for c in claims)
        truth = truth_of.setdefault(question, press.truth(question, early=early))
        groups[question].extend(claims)
        hit = right(r.value, truth, r.measure)
        cases.append(Case(r.confidence, hit))
        tally.add("ours", hit)
        articles = {c.article_id: c for c in claims if c.id not in r.superseded}
        originals = {a: c for a, c in articles.items() if press.originals.get(a) not in articles}
        good = sum(right(c.value, truth, r.measure) or _allows(c, truth) for c in originals.values())
        if good > len(originals) / 2 and len(originals) > 1:
            tally.add("majority of witnesses right", hit)
        wrong_prints = len(articles) - sum(
            right(c.value, truth, r.measure) or _allows(c, truth) for c in articles.values()
        )
        if good > len(originals) / 2 and wrong_prints >= len(articles) / 2:
            tally.add("copies outnumber witnesses", hit)
        suspected = {d.claim: d.suspicion for d in r.dissenting}
        for claim in claims:
            printed = told[claim.record_id]
            suspicion = suspected.get(claim.id)
            for kind in ("magnitude", "swapped"):
                if (
                    printed.fault == kind
                    and claim.id not in r.superseded
                    and not right(claim.value, truth, r.measure)
                    and hit
                    and (kind == "magnitude" or printed_for_a_rival(claim, question, sound))
                ):
                    tally.add(f"{kind} recall", suspicion == kind)
                if suspicion == kind:
                    tally.add(f"{kind} precision", printed.fault == kind)
    for name, rule in RULES.items():
        for question, value in rule(groups).items():
            tally.add(name, right(value, truth_of[question], question[2]))


def printed_for_a_rival(
    claim: Claim, question: Question, sound: dict[tuple[str, str], list[tuple[str, Claim]]]
) -> bool:
    """Does any article print this number for whom it belongs to? Else nobody could name the swap."""
    contest, subject, kind = question
    return any(
        subject != rival and claim.value is not None and _allows(other, claim.value)
        for rival, other in sound[contest, kind]
    )


def _allows(claim: Claim, truth: Decimal) -> bool:
    low, high = claim.bounds.low, claim.bounds.high
    return (low is None or low <= truth) and (high is None or truth <= high)


def calibration_error(cases: Sequence[Case], bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and for each filled bin mean confidence, share right, number."""
    filled: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        filled[min(int(case.confidence * bins), bins - 1)].append(case)
    rows = [
        (statistics.fmean(c.confidence for c in group), statistics.fmean(c.right for c in group), len(group))
        for _, group in sorted(filled.items())
    ]
    return sum(abs(mean - share) * n for mean, share, n in rows) / len(cases), rows


def draw(curves: dict[str, list[tuple[float, float, int]]], target: Path) -> None:
    """A reliability plot (SVG): stated confidence to the right, share that is right upwards, a dot as large as its questions are many."""
    side, edge = 320, 44
    colours = ("#1b7f5a", "#b3541e", "#2b59c3")

    def at(said: float, right: float) -> tuple[float, float]:
        return round(edge + said * side, 1), round(edge + (1 - right) * side, 1)

    shapes = [f'<path d="M{edge} {edge}v{side}h{side}" fill="none" stroke="#888"/>']
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    shapes.append(f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#888" stroke-dasharray="4 4"/>')
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = at(tick, tick)
        shapes.append(f'<text x="{x}" y="{edge + side + 18}" text-anchor="middle">{tick:g}</text>')
        shapes.append(f'<text x="{edge - 8}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    shapes.append(f'<text x="{edge + side / 2}" y="{edge + side + 38}" text-anchor="middle">stated confidence</text>')
    shapes.append(f'<text x="{edge}" y="{edge - 14}">share of settled values that are right</text>')
    for place, ((mix, rows), colour) in enumerate(zip(curves.items(), colours, strict=False)):
        for said, share, count in rows:
            x, y = at(said, share)
            radius = round(2 + math.log10(count) * 2.5, 1)
            shapes.append(
                f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity=".65"><title>{mix}: {count:,} questions</title></circle>'
            )
        y = edge + side - 60 + 18 * place
        shapes.append(
            f'<circle cx="{edge + side - 90}" cy="{y - 4}" r="5" fill="{colour}"/><text x="{edge + side - 78}" y="{y}">{mix}</text>'
        )
    size = side + 2 * edge
    target.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" font-family="sans-serif" font-size="12">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>{"".join(shapes)}</svg>\n',
        encoding="utf-8",
    )


def accuracy(seeds: int, races: int, plot: Path | None) -> None:
    curves = {}
    for mix in ("easy", "copies", "hard"):
        tally = Tally()
        cases: list[Case] = []
        for seed in range(seeds):
            press = report(seed, races, mix)
            outcome = reconcile(press.articles, press.figures, [race.contest for race in press.races])
            measure(press, outcome, tally, cases)
        error, rows = calibration_error(cases)
        print(f"{mix}: {seeds} seeds, {tally.tries['ours']:,} questions")
        for name in tally.tries:
            print(f"  {name:30} {tally.share(name):.3f}   of {tally.tries[name]:,}")
        print(f"  expected calibration error     {error:.3f}")
        for mean, share, n in rows:
            print(f"    said {mean:.2f}   right {share:.2f}   of {n:,}", flush=True)
        curves[mix] = rows
    if plot is not None:
        draw(curves, plot)


def from_text(seeds: int, races: int) -> None:
    """The articles read by the pipeline, their figures settled, and held against the truth by subject and measure."""
    nlp = load_pipeline()
    for mix in ("easy", "copies", "hard"):
        tally = Tally()
        for seed in range(seeds):
            press = report(seed, races, mix)
            records = list(extract(press.articles, nlp))
            figures: list[VotePercentage | DollarAmount] = []
            for one in records:
                figures += [*one.vote_percentages, *one.dollar_amounts]
            contests = [contest for one in records for contest in one.contests]
            people = [person for one in records for person in one.people]
            outcome = reconcile(press.articles, figures, contests, people)
            found: dict[tuple[str, str], list[Reconciliation]] = defaultdict(list)
            for r in outcome.reconciliations:
                found[r.subject or "", r.measure].append(r)
            for question in sorted({printed.question for printed in press.printed}):
                answers = found.get((question[1], question[2]), [])
                tally.add("asked about", bool(answers))
                if answers:
                    fullest = max(answers, key=lambda r: (len(r.claims), r.id))
                    truths = [press.truth(question, early=early) for early in (False, True)]
                    tally.add(
                        "right in its fullest group", any(right(fullest.value, truth, question[2]) for truth in truths)
                    )
                    tally.add("in one group", len(answers) == 1)
        print(f"{mix}: {seeds} seeds")
        for name in tally.tries:
            print(f"  {name:30} {tally.share(name):.3f}   of {tally.tries[name]:,}", flush=True)


# --- speed ------------------------------------------------------------------------------------------------------------


def readings(count: int, seed: int = 1) -> Iterator[Reading]:
    """So many claims on questions of one to twelve each, by 400 outlets, a tenth of them wrong, as a table of claims gives them."""
    rng = random.Random(seed)
    outlets = [f"outlet {n}" for n in range(400)]
    days = [dt.date(2031, 5, 1) + dt.timedelta(days=n) for n in range(30)]
    numbers = {n: Decimal(n) / 10 for n in range(-10, 1010)}
    edges = {n: Decimal(n) / 20 for n in range(-40, 2040)}
    step, question, left, truth = Decimal("0.1"), 0, 0, 0
    for number in range(count):
        if left == 0:
            question, left, truth = question + 1, rng.randint(1, 12), rng.randrange(50, 900)
        left -= 1
        value = truth if rng.random() < 0.9 else min(max(truth + rng.randint(-60, 60), 0), 1000)
        low, high = edges[2 * value - 1], edges[2 * value + 1]
        yield Reading(
            id=f"{number:08x}", article=f"a{number}", outlet=rng.choice(outlets), published=rng.choice(days),
            contest=f"c{question // 4}", subject=f"s{question}", name=f"Person {question}", measure="vote_share", unit="percent",
            value=numbers[value], step=step, qualifier="exact", low=low, high=high, likely_low=low, likely_high=high,
        )  # fmt: skip


def processor_seconds() -> float:
    """Spent by this process and the ones it waited for."""
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def speed(count: int) -> None:
    """Claims → questions → weights → settled, as records; all in one bucket, in memory."""
    pool = list(readings(count))
    # What is read stays until the end: without this the collector walks through all of it again and again.
    gc.freeze()
    gc.set_threshold(200_000, 50, 1_000)
    begun, used = time.perf_counter(), processor_seconds()
    settled, _ = settle_batch(pool, ())
    print(
        f"{count:>9,} claims, {len(settled):>7,} questions: {time.perf_counter() - begun:6.1f} s, "
        f"{processor_seconds() - used:.0f} s of processor time, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB",
        flush=True,
    )


def press_run(run: Path, count: int) -> int:
    """A run folder with so many claims or a few more, of a careless press; returns how many."""
    from extractor.runs.store import write_part

    papers = make_outlets(1, "hard", count=60)
    made = chunk = 0
    while made < count:
        press = report(chunk, 40, "hard", outlets=papers, first=40 * chunk)
        write_part(run, "articles", chunk, press.articles)
        write_part(run, "contests", chunk, [race.contest for race in press.races])
        write_part(run, "vote_percentages", chunk, [f for f in press.figures if isinstance(f, VotePercentage)])
        write_part(run, "dollar_amounts", chunk, [f for f in press.figures if isinstance(f, DollarAmount)])
        made += len(press.figures)
        chunk += 1
    return made


class Watch:
    """Memory and processor time of this process and those that it has begun, or that these have, while the block lasts."""

    def __init__(self) -> None:
        self.megabytes: dict[int, float] = {}  # the most that each has held
        self.seconds: dict[int, float] = {}  # as far as each was seen
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Watch:
        self._look()
        self._before = sum(self.seconds.values())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._look()
        self._done.set()
        self._thread.join()

    def spent(self) -> float:
        """Seconds of processor time, all processes together."""
        return sum(self.seconds.values()) - self._before

    def _look_on(self) -> None:
        while not self._done.wait(0.2):
            self._look()

    def _look(self) -> None:
        ours = {os.getpid(), *self.seconds}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                stat = (process / "stat").read_text().rpartition(")")[2].split()
                held = int((process / "statm").read_text().split()[1])
            except OSError:  # it has ended
                continue
            number, parent = int(process.name), int(stat[1])
            if number in ours or parent in ours:
                self.seconds[number] = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
                held_now = held * os.sysconf("SC_PAGE_SIZE") / 2**20
                self.megabytes[number] = max(self.megabytes.get(number, 0.0), held_now)


def of_a_run(count: int, workers: int) -> None:
    """A run folder's figures → claims → reconciliations."""
    from extractor.runs.settle import settle_run

    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        with ProcessPoolExecutor(1) as maker:
            made = maker.submit(press_run, run, count).result()
        begun = time.perf_counter()
        with Watch() as watch:
            settle_run(run, workers=workers)
        print(
            f"{made:>9,} claims, {workers} workers: {time.perf_counter() - begun:6.1f} s, {watch.spent():.0f} s of processor time in all, "
            f"{watch.seconds[os.getpid()]:.0f} s in the first process; the largest process {max(watch.megabytes.values()):,.0f} MB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("accuracy", "text", "speed", "run"))
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--races", type=int, default=12)
    parser.add_argument("--plot", type=Path, help="file for a reliability plot (SVG)")
    parser.add_argument("--claims", default="10000,100000,1000000")
    parser.add_argument("--workers", type=int, default=1, help="processes that settle a run folder")
    options = parser.parse_args()
    if options.what == "accuracy":
        accuracy(options.seeds, options.races, options.plot)
    elif options.what == "text":
        from_text(options.seeds, options.races)
    else:
        for count in map(int, options.claims.split(",")):
            if options.what == "speed":
                speed(count)
            else:
                of_a_run(count, options.workers)


if __name__ == "__main__":
    main()
