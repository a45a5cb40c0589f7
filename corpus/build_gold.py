"""Articles and gold out of the annotated texts: `python corpus/build_gold.py` rewrites articles.jsonl, gold.jsonl and reconcile.json.

A person marks what stands in a text, where it stands; this script takes the marks out and counts the characters, so that text
and gold cannot drift apart. The marks are explained in corpus/README.md; in short

    {48.1 percent|%v okoro g=share}      a vote share of the person `okoro`, member of the reconciliation group `share`
    {$4.5 million|$r> okoro}             more than that, raised
    {Tuesday|d 04-08}                    a day of the year of publication
    {We won,|q:d okoro cue=said}         a direct quotation, `said` being the nearest such word

It knows nothing of the package: gold that was read by the code under test would prove nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

PERCENT_MEASURES = {
    "v": "vote_share",
    "p": "poll_share",
    "m": "margin",
    "c": "change",
    "h": "threshold",
    "t": "turnout",
    "r": "reporting",
    "o": "opinion",
    "x": "other",
}
MONEY_MEASURES = {
    "r": "raised",
    "s": "spent",
    "d": "donated",
    "h": "cash_on_hand",
    "l": "loan",
    "i": "income",
    "c": "cost",
    "w": "worth",
    "x": "other",
}
QUALIFIERS = {
    "": "exact",
    "~": "about",
    ">": "over",
    "<": "under",
    "<~": "nearly",
    ">=": "at_least",
    "<=": "at_most",
    "..": "range",
}
QUOTE_KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
# These belong to an election; the article's own is taken when the mark names none.
OF_A_CONTEST = {
    *("vote_share", "poll_share", "margin", "change", "threshold", "turnout", "reporting"),
    *("raised", "spent", "cash_on_hand"),
}
SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "lakh": 10**5,
    "m": 10**6,
    "million": 10**6,
    "crore": 10**7,
    "bn": 10**9,
    "billion": 10**9,
}
NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
SMALL_NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS.split())}
CURRENCIES = {"£": "GBP", "₹": "INR", "Rs": "INR", "A$": "AUD", "C$": "CAD", "€": "EUR"}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
# Fields of a mark under their short names.
FIELDS = {
    "asof": "as_of",
    "st": "count_status",
    "by": "hedged_by",
    "basis": "basis",
    "opp": "opponent",
    "pollster": "pollster",
    "field": "field_dates",
    "pop": "population",
    "place": "place",
    "period": "period",
    "outside": "includes_outside_groups",
}


class GoldError(ValueError):
    """A mark that cannot be read; the message names file and article."""


@dataclass
class Known:
    """What the head of a file declares: short names of people, contests and reconciliation groups."""

    people: dict[str, tuple[str, str | None, str | None]] = field(default_factory=dict)  # name, party, office
    contests: dict[str, str] = field(default_factory=dict)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)

    def name(self, key: str) -> str | None:
        if key == "-":
            return None
        return self.people[key][0] if key in self.people else key.replace("_", " ")


@dataclass
class Mark:
    """A marked stretch of the plain text and its code."""

    start: int
    end: int
    code: str


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks, in reading order.

    >>> unmark("She won {48 percent|%v she} {of {it|a}|b}.")[1]
    [Mark(start=8, end=18, code='%v she'), Mark(start=19, end=24, code='b'), Mark(start=22, end=24, code='a')]
    """
    plain: list[str] = []
    length = 0
    marks: list[Mark] = []
    open_marks: list[int] = []
    position = 0
    while position < len(marked):
        char = marked[position]
        if char == "{":
            open_marks.append(length)
        elif char == "|" and open_marks and (close := re.compile(r"[^{}|]*\}").match(marked, position + 1)):
            marks.append(Mark(open_marks.pop(), length, close.group()[:-1].strip()))
            position = close.end()
            continue
        elif char == "}":
            raise GoldError(f"a mark without a code before {marked[position : position + 30]!r}")
        else:
            plain.append(char)
            length += 1
        position += 1
    if open_marks:
        raise GoldError(f"{len(open_marks)} mark(s) left open")
    return "".join(plain), sorted(marks, key=lambda mark: (mark.start, -mark.end))


def printed_value(text: str) -> float | int | None:
    """The number that a plain snippet prints; None when the mark has to say it (`v=`).

    >>> printed_value("$8.3 million"), printed_value("four percentage points"), printed_value("48 1 percent")
    (8300000, 4, None)
    """
    match = re.fullmatch(
        r"(?:[A-Z]?\$|£|₹|€|Rs\.?|US\$)?\s?(?P<number>[\d,]+(?:\.\d+)?|[a-z]+)"
        r"[\s-]?(?P<scale>k|m|bn|thousand|million|billion|lakh|crore)?"
        r"(?:\s?%|[\s-](?:percent|per cent|percentage points?|pc|points?|dollars|pounds|rupees))?",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    number = match["number"].replace(",", "").lower()
    if not number[0].isdigit():
        if number not in SMALL_NUMBERS:
            return None
        number = str(SMALL_NUMBERS[number])
    return plain(round(float(number) * SCALES[(match["scale"] or "").lower()], 6))


def plain(value: float | str) -> float | int:
    """A number without a needless `.0`."""
    return int(float(value)) if float(value) == int(float(value)) else float(value)


def calendar_range(code: str, year: int) -> tuple[str, str, str]:
    """First day, last day and granularity of a shorthand: 04-08, 2031-04, 2031, 2031-Q3, 1990s, spring2031, a..b."""
    if ".." in code:
        first, last = code.split("..")
        start, end = calendar_range(first, year)[0], calendar_range(last, year)[1]
        return start, end, "range"
    if match := re.fullmatch(r"(\d\d)-(\d\d)", code):
        code = f"{year}-{code}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", code):
        return dt.date.fromisoformat(code).isoformat(), code, "day"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", code):
        last_day = calendar.monthrange(int(match[1]), int(match[2]))[1]
        return f"{code}-01", f"{code}-{last_day}", "month"
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", code):
        month = 3 * int(match[2])
        return f"{match[1]}-{month - 2:02}-01", calendar_range(f"{match[1]}-{month:02}", year)[1], "quarter"
    if re.fullmatch(r"\d{4}", code):
        return f"{code}-01-01", f"{code}-12-31", "year"
    if match := re.fullmatch(r"(\d{3})0s", code):
        return f"{match[1]}0-01-01", f"{match[1]}9-12-31", "decade"
    if match := re.fullmatch(r"([a-z]+)(\d{4})", code):
        first_month, last_month = SEASONS[match[1]]
        end_year = int(match[2]) + (last_month < first_month)
        start = calendar_range(f"{match[2]}-{first_month:02}", year)[0]
        return start, calendar_range(f"{end_year}-{last_month:02}", year)[1], "season"
    raise GoldError(f"cannot read the date {code!r}")


def fields_of(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def figure(text: str, mark: Mark, head: dict[str, str], known: Known) -> dict[str, Any]:
    """Gold of a percentage or a sum."""
    snippet = text[mark.start : mark.end]
    kind, *words = mark.code.lstrip("?").split()
    match = re.fullmatch(r"([%$])([a-z](?:\+[a-z])*)(\D*)", kind)
    if not match or match[3] not in QUALIFIERS:
        raise GoldError(f"cannot read the mark {mark.code!r}")
    money = match[1] == "$"
    measures = [(MONEY_MEASURES if money else PERCENT_MEASURES)[letter] for letter in match[2].split("+")]
    subjects = [known.name(key) for key in (words[0] if words and "=" not in words[0] else "-").split("/")]
    given = fields_of(words)
    record: dict[str, Any] = {"span": [mark.start, mark.end], "text": snippet}
    if "r" in given:
        low, high = (plain(end) for end in given["r"].split(".."))
        record |= {"value": None, "low": low, "high": high}
    else:
        value = plain(given["v"]) if given.get("v", "-") != "-" else printed_value(snippet)
        if value is None and not (mark.code.startswith("?") and given.get("v") == "-"):
            raise GoldError(f"say the value of {snippet!r} (v=…)")
        record |= {"value": value, "low": None, "high": None}
    if money:
        symbol = next((code for sign, code in CURRENCIES.items() if snippet.startswith(sign)), None)
        record["currency"] = given.get("cur") or symbol or head.get("currency", "USD")
    else:
        points = re.search(r"point|pts|\bpp\b", snippet, re.IGNORECASE)
        record["unit"] = given.get("u") or ("points" if points else "percent")
    qualifiers = given["q"].split("/") if "q" in given else [QUALIFIERS[match[3]]]
    if "r" in given:
        qualifiers = ["range"]
    record |= {"qualifier": qualifiers[0], "measure": measures[0], "subject": subjects[0]}
    contest = given.get("x") or (head.get("contest") if measures[0] in OF_A_CONTEST else None)
    if contest and contest != "-" and contest not in known.contests:
        raise GoldError(f"unknown contest {contest!r}")
    record["contest"] = known.contests[contest] if contest and contest != "-" else None
    record["as_of"] = None
    for short, name in FIELDS.items():
        if short in given:
            record[name] = known.name(given[short]) if short != "field" else given[short]
    if "rep" in given:
        record["reporting_percent"] = plain(given["rep"])
    for name, answers in (("measure", measures), ("qualifier", qualifiers), ("subject", subjects)):
        # "-" among the subjects: a careful reader may also leave it open, so any answer counts.
        if len(answers) > 1 and None not in answers:
            record[f"{name}_any"] = answers
        elif None in answers:
            record[name] = None
    record["optional"] = mark.code.startswith("?")
    return record


def date(text: str, mark: Mark, head: dict[str, str]) -> dict[str, Any]:
    """Gold of a date expression; a weekday in the text must be the weekday of the date."""
    snippet = text[mark.start : mark.end]
    _, codes, *words = mark.code.lstrip("?").split()
    year = int(head["published"][:4])
    ranges = [calendar_range(code, year) for code in codes.split("/")]
    start, end, granularity = ranges[0]
    for word in re.findall(r"[A-Za-z]+", snippet):
        if (
            word.lower() in WEEKDAYS
            and start == end
            and dt.date.fromisoformat(start).weekday() != WEEKDAYS[word.lower()]
        ):
            raise GoldError(f"{start} is no {word}")
    given = fields_of(words)
    record: dict[str, Any] = {"span": [mark.start, mark.end], "text": snippet, "start": start, "end": end}
    record["granularity"] = given.get("g", granularity)
    if len(ranges) > 1:
        record["range_any"] = [[first, last] for first, last, _ in ranges]
    if "event" in given:
        record["event"] = given["event"].replace("_", " ")
    return record | {"optional": mark.code.startswith("?")}


def nearest(text: str, words: str, spans: list[tuple[int, int]]) -> list[int]:
    """Where `words` stand nearest to the content, outside it."""
    words = words.replace("_", " ")

    def distance(match: re.Match[str]) -> int:
        return min(max(start - match.end(), match.start() - end) for start, end in spans)

    matches = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    outside = [match for match in matches if distance(match) >= 0]
    if not outside:
        raise GoldError(f"no {words!r} beside {text[slice(*spans[0])][:40]!r}")
    return list(min(outside, key=distance).span())


def quotes(text: str, marks: list[Mark], known: Known) -> Iterator[dict[str, Any]]:
    """Gold of the quotations; marks that share a `#number` are the stretches of one utterance."""
    utterances: dict[str, list[Mark]] = {}
    for index, mark in enumerate(marks):
        number = re.search(r"#(\d+)", mark.code)
        utterances.setdefault(number[1] if number else f"mark {index}", []).append(mark)
    for stretches in utterances.values():
        spans = [(mark.start, mark.end) for mark in stretches]
        kind, *words = re.sub(r"#\d+", "", stretches[0].code.lstrip("?")).split()
        given = fields_of(words)
        kinds = [QUOTE_KINDS[letter] for letter in kind.removeprefix("q:").split("+")]
        speakers = [known.name(key) for key in (words[0] if words and "=" not in words[0] else "-").split("/")]
        record: dict[str, Any] = {
            "kind": kinds[0],
            "contents": [list(span) for span in spans],
            "text": [text[start:end] for start, end in spans],
            "speaker": speakers[0],
            "speaker_span": nearest(text, given["src"], spans) if "src" in given else None,
            "cue": nearest(text, given["cue"], spans) if "cue" in given else None,
            "medium": given.get("med"),
        }
        for name, answers in (("kind", kinds), ("speaker", speakers)):
            if len(answers) > 1:
                record[f"{name}_any"] = answers
        yield record | {"optional": stretches[0].code.startswith("?")}


def candidate(line: str, head: dict[str, str], known: Known) -> dict[str, Any]:
    """Gold of a candidate: `marchetti out=runoff age=36 party=-` (the text names no party)."""
    optional = line.startswith("?")
    key, *words = line.lstrip("?").split()
    given = fields_of(words)
    name, party, office = known.people[key]
    party_given = given.get("party", party or "-").replace("_", " ")
    record: dict[str, Any] = {
        "name": given.get("name", name).replace("_", " "),
        "party": None if party_given == "-" else party_given.rstrip("?"),
        "office": given["office"].replace("_", " ") if "office" in given else office,
        "contest": known.contests.get(given.get("x", head.get("contest", "-"))),
    }
    if party_given.endswith("?"):
        record["party_any"] = [record["party"], None]
    if "alt" in given:
        record["name_any"] = [record["name"], *given["alt"].replace("_", " ").split("/")]
    if "out" in given:
        record["outcome"] = given["out"]
    if "age" in given:
        record["age"] = int(given["age"])
    if "inc" in given:
        record["incumbent"] = given["inc"] == "yes"
    if "role" in given:
        record["role"] = given["role"].replace("_", " ")
    return record | {"optional": optional}


def declare(line: str, known: Known) -> None:
    """Take in one line of a file's head: person, contest or group."""
    kind, _, rest = line.partition(" ")
    key, _, value = (part.strip() for part in rest.partition("="))
    parts = [part.strip() for part in value.split(";")]
    if kind == "person":
        name, party, office = [*parts, "", ""][:3]
        known.people[key] = (name, party or None, office or None)
    elif kind == "contest":
        known.contests[key] = value
    elif kind == "group":
        contest, subject, measure, unit, verdict, settled, why = (part.strip() for part in value.split(";", 6))
        verdicts, values = verdict.split("/"), [plain(v) for v in settled.split("/") if v != "-"]
        group = {
            "id": key,
            "contest": known.contests.get(contest),
            "subject": known.name(subject),
            "measure": measure,
            "unit": unit,
            "claims": [],
            "verdict": verdicts[0],
            "verdict_any": verdicts,
            "value": values[0] if values else None,
            "value_any": values,
            "why": why,
            "optional": False,
        }
        known.groups[key] = group
    else:
        raise GoldError(f"a head line begins with person, contest or group: {line!r}")


def read_article(block: str, known: Known) -> tuple[dict[str, Any], dict[str, Any]]:
    """The article and its gold out of one annotated block."""
    head_lines, _, marked = block.partition("\n---\n")
    first, *rest = head_lines.splitlines()
    head = {"id": first.strip()}
    candidates: list[str] = []
    for line in rest:
        name, _, value = line.partition(":")
        if name == "candidate":
            candidates.append(value.strip())
        else:
            head[name.strip()] = value.strip()
    text, marks = unmark(marked.rstrip("\n") + "\n")
    figures = {sign: [mark for mark in marks if mark.code.lstrip("?")[0] == sign] for sign in "%$dq"}
    if len(marks) != sum(map(len, figures.values())):
        raise GoldError("a mark is neither a percentage, money, a date nor a quotation")
    percentages = [figure(text, mark, head, known) for mark in figures["%"]]
    money = [figure(text, mark, head, known) for mark in figures["$"]]
    for mark, record in zip([*figures["%"], *figures["$"]], [*percentages, *money], strict=True):
        if group := fields_of(mark.code.split()).get("g"):
            claim = {"article": head["id"]} | {key: record[key] for key in ("span", "text", "value", "qualifier")}
            known.groups[group]["claims"].append(claim)
    gold = {
        "id": head["id"],
        "batch": int(head["batch"]),
        "published": head["published"],
        "outlet": head.get("outlet"),
        "style": head["style"],
        "candidates": [candidate(line, head, known) for line in candidates],
        "percentages": percentages,
        "money": money,
        "dates": [date(text, mark, head) for mark in figures["d"]],
        "quotes": list(quotes(text, figures["q"], known)),
        "text": text,
    }
    article = {
        "id": head["id"],
        "text": text,
        "title": head.get("title"),
        # An article whose first line carries its date is given without one, as dumps give it.
        "published": None if head.get("dated") == "in text" else head["published"],
        "outlet": head.get("outlet"),
        "url": head.get("url"),
    }
    return article, gold


def build(folder: Path) -> dict[str, str]:
    """What each generated file must hold, by file name. Raises GoldError with file and article."""
    articles: list[dict[str, Any]] = []
    gold: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.txt")):
        preamble, *blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        known = Known()
        for line in preamble.splitlines():
            if line.strip() and not line.startswith("#"):
                declare(line, known)
        for block in blocks:
            try:
                article, annotations = read_article(block, known)
            except (GoldError, KeyError, ValueError) as error:
                raise GoldError(f"{path.name}: {block.splitlines()[0]}: {error}") from error
            articles.append(article)
            gold.append(annotations)
        groups += known.groups.values()
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    gold_lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold)
    reconcile = json.dumps(groups, ensure_ascii=False, indent=1) + "\n"
    return {"articles.jsonl": lines, "gold.jsonl": gold_lines, "reconcile.json": reconcile}


def main() -> int:
    for name, content in build(HERE / "annotated").items():
        (HERE / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
