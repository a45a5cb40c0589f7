"""Records and settled questions on a terminal (tables) or in a pipe (JSON Lines)."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.present.wording import VERDICT_ORDER, figure_text
from extractor.records import Article, Claim, Reconciliation, Rejected
from extractor.runs.reading import Admission, admit
from extractor.runs.settings import Settings
from extractor.runs.tally import Tally

if TYPE_CHECKING:
    from extractor.linking.place import Records
    from extractor.reconcile import Outcome
    from extractor.runs.difference import Difference
    from extractor.runs.settle import SettledRun

KIND_STYLES = {
    "candidates": "bold cyan",
    "vote_percentages": "bold green",
    "dollar_amounts": "bold yellow",
    "dates": "magenta",
    "quotes": "blue",
}
# So much of an id names a question; a shorter word is a word.
_ID_START = 8
# Characters shown to each side of a figure.
_BESIDE = 90
VERDICT_STYLES = {
    "conflict": "bold red",
    "refuted": "bold red",
    "confirmed": "bold green",
    "agree": "green",
    "compatible": "green",
    "superseded": "yellow",
    "single": "dim",
}


def print_records(settings: Settings) -> Tally:
    """Read the inputs and print what is in them: a table each on a terminal, JSON Lines to a pipe."""
    from extractor.intake.articles import read_articles
    from extractor.language.pipeline import load_pipeline
    from extractor.linking.extract import extract

    tally = Tally()
    articles: list[Article] = []
    for item in admit(read_articles(settings.inputs, settings.mapping, settings.encoding), Admission(tally)):
        if isinstance(item, Rejected):
            where = f"{item.input}, {item.place}" if item.place else item.input
            print(f"rejected {where}: {item.reason}", file=sys.stderr)
        elif not item.duplicate_of:
            articles.append(item)
    if articles:
        found = extract(articles, load_pipeline(settings.model))
        if sys.stdout.isatty():
            console = Printout()
            for records in found:
                _print_article(console, records)
        else:
            for line in json_lines(found):
                print(line)
    tally.check()
    return tally


def json_lines(found: Iterable[Records]) -> Iterator[str]:
    """Each record as a line of JSON with its `kind`."""
    for records in found:
        for kind, made in records.by_kind():
            for record in made:
                yield f'{{"kind":"{kind}",' + record.model_dump_json()[1:]


def _print_article(console: Console, records: Records) -> None:
    article = records.article
    heading = article.title or article.id
    details = ", ".join(str(part) for part in (article.outlet, article.published) if part)
    console.rule(Text(f"{heading}  ({details})" if details else heading, style="bold"))
    console.print(highlighted(records))
    for title, columns, made in _tables(records):
        if made:
            table = Table(
                title=title,
                title_justify="left",
                title_style=KIND_STYLES.get(title.replace(" ", "_"), "bold"),
                expand=False,
            )
            for column in columns:
                table.add_column(column, overflow="fold")
            for row in made:
                table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
            console.print(table)
    if not any(made for _, _, made in _tables(records)):
        console.print("nothing found", style="dim")


def highlighted(records: Records) -> Text:
    """The article's text with every record in the colour of its kind."""
    text = Text(records.article.text.strip("\n"))
    offset = len(records.article.text) - len(records.article.text.lstrip("\n"))
    for kind in ("quotes", "dates", "vote_percentages", "dollar_amounts"):
        for record in getattr(records, kind):
            for span in record.contents if kind == "quotes" else (record.span,):
                text.stylize(KIND_STYLES[kind], span.start - offset, span.end - offset)
    for candidate in records.candidates:
        for span in candidate.mentions:
            text.stylize(KIND_STYLES["candidates"], span.start - offset, span.end - offset)
    return text


def _tables(records: Records) -> list[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    return [
        (
            "candidates",
            ("name", "party", "office", "contest", "outcome"),
            [(c.name, c.party, c.office, c.contest, c.outcome) for c in records.candidates],
        ),
        (
            "vote percentages",
            ("figure", "printed", "measure", "subject", "contest", "as of", "confidence"),
            [
                (figure_text(p), p.span.text, p.measure, p.subject, p.contest, p.as_of, f"{p.confidence:.2f}")
                for p in records.vote_percentages
            ],
        ),
        (
            "dollar amounts",
            ("figure", "printed", "measure", "subject", "contest", "as of", "confidence"),
            [
                (figure_text(d), d.span.text, d.measure, d.subject, d.contest, d.as_of, f"{d.confidence:.2f}")
                for d in records.dollar_amounts
            ],
        ),
        ("dates", ("printed", "from", "to", "event"), [(d.span.text, d.start, d.end, d.event) for d in records.dates]),
        (
            "quotes",
            ("kind", "speaker", "said", "how"),
            [(q.kind, q.speaker, " … ".join(s.text for s in q.contents), q.cue) for q in records.quotes],
        ),
    ]


class Printout(Console):
    """Tables on stdout. Goes on in silence when its reader went away (`| head`): what the command still has to do is done."""

    def on_broken_pipe(self) -> None:
        """Nothing more is printed."""
        with suppress(SystemExit):
            super().on_broken_pipe()


def print_outcome(
    outcome: Outcome | SettledRun,
    *,
    explain: str | None = None,
    articles: Iterable[Article] = (),
    as_json: bool = False,
) -> int:
    """Settled questions by contest, those that need a person first; with `explain`, the evidence of those it names. How many.

    articles: where the evidence is shown in its words.
    """
    chosen = _choose(outcome.reconciliations, explain)
    if as_json:
        for settled in chosen:
            print(settled.model_dump_json())
    elif not chosen and not explain:
        print("no question: no figure with a subject was found", file=sys.stderr)
    elif explain:
        claims = {claim.id: claim for claim in outcome.claims}
        texts = {article.id: article.text for article in articles}
        for settled in chosen:
            _print_evidence(Printout(), settled, claims, texts)
    else:
        _print_contests(Printout(), chosen)
    return len(chosen)


def _choose(settled: Iterable[Reconciliation], words: str | None) -> list[Reconciliation]:
    """Those with the id (or its first eight characters and more), else with every word in their key, else with every one as a part of it:
    who asks for a vote share does not mean voters. What has to be looked at comes first.
    """
    wanted = (words or "").casefold().replace("_", " ").split()
    settled = list(settled)
    chosen = [r for r in settled if len(wanted) == 1 and len(wanted[0]) >= _ID_START and r.id.startswith(wanted[0])]
    chosen = chosen or [r for r in settled if set(wanted) <= set(r.key.casefold().replace("|", " ").split())]
    chosen = chosen or [r for r in settled if all(word in r.key.casefold() for word in wanted)]
    return sorted(chosen, key=lambda r: (VERDICT_ORDER.index(r.verdict), -r.independent_sources, r.key))


def _print_contests(console: Console, chosen: Sequence[Reconciliation]) -> None:
    by_contest: dict[str, list[Reconciliation]] = defaultdict(list)
    told = [r for r in chosen if len(r.claims) > 1 or r.official is not None]
    for r in told:
        by_contest[r.contest or ""].append(r)
    for contest, rows in sorted(by_contest.items(), key=lambda item: (not item[0], -len(item[1]), item[0])):
        console.print(Text(f"\n{contest or 'No contest named'}", style="bold"))
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for r in rows:
            what = r.measure.replace("_", " ") + (f" against {r.scope.opponent}" if r.scope.opponent else "")
            cells = (r.subject or "", what, figure_text(r), _sources(r.independent_sources))
            table.add_row(Text(r.verdict, style=VERDICT_STYLES[r.verdict]), *map(Text, cells))
        console.print(table)
    rest = len(chosen) - len(told)
    console.print(Text(f"\n{len(told)} questions with more than one report, {rest} more with one.", style="dim"))


def _sources(count: int) -> str:
    return f"{count} source" if count == 1 else f"{count} sources"


def _print_evidence(
    console: Console, settled: Reconciliation, claims: Mapping[str, Claim], texts: Mapping[str, str]
) -> None:
    console.print(Text(f"{settled.key}  [{settled.id}]", style="bold"))
    console.print(
        Text(f"{settled.verdict}: ", style=VERDICT_STYLES[settled.verdict]) + Text(settled.explanation, style="default")
    )
    reasons = {d.claim: d.reason + (f" ({d.suspicion})" if d.suspicion else "") for d in settled.dissenting}
    for identity in settled.claims:
        claim = claims[identity]
        stance = "superseded" if identity in settled.superseded else reasons.get(identity, "supports")
        outlet = claim.source or claim.article_id
        day = f", as of {claim.as_of}" if claim.as_of else ""
        console.print(Text(f"  {outlet}: “{claim.span.text}”{day}: {stance}"))
        place = f"{claim.article_id}, characters {claim.span.start} to {claim.span.end}"
        around = _around(texts.get(claim.article_id, ""), claim.span.start, claim.span.end)
        console.print(Text(f"      {place}" + (f": {around}" if around else ""), style="dim"))
    for check in settled.checks:
        word, style = ("holds", "green") if check.holds else ("FAILS", "red")
        console.print(Text(f"  {word}: {check.detail}", style=style))


def _around(text: str, start: int, end: int) -> str:
    """The figure among the words beside it, on one line; cut ends show as `…`."""
    low, high = max(start - _BESIDE, 0), min(end + _BESIDE, len(text))
    words = " ".join(text[low:high].split())
    return ("…" if low else "") + words + ("…" if high < len(text) else "")


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], *, as_json: bool) -> None:
    """A table on a terminal; JSON Lines into a pipe or when asked for."""
    if as_json or not sys.stdout.isatty():
        for row in rows:
            print(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str))
        return
    table = Table(*names)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Printout().print(table)


def print_difference(found: Difference, *, show: int, as_json: bool) -> None:
    """Counts of each kind, then the first changed records with what each field was and is."""
    states = ("same", "changed", "gone", "new")
    if as_json:
        print(
            json.dumps({"counts": found.counts, "changed": [asdict(change) for change in found.changed]}, default=str)
        )
        return
    table = Table("kind", *states)
    for kind, counts in found.counts.items():
        table.add_row(kind.replace("_", " "), *(f"{counts[state]:,}" for state in states))
    console = Printout()
    console.print(table)
    for change in found.changed[:show]:
        console.print(Text(f"{change.kind} {change.key}", style="bold"))
        for name, (before, after) in change.fields.items():
            console.print(Text(f"  {name}: {before} → {after}"))
    if len(found.changed) > show:
        console.print(f"… and {len(found.changed) - show:,} more changed", style="dim")
