"""Records and settled questions on a terminal (tables) or in a pipe (JSON Lines)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.present.wording import figure_text
from extractor.records import Article, Rejected
from extractor.runs.batch import Admission, Settings, admit
from extractor.runs.tally import Tally

if TYPE_CHECKING:
    from extractor.linking.place import Records
    from extractor.reconcile import Outcome

KIND_STYLES = {
    "candidates": "bold cyan",
    "vote_percentages": "bold green",
    "dollar_amounts": "bold yellow",
    "dates": "magenta",
    "quotes": "blue",
}
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
            console = Console()
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


def print_outcome(outcome: Outcome, *, explain: str | None = None, as_json: bool = False) -> None:
    """Settled questions, those that need a person first."""
    chosen = [
        r
        for r in outcome.reconciliations
        if explain is None or explain.casefold() in (r.id, r.key.casefold()) or explain.casefold() in r.key.casefold()
    ]
    if as_json:
        for reconciliation in chosen:
            print(reconciliation.model_dump_json())
        return
    console = Console()
    if not chosen:
        print(
            f"no question matches {explain!r}" if explain else "no question: no figure with a subject was found",
            file=sys.stderr,
        )
        return
    order = list(VERDICT_STYLES)
    rows = sorted(chosen, key=lambda r: (order.index(r.verdict), -r.independent_sources, r.key))
    if explain is None:
        settled = [r for r in rows if r.verdict != "single"]
        table = Table(
            title=f"{len(settled)} questions with more than one source ({len(rows) - len(settled)} more have one)",
            title_justify="left",
        )
        for column in ("verdict", "who", "what", "where", "settled", "sources"):
            table.add_column(column, overflow="fold")
        for r in settled:
            cells = (
                r.subject or "–",
                r.measure.replace("_", " "),
                r.contest or "–",
                figure_text(r),
                str(r.independent_sources),
            )
            table.add_row(Text(r.verdict, style=VERDICT_STYLES[r.verdict]), *map(Text, cells))
        console.print(table)
        return
    claims = {claim.id: claim for claim in outcome.claims}
    for r in rows:
        console.print(Text(f"{r.key}  [{r.id}]", style="bold"))
        console.print(Text(f"{r.verdict}: ", style=VERDICT_STYLES[r.verdict]) + Text(r.explanation, style="default"))
        reasons = {d.claim: d.reason + (f" ({d.suspicion})" if d.suspicion else "") for d in r.dissenting}
        for identity in r.claims:
            claim = claims[identity]
            stance = "superseded" if identity in r.superseded else reasons.get(identity, "supports")
            console.print(
                Text(f"  {claim.outlet or claim.article_id}: {claim.span.text!r} as of {claim.as_of or '?'}: {stance}")
            )
        for check in r.checks:
            console.print(
                Text(
                    f"  {'holds' if check.holds else 'FAILS'}: {check.detail}", style="green" if check.holds else "red"
                )
            )
