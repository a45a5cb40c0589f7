"""Official tables, read from CSV line by line: election results and campaign finance summaries.

Results have one row for each candidate and place (OpenElections columns: county, precinct, office, district, party, candidate,
votes). Finance summaries have one row for each candidate and period end (receipts, disbursements, cash on hand). Columns are
known by many names (`extractor/data/reference_columns.tsv`); case, spaces and punctuation do not matter.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from extractor.language.lexicon import load_map
from extractor.language.parties import canonical_party
from extractor.language.places import state_of_abbreviation


class ReferenceError(ValueError):
    """A reference table that cannot be read: file, line, what is wrong, what was expected."""


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One line of an official table. A result has `votes`, a finance summary any of `raised`, `spent`, `cash`."""

    where: str  # file:line
    candidate: str = ""
    party: str = ""
    office: str = ""
    district: str = ""
    state: str = ""
    county: str = ""
    precinct: str = ""
    stage: str = ""
    election_date: str = ""  # ISO
    votes: int | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    raised: Decimal | None = None
    spent: Decimal | None = None
    cash: Decimal | None = None


# OpenElections names a file for its election: 20311104__mi__general__county.csv
_FILE_NAME = re.compile(r"^(\d{4})(\d{2})(\d{2})__([a-z]{2})__([a-z_]+?)(?:__|\.|$)")


def read_reference(path: Path) -> list[ReferenceRow]:
    """The rows of an official table. Raises ReferenceError with file and line for anything that is not one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReferenceError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8 CSV") from error
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = "excel"  # one column, or too few lines to tell
    lines = csv.reader(text.splitlines(), dialect)
    header = next(lines, None)
    if not header:
        raise ReferenceError(
            f"{path}:1: empty; expected a header line with candidate and votes, or candidate and receipts"
        )
    columns = _columns(path, header)
    defaults = _from_file_name(path.name)
    return [
        _row(path, number, columns, fields, defaults)
        for number, fields in enumerate(lines, 2)
        if any(f.strip() for f in fields)
    ]


# The names of a table's columns, in an error: enough to know them again, no story where the file is no table.
_NAME_SHOWN = 30
_NAMES_SHOWN = 20


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    """What is known → column number; the first column of each meaning counts."""
    meanings = load_map("reference_columns")
    found: dict[str, int] = {}
    for index, name in enumerate(header):
        meaning = meanings.get(re.sub(r"[^a-z0-9]", "", name.casefold()))
        if meaning:
            found.setdefault(meaning, index)
    has_figure = found.keys() & {"votes", "raised", "spent", "cash"}
    if "candidate" not in found or not has_figure:
        names = ", ".join(name[:_NAME_SHOWN] for name in header[:_NAMES_SHOWN])
        raise ReferenceError(
            f"{path}:1: no column for {'the candidate' if 'candidate' not in found else 'votes, receipts or disbursements'} "
            f"among {names}; expected candidate and votes (results), "
            "or candidate, period end and receipts, disbursements or cash on hand (finance)"
        )
    if "votes" not in found and "period_end" not in found:
        raise ReferenceError(
            f"{path}:1: a finance summary needs the day its period ends; expected a column such as period_end"
        )
    return found


def _from_file_name(name: str) -> dict[str, str]:
    match = _FILE_NAME.match(name)
    if not match:
        return {}
    year, month, day, state, stage = match.groups()
    return {
        "election_date": f"{year}-{month}-{day}",
        "state": state_of_abbreviation().get(state, state),
        "stage": stage.replace("_", " "),
    }


def _row(
    path: Path, line: int, columns: Mapping[str, int], fields: Sequence[str], defaults: Mapping[str, str]
) -> ReferenceRow:
    where = f"{path.name}:{line}"

    def text(name: str) -> str:
        index = columns.get(name)
        given = fields[index].strip() if index is not None and index < len(fields) else ""
        return given or defaults.get(name, "")

    if len(fields) <= max(columns[name] for name in columns if name in ("candidate", "votes")):
        raise ReferenceError(f"{path}:{line}: {len(fields)} fields, fewer than the header names")
    votes = _number(path, line, "votes", text("votes"))
    if votes is not None and (votes < 0 or votes != votes.to_integral_value()):
        raise ReferenceError(f"{path}:{line}: votes {text('votes')!r}: expected a whole number from 0")
    state = text("state")
    election_date = _day(path, line, text("election_date"))
    return ReferenceRow(
        where=where,
        candidate=in_order(text("candidate")),
        party=canonical_party(text("party")) or text("party"),
        office=text("office"),
        district=text("district"),
        state=state_of_abbreviation().get(re.sub(r"[\s.]", "", state).casefold(), state),
        county=text("county"),
        precinct=text("precinct"),
        stage=text("stage").casefold(),
        election_date=election_date.isoformat() if election_date else "",
        votes=None if votes is None else int(votes),
        period_start=_day(path, line, text("period_start")),
        period_end=_day(path, line, text("period_end")),
        raised=_number(path, line, "receipts", text("raised")),
        spent=_number(path, line, "disbursements", text("spent")),
        cash=_number(path, line, "cash on hand", text("cash")),
    )


def in_order(name: str) -> str:
    """A name as it is spoken: `ROE, JANE Q.` → `Jane Q. Roe`."""
    family, comma, given = name.partition(",")
    spoken = f"{given.strip()} {family.strip()}" if comma and len(given.split()) <= 3 else name
    spoken = " ".join(spoken.split())
    return spoken.title() if spoken.isupper() else spoken


def _number(path: Path, line: int, what: str, text: str) -> Decimal | None:
    """A number with thousands separated; None for what offices print where they tell nothing (a blank, a star, a dash)."""
    plain = re.sub(r"[\s,$£€]", "", text)
    if plain.casefold() in ("", "*", "-", "–", "na", "n/a"):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ReferenceError(f"{path}:{line}: {what} {text!r}: expected a number") from None
    if not number.is_finite():
        raise ReferenceError(f"{path}:{line}: {what} {text!r}: expected a number")
    return number


def _day(path: Path, line: int, text: str) -> dt.date | None:
    """An ISO date, or the month first with slashes as American filings print it."""
    if not text:
        return None
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    plain = f"{american[3]}-{int(american[1]):02}-{int(american[2]):02}" if american else text[:10]
    try:
        return dt.date.fromisoformat(plain)
    except ValueError:
        raise ReferenceError(f"{path}:{line}: date {text!r}: expected YYYY-MM-DD or MM/DD/YYYY") from None
