"""What else must be equal before two figures may be compared: when, how far counted, who was asked, where, which period.

reads   doc.text, doc._.dates, doc._.quotes, doc._.contests, the measures already decided
gives   Scope, field by field; None wherever the text is silent
leaves  who made a survey, and when, to polls.py
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from spacy.tokens import Doc

from extractor.language.found import Found, Place, When
from extractor.language.lexicon import alternation, load_map, load_table, load_words
from extractor.text.standing import matches_within, stands

# A date belongs to a figure when it stands in its clause, at most so many characters away: "raised $2 million through the end of May".
DATE_REACH = 70
# "with 81 percent of precincts reporting" holds for the shares printed at most so many characters before or behind it.
COUNT_REACH = 320

_CLAUSE_END = re.compile(r"[;.!?]\s|\s(?:but|while|whereas|although)\s|\n")


# ------------------------------------------------------------------------------------------------------------------ dates
@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the figure's clause: what it says, the preposition before it, and how far away it stands."""

    when: When
    preposition: str
    distance: int
    behind: bool
    months_ended: int = 0  # "in the three months that ended Sept. 30"
    compared: bool = False  # "up from 31.7 percent in 2027", "the lowest since 1924": the day of another figure
    other_sum: bool = False  # the day of another sum of money
    begins: bool = False  # "started July with": its first day


_PREPOSITION = re.compile(
    r"\b(?P<word>through|thru|until|till|by|as\s+of|since|between|from|during|in|on|over|for|before|after|at|late|early)\b"
    r"(?:\s+(?:the|just|about|around|early|late|mid|a|an|this|first|last|end|beginning|start|middle|of|final|three|six|two|months?|weeks?|days?)){0,6}\s*$",
    re.IGNORECASE,
)


_MONTHS_ENDED = re.compile(
    r"\b(?:(?P<n>[a-z]+)[\s-]months?(?:\s+period)?|quarter)\s+(?:that\s+|which\s+)?(?:ended|ending|ends)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
# What stands between a share and a date that is another share's.
_COMPARED = re.compile(
    r"\b(?:up|down|fell|rose|compared|than|against|versus|from|lowest|highest|since|because|record)\b", re.IGNORECASE
)


# "$59 million in May, up from $52 million in April": a date behind another sum is that one's.
_COMPARED_SUM = re.compile(
    r"\b(?:up|down|compared|than|against|versus|fell|rose|drop|increase)\b[^.;]*[$£€]\s?\d", re.IGNORECASE
)
_BEGINS = re.compile(
    r"\b(?:start(?:ed|ing|s)?|beg[aiu]n(?:ning|s)?|enter(?:ed|ing|s)?)\s(?:(?:in|the\smonth\sof)\s)?$", re.IGNORECASE
)
# "Roe, who lost in 2010, raised", "Poe, a banker who began in May, raised": a date of a clause that is over.
_ASIDE = re.compile(r",\s(?:who|which|where|whose|whom|an?|the)\b[^,;]*$")
_ASIDE_REACH = 120


class Dates:
    """The dates of a Doc, by place."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.text = text
        self.all: Sequence[Found[When]] = sorted(doc._.dates, key=lambda found: found.start)
        self._starts = [found.start for found in self.all]

    def between(self, start: int, end: int) -> Sequence[Found[When]]:
        """Dates that begin in text[start:end], in reading order."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def near(self, place: Place, around: Place) -> list[Dated]:
        """Dates of the same clause, nearest first."""
        found = []
        first = bisect_left(self._starts, max(around[0], place[0] - DATE_REACH - 40))
        for date in self.all[first:]:
            if date.start >= min(around[1], place[1] + DATE_REACH):
                break
            behind = date.start >= place[1]
            gap = self.text[place[1] : date.start] if behind else self.text[date.end : place[0]]
            if len(gap) > DATE_REACH or _CLAUSE_END.search(gap):
                continue
            if (
                not behind
                and gap.startswith(",")
                and _ASIDE.search(self.text, max(around[0], date.start - _ASIDE_REACH), date.start)
            ):
                continue
            match = _PREPOSITION.search(self.text, max(0, date.start - 40), date.start)
            word = " ".join(match["word"].lower().split()) if match else ""
            compared = behind and _COMPARED.search(gap) is not None
            begins = _BEGINS.search(self.text, max(0, date.start - 30), date.start) is not None
            other_sum = behind and _COMPARED_SUM.search(gap) is not None
            ended = _MONTHS_ENDED.search(self.text, max(0, date.start - 50), date.start)
            months = int(load_map("small_numbers").get(ended["n"].lower(), "0")) if ended and ended["n"] else 3
            found.append(Dated(date.value, word, len(gap), behind, months if ended else 0, compared, other_sum, begins))
        return sorted(found, key=lambda dated: (dated.distance, dated.behind))


def year_hint(near: Sequence[Dated], published: dt.date | None) -> int | None:
    """The year of the election a figure is about, when a date of its clause says a past one."""
    for dated in near:
        year = dated.when.end.year
        if dated.when.granularity in ("year", "month", "day") and published is not None and year < published.year:
            return year
    return None


_YEARS_APART = re.compile(
    r"\b(?P<n>\d{1,2}|[a-z]+)\s+years\s+(?P<way>after|before|earlier|later|prior)\b", re.IGNORECASE
)


def years_apart(text: str) -> int:
    """By how many years the clause behind a figure looks back ("two points, six years after Roe won by 9" → -6); 0 for none."""
    match = _YEARS_APART.search(text)
    if match is None:
        return 0
    word = match["n"].lower()
    years = int(word) if word.isdigit() else int(load_map("small_numbers").get(word, "0"))
    return years if match["way"].lower() == "later" else -years


def _months_before(end: dt.date, months: int) -> dt.date:
    """First day of the months that end with `end`: three to September 30 → July 1."""
    month = end.year * 12 + end.month - months
    return dt.date(month // 12, month % 12 + 1, 1)


def as_of(near: Sequence[Dated], published: dt.date | None) -> dt.date | None:
    """The day a share or lead held: the nearest date of its clause that is over by publication."""
    for dated in near:
        if dated.when.granularity in ("decade", "century"):
            continue
        if published is None or dated.when.end <= published:
            return dated.when.end
        if dated.when.start <= published:
            return dated.when.start if dated.when.granularity == "day" else published
    return None


def cash_as_of(near: Sequence[Dated], published: dt.date | None) -> dt.date | None:
    """The day somebody had a sum in hand: "as of July 17" says more than any other date, "started July with" means its first day."""
    first = sorted(near, key=lambda dated: dated.preposition != "as of")
    if first and first[0].begins:
        return first[0].when.start
    return as_of(first, published)


def period(near: Sequence[Dated]) -> tuple[dt.date | None, dt.date | None] | None:
    """What a sum of money covers: "through the end of May", "in the first quarter", "since January"."""
    # "Example Action, registered in February, has spent $1.9 million through Thursday": an end of the books says more.
    for dated in near:
        if dated.preposition in ("through", "thru", "until", "till", "by", "as of", "at"):
            return None, dated.when.end
        if dated.months_ended:
            return _months_before(dated.when.end, dated.months_ended), dated.when.end
    for dated in near:
        when = dated.when
        if dated.preposition == "since":
            return when.start, None
        if dated.preposition in ("during", "in", "for", "over", "from", "between") and when.granularity != "day":
            return when.start, when.end
        if when.granularity in ("quarter", "month", "range") and dated.behind:
            return when.start, when.end
        # "raised $2 million last year", "this spring": right behind the sum.
        if when.granularity in ("season", "year", "week") and dated.behind and dated.distance <= 1:
            return when.start, when.end
    return None


# ------------------------------------------------------------------------------------------------------------------ count
_PARTIAL = re.compile(
    r"\b(?:so\s+far|partial|early\s+(?:returns|results|count)|preliminary|incomplete|still\s+being\s+counted|yet\s+to\s+be\s+counted|left\s+to\s+count"
    r"|(?:around|about|before|after|by|at|until)\s+midnight|earlier\s+in\s+the\s+(?:night|evening)|as\s+of\s+\d|by\s+\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|o'clock)|provisional|too\s+close\s+to\s+call|votes?\s+remaining)\b",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"\b(?:final\s+(?:(?:but\s+)?unofficial\s+)?(?:results?|tally|count|returns|vote|margin)|certified|(?<!un)(?:official|validated)\s+(?:results?|count|tally)"
    r"|complete\s+(?:(?:but\s+)?unofficial\s+)?(?:results?|returns)|every\s+(?:precinct|vote|ballot|county|ward|division)\s+(?:counted|reporting|in)"
    r"|all\s+(?:of\s+the\s+)?(?:precincts|votes|ballots|districts|wards)\s+(?:reporting|counted|in))\b",
    re.IGNORECASE,
)


# How they begin.
_PARTIAL_HEADS = frozenset(
    {"so", "partial", "early", "preliminary", "incomplete", "still", "yet", "left", "around", "about", "before", "after", "by", "at", "until", "earlier", "as",
     "provisional", "too", "vote", "votes"}
)  # fmt: skip
_FINAL_HEADS = frozenset({"final", "certified", "official", "validated", "complete", "every", "all"})


# "with 150 of 160 polls reporting": counted, and all there are.
_COUNTED = re.compile(
    r"\b(?P<counted>\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+)?(?P<all>\d[\d,]*)\s+(?:polls|precincts|districts|divisions|booths|stations|counties|wards"
    r"|polling\s+(?:places|stations))\s+(?:had\s+|have\s+)?(?:reporting|reported|counted|in)\b",
    re.IGNORECASE,
)
_COUNTS = frozenset(
    {"polls", "precincts", "districts", "divisions", "booths", "stations", "counties", "wards", "polling"}
)


def counted_share(text: str, sentence: Place) -> Decimal | None:
    """How much of the count is in, in percent, where the sentence gives two numbers: 150 of 160 → 93.8."""
    match = _COUNTED.search(text, *sentence) if stands(text, _COUNTS, *sentence) else None
    if match is None:
        return None
    counted, every = (Decimal(match[name].replace(",", "")) for name in ("counted", "all"))
    return round(100 * counted / every, 1) if 0 < counted <= every else None


def count_status(text: str, sentence: Place) -> str | None:
    """`partial` or `final` where the sentence says so."""
    if any(matches_within(_FINAL, text, _FINAL_HEADS, *sentence)):
        return "final"
    return "partial" if any(matches_within(_PARTIAL, text, _PARTIAL_HEADS, *sentence)) else None


# ------------------------------------------------------------------------------------------------------------- who, where
_AMONG = frozenset({"among", "of", "by"})


@cache
def _population() -> re.Pattern[str]:
    heads = alternation(row[0] for row in load_table("groups", 2) if row[1] in ("population", "party"))
    modifiers = alternation(load_words("group_modifiers"))
    return re.compile(
        rf"\b(?:among|of|by)\s+(?:all\s+|the\s+)?(?P<who>(?:(?:{modifiers}|[a-z]+-[a-z]+)\s+){{0,4}}{heads}(?:\s+(?:under|over|aged|younger\s+than|older\s+than)\s+\d\d)?)\b",
        re.IGNORECASE,
    )


def population(text: str, place: Place, sentence: Place) -> str | None:
    """Who was asked or counted, in lower case: "among likely voters", "54 percent of women"."""
    best: tuple[int, str] | None = None
    for match in matches_within(_population(), text, _AMONG, *sentence):
        distance = match.start() - place[1] if match.start() >= place[1] else place[0] - match.end()
        # "of" binds to the figure right before it alone.
        if match.group()[:2].lower() in ("of", "by") and not 0 <= match.start() - place[1] <= 1:
            continue
        if best is None or distance < best[0]:
            best = distance, " ".join(match["who"].lower().split())
    if best is None and (those := _THOSE_WHO.match(text, place[1])):
        return " ".join(those["who"].lower().split())
    return best[1] if best else None


# "37 percent of those who called themselves moderates"
_THOSE_WHO = re.compile(
    r"\s(?:of|among)\s(?P<who>(?:those|people|voters)\s(?:who\s)?(?:said|say|saying|called|calling|described|describing|identified|identifying)\s[^,.;]{3,60})",
    re.IGNORECASE,
)
_BALLOTS = re.compile(
    r"\b(?:(?P<joint>of|among|in|on)\s+(?:all\s+|the\s+|these\s+|those\s+)?|(?P<header>(?<![a-z]\s)(?:first\s+)?))"
    r"(?P<kind>absentee|postal|mail-in|mail|early|advance|pre-?poll|provisional|in-person|election[ -]day)\s+"
    r"(?:votes?|ballots?|voting|numbers|papers)\b(?P<colon>:?)",
    re.IGNORECASE,
)
_KINDS_OF_BALLOTS = frozenset(
    {"absentee", "postal", "mail", "early", "advance", "pre", "prepoll", "provisional", "person", "day"}
)
# "58 percent to 41 percent in early voting": at most so far behind the last figure before it.
_BALLOTS_BEHIND = 30


def ballots(text: str, place: Place, sentence: Place) -> str | None:
    """The kind of ballots a share is of: "61 per cent of the postal votes", "Absentee ballots: Roe 58 percent"."""
    for match in _BALLOTS.finditer(text, *sentence) if stands(text, _KINDS_OF_BALLOTS, *sentence) else ():
        behind = match.start() - place[1]
        if match["joint"]:
            near = 0 <= behind <= (1 if match["joint"].lower() == "of" else _BALLOTS_BEHIND)
        else:
            near = behind < 0 and bool(match["colon"])
        if near:
            return f"{match['kind'].lower()} ballots"
    return None


# "$2.3 million from donors in Ohio", "$90,000 from out-of-state lawyers": a part of what was raised, named by who gave it.
_GIVERS = re.compile(
    r"\s(?:(?:came|coming)\s)?from\s(?:the\s)?(?P<who>(?P<kind>(?!(?:more|many|over|about|all|thousands|hundreds|other|his|her|their|its)\b)(?:[a-z][a-z-]+\s){0,2})"
    r"(?:donors|contributors|unions|employees|executives|lawyers|residents)(?P<where>\sin\s[A-Z]\w+(?:\s[A-Z]\w+)?)?)"
)


def givers(text: str, place: Place) -> str | None:
    """Who gave a sum that is only a part of what was raised; None where the text says no such part."""
    match = _GIVERS.match(text, place[1])
    return " ".join(match["who"].lower().split()) if match and (match["kind"] or match["where"]) else None


# Turnout and votes are shares of these whether the text says so or not.
ELECTORATE = frozenset(("voters", "registered voters", "eligible voters", "the electorate", "electors"))


@cache
def place_names() -> frozenset[str]:
    """States, provinces, regions and countries, in lower case."""
    return frozenset(
        name for name, kind in load_table("places", 2) if kind in ("state", "country", "region", "province")
    )


# "in Ohio", "in Ashford County", "statewide in Ohio"
_IN_PLACE = re.compile(r"\b(?:in|across|throughout)\s+(?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3})")
_WHERE = re.compile(
    r"\b[Ii]n\s(?:the\s)?(?P<place>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,3}),\swhere\s(?:[\w.'’-]+\s){0,5}$"
)
_WHERE_WORD = frozenset({"where"})
_OPENING_PLACE = re.compile(r"In\s+(?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3})(?=,)")
_INTRODUCED = re.compile(
    r",\s(?:an?|the|one\sof|home)\s[^.;,]{0,60}?\b(?:strongholds?|bastions?|town|city|suburbs?|community|village|county|area|district|precincts?|neighbou?rhood|turf)\b"
)
_PLACE_BREAK = re.compile(r"[;.]|,\s(?!to\b)|\b(?:and|but|while|when|who)\b")
_LOCAL = re.compile(r"\b(?:County|Parish|Borough|District|Ward|Township)\b")


def place_of(text: str, figure: Place, sentence: Place) -> str | None:
    """The part of the country a figure covers, where its own clause names one: "47 percent to 44 percent in Ohio"."""
    for match in _IN_PLACE.finditer(text, figure[1], min(sentence[1], figure[1] + DATE_REACH)):
        if _PLACE_BREAK.search(text, figure[1], match.start()):
            break
        if name := _known_place(match["place"]):
            return name
    # "In the Upper Ward, where she had taken 66 percent"
    start = max(sentence[0], figure[0] - DATE_REACH)
    where = _WHERE.search(text, start, figure[0]) if stands(text, _WHERE_WORD, start, figure[0]) else None
    if where is not None:
        return where["place"]
    # "In Ohio, Roe leads 46 percent to 42 percent": the opening phrase of the sentence.
    opening = _OPENING_PLACE.match(text, *sentence)
    if opening is None:
        return None
    # "In Upton, a Republican town, Roe had 58 percent": what is introduced so is a place, known or not.
    return opening["place"] if _INTRODUCED.match(text, opening.end()) else _known_place(opening["place"])


def _known_place(name: str) -> str | None:
    name = name.rstrip(".'’")
    return name if name.lower() in place_names() or _LOCAL.search(name) else None


_WITH_GROUPS = re.compile(
    r"\b(?:including|along\s+with|together\s+with|combined\s+with|and)\s+(?:his\s+|her\s+|their\s+|its\s+|the\s+)?(?:allied\s+|outside\s+|affiliated\s+|supporting\s+)+(?:groups?|pacs?|super\s?pacs?|committees?)\b",
    re.IGNORECASE,
)
_WITHOUT_GROUPS = re.compile(
    r"\b(?:not\s+(?:counting|including)|excluding|does\s?n[o']t\s+include)\b[^.;]{0,40}\b(?:groups?|pacs?|committees?)\b",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset({"counting", "including", "excluding", "include"})
_BESIDE = frozenset({"allied", "outside", "affiliated", "supporting"})


def outside_groups(text: str, sentence: Place) -> bool | None:
    """Does the sum include what outside groups raised or spent? None where the text is silent."""
    if stands(text, _LEFT_OUT, *sentence) and _WITHOUT_GROUPS.search(text, *sentence):
        return False
    return True if stands(text, _BESIDE, *sentence) and _WITH_GROUPS.search(text, *sentence) else None
