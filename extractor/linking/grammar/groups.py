"""Groups of people, parties, ballot options.   "likely voters", "Green outside groups", "Measure 8", "the state"

reads   text
gives   Actor of the groups population, party, outside, body, option
leaves  organisations by name to bodies.py; whom "the group" means to stand_ins.py
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from extractor.language.found import Place
from extractor.language.lexicon import alternation, load_map, load_table, load_words
from extractor.linking.grammar.actors import Actor, Taken
from extractor.text.lower import lower_alike
from extractor.text.standing import stands


@cache
def _group_pattern() -> re.Pattern[str]:
    """Over text in lower case."""
    heads = alternation(row[0] for row in load_table("groups", 2))
    modifiers = alternation(load_words("group_modifiers"))
    # "likely voters", "Green-leaning groups", "pro-Roe group"
    modifier = rf"(?:{modifiers}|[a-z]+-[a-z]+)"
    one = rf"(?:{modifier}\s+){{0,4}}{heads}\b(?!['’-]\w{{2,}})"
    # "Green candidates and their backers", "bankers, lawyers and unions" are one owner.
    return re.compile(
        rf"(?<![\w-])(?=\w){one}(?:(?:,\s+|,?\s+and\s+){one})*(?!\s+(?:hearing|member|meeting|official|leader|chair|challenger\b|candidate\b|incumbent|nominee\b|senator|lawmaker\b|donor\b|opponent\b|rival\b|strategist|operative|contender|hopeful))"
    )


@cache
def _heads() -> frozenset[str]:
    """A run of letters of each noun of a group."""
    return frozenset(max(re.findall("[a-z]+", row[0]), key=len) for row in load_table("groups", 2))


# "Proposition 8", "Measure B", "the Yes side"
_OPTION = re.compile(
    r"(?<![\w-])(?:(?:[Pp]roposition|[Pp]rop\.?|[Mm]easure|[Aa]mendment|[Qq]uestion|[Ii]nitiative|[Ii]ssue)\s+(?:[0-9]{1,4}[A-Za-z]?|[A-Z]{1,2})"
    r"|(?:[Yy]es|[Nn]o)\s+on\s+(?:[0-9]{1,4}[A-Za-z]?|[A-Z]{1,2})\b|(?:[Yy]es|[Nn]o|[Ll]eave|[Rr]emain)(?=\s+(?:side|campaign|vote)\b|[”\"’',]{1,2}\s+(?:had|has|on|won|got|took|received|leads?|led|side|votes?|campaign)\b)"
    # "No 52.6% Yes 47.4%", "Remain - 1,204,311 (47.2%)"
    r"|(?:Yes|No|Leave|Remain)(?=\s?(?:[-–—:(]\s?)?(?:\d[\d.]*\s?(?:%|per\s?cent\b)|\d{1,3}(?:,\d{3})+\b))"
    r"|(?:[A-Z][\w'’]+\s+){0,3}(?:(?:school|sewer|water|road|park|library|housing|transit|streetcar|tax|police|jail|parks|hospital)\s+)?(?:[Bb]ond|[Ll]evy|ballot\s+measure"
    # A referendum is a choice where it passes or fails; else it is the vote between two.
    r"|(?:school|sewer|water|road|park|library|housing|transit|tax)\s[Rr]eferendum|[Rr]eferendum(?=\s(?:passed|failed|won|lost|drew|got|received|had|has|was\s(?:approved|rejected|defeated))\b))(?:\s+measure)?)\b(?!-)"
)
# What stands in every such match.
_OPTIONS = frozenset(
    {
        "proposition",
        "prop",
        "measure",
        "amendment",
        "question",
        "initiative",
        "issue",
        "yes",
        "no",
        "leave",
        "remain",
        "bond",
        "levy",
        "ballot",
        "referendum",
    }
)
# "The state gave the mill $40 million": bodies by their common noun, where they act.
_INSTITUTION = re.compile(
    r"\b[Tt]he\s+(?P<name>(?:state|city|county|company|firm|government|council|board|agency|union|university|bank|district|school\s+district|administration))"
    r"(?=\s+(?:has|had|have|will|would|could|must|plans?|planned|expects?|agreed|is|was|also|gave|gives|spent|spends|paid|pays|borrowed|owes?|needs?|raised|received|collected|lost|made|makes|sold|bought|set|provided)\b)"
)
_INSTITUTIONS = frozenset(
    {
        "state",
        "city",
        "county",
        "company",
        "firm",
        "government",
        "council",
        "board",
        "agency",
        "union",
        "university",
        "bank",
        "district",
        "administration",
    }
)
_THE_MEASURE = re.compile(
    r"\b(?:the|this|a|that)\s+(?:ballot\s+)?(?:measure|proposition|initiative|amendment)\b(?!\s+(?:[0-9]|[A-Z]\b|of))",
    re.IGNORECASE,
)
_MEASURES = frozenset({"measure", "proposition", "initiative", "amendment"})
NUMBERED = re.compile(
    r"\b(?:Proposition|Prop\.?|Measure|Amendment|Question|Initiative|Issue)\s+(?:[0-9]{1,4}[A-Za-z]?|[A-Z]{1,2})\b"
)
# "the measure" means the option named within so many characters before it, or in the same reach behind.
_MEASURE_REACH = 1500


def _numbered_option(text: str, at: int) -> str | None:
    before = list(NUMBERED.finditer(text, max(0, at - _MEASURE_REACH), at))
    match = before[-1] if before else NUMBERED.search(text, at, min(len(text), at + _MEASURE_REACH))
    return match.group() if match else None


GENERIC = re.compile(r"(?:groups?|committees?|organi[sz]ations?|pacs?|super[\s-]?pacs?)$", re.IGNORECASE)
# "Roe's own committee" is Roe's campaign, no body of its own.
_OWNED = re.compile(r"['’]s?\s+(?:own\s+)?$")


_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")


def _each(text: str, place: Place) -> Iterator[Place]:
    """The members of a list, one by one: "Greens, Liberals and Labour"."""
    start = place[0]
    for joint in _JOINT.finditer(text, *place):
        yield start, joint.start()
        start = joint.end()
    yield start, place[1]


def kind_of(phrase: str) -> str:
    """The kind of a group by its last noun: `likely voters` → population."""
    words = phrase.lower().split()
    kinds = load_map("groups")
    return next(kinds[tail] for n in range(min(3, len(words)), 0, -1) if (tail := " ".join(words[-n:])) in kinds)


def find_groups(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Groups, parties and ballot options in text[start:end] that overlap nothing taken."""
    may_be_option = stands(text, _OPTIONS, start, end)
    options = (
        [match for match in _OPTION.finditer(text, start, end) if not taken.any(*match.span())] if may_be_option else []
    )
    yield from _in_words(text, start, end, taken, frozenset(match.end() for match in options))
    for match in _INSTITUTION.finditer(text, start, end) if stands(text, _INSTITUTIONS, start, end) else ():
        if not taken.any(*match.span("name")):
            yield Actor(*match.span("name"), match["name"], "group", group="body")
    for match in options:
        yield Actor(*match.span(), match.group(), "group", group="option")
    for match in _THE_MEASURE.finditer(text, start, end) if stands(text, _MEASURES, start, end) else ():
        named = None if taken.any(*match.span()) else _numbered_option(text, match.start())
        if named is not None:
            yield Actor(*match.span(), named, "group", group="option")


def _in_words(text: str, start: int, end: int, taken: Taken, sides: Collection[int]) -> Iterator[Actor]:
    """Groups by their common noun, and parties. `sides`: where a ballot option ends."""
    if not stands(text, _heads(), start, end):
        return
    each = "respectively" in text[start:end]
    for match in _group_pattern().finditer(lower_alike(text), start, end):
        if taken.any(*match.span()):
            continue
        # "Roe's own committee" is Roe's campaign; "the Yes on 12 committee" is the side it stands for.
        alone = GENERIC.fullmatch(match.group())
        if alone and (match.start() - 1 in sides or _OWNED.search(text, max(0, match.start() - 8), match.start())):
            continue
        for place in _each(text, match.span()) if each else (match.span(),):
            name = " ".join(text[slice(*place)].split())
            yield Actor(*place, load_map("party_subjects").get(name.lower(), name), "group", group=kind_of(name))
