"""Phrases about elections: a grammar over letters.

Each word of the text is one letter (`tokens.py`), each district too (`districts.py`), and the grammar is a regular expression
over these letters: "the special election in Ohio" is `tSEiP`. Linear, and it needs neither capitals nor punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.places import Region, story_country
from extractor.rooms.contests.districts import join_districts
from extractor.rooms.contests.phrase import CITY_OFFICES, District, Phrase
from extractor.rooms.contests.results import PARLIAMENTS, find_seats_by_result, has_result_behind
from extractor.rooms.contests.scanning import find_windows
from extractor.rooms.contests.tokens import Token, read_line
from extractor.text.lower import lower_alike

# Words before the head of a phrase, and behind it: bounded, so that no text makes the scan slow.
_BEFORE = r"(?:[PORYSGQNLsq](?:[xz](?=[PORSGQMCEUBFLKTV]))?|(?:z{1,3}|x)(?=[PORSGQE])){0,10}"
# Behind: "in the sixth district of Ohio", "for governor of Ohio", "on June 20", "to represent …", "last week",
# "is on June 24", "will be held in August".
# What follows opens a phrase of its own: "a candidate in an Ohio | special election"
_NOT_INTO = r"(?![sxz]{0,2}[SEUMCBGLDHK])"
_BEHIND = rf"(?:(?:(?:[if]|iW)t?[xz]{{0,2}}[PQOYN][sPQYOD]{{0,5}}|Y|(?<=E)q?Y|v{{1,3}}[hW]?[fi]?Y){_NOT_INTO}){{0,4}}"
_OF = rf"(?:(?:[if]t?[xz]?[PQYO][sPQYO]{{0,5}}|Y){_NOT_INTO}){{0,3}}"
_SEAT_ON = r"Hn?it?x?(?:P|z{1,2})?s?x?O(?![DH])"
_GRAMMAR = {
    # a county that Tom Roe won by 12 points two years ago; where Ann Poe drew 51 percent in November
    "carried": r"[DQPHi][vti]{0,2}[xz]{0,2}(?:O?m|O)x{0,2}W[^,mEMCBU]{0,8}?Y|O?mx?Wt?[xz]?[DQPH][^,m]{0,8}?Y|vx{0,2}O?mx?[Ww][^,mEMCBU]{0,8}?Y|O?mx?[Ww][^,mEMCBU]{0,8}?Y(?!s?[xzRPOq]{0,3}[EUMCBSGT])"
    # last filled in November 2030, when Tom Roe, a Democrat, won
    r"|Y,?v[^EY]{0,8}?m[^EY]{0,6}?W"
    # Tom Roe, who polled 51 percent in 2030
    r"|m,v[Ww][^,mEMCBU]{0,8}?Y"
    # Tom Roe defeated Ann Poe in Texas' second district; a town that Mr. Moe barely won; the senator won here
    r"|(?:Y,?[Rtxz]{0,2})?O?mx{0,2}W[Rmtxz]{1,4}iQ|[DQPHxvti]t?(?:O?m|O)[xv]{0,2}W(?:[^,mE]{0,4}?Y)?|t?Ox?W(?=[xiv])",
    # won re-election by 9 points in 2030
    "again": r"(?:m[,v]{0,2})?[WJK]?f?A[^,mAE]{0,8}?Y|W?A",
    # the 2016 Republican presidential primary in Iowa; Ohio's special congressional election; a June runoff
    "election": rf"{_BEFORE}(?:F?[BVU]|[MC][EKU]?|TE?|GE|SO?E|LE|L(?=K)|XE?|E[UM]?|F){_BEHIND}",
    # running for governor of Ohio; campaign for the state Senate in Texas; bid for the Republican nomination; candidate for Seat 8
    # of the state Supreme Court
    "running": rf"[JK]ft?z?{_SEAT_ON}|[JK](?:[fi]|(?<=J))t?[xz]?(?:R?P?s?OH?|Q|P?H|R?OK|RK){{1,3}}(?!O?m){_OF}|WP[if]t?O",
    # Democratic presidential nominee; congressional candidate; Senate seat; her White House bid
    "office": rf"[PRYQsz]{{0,6}}O{{1,3}}H?s?[RS]?(?:KE?|H|D|W?K){_OF}"
    # an open seat on the Montana Supreme Court; Seat 8 of the state Supreme Court; a seat on the Upton City Council
    rf"|{_SEAT_ON}",
    # Oregon's Measure 127
    "measure": rf"(?:Ps?)?V{_OF}",
    # mayor of Upton; senator from Ohio: no contest, but it says where the office is
    "holder": r"(?<![xzS])O[if]t?(?:P|z{1,3})",
    # Republican nomination; GOP nominee; Tory candidate
    "party": rf"[PYs]{{0,4}}RO?K{_OF}",
}
# Letters that begin none of these stand nearly everywhere: they are passed over before anything else is tried.
_PHRASES = re.compile(
    r"(?![,anh]|x(?![PORSGQEmt])|t(?![tOm]))(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _GRAMMAR.items())
    + ")"
)


# "a referendum on the mayor", "a referendum on Ms. Roe": no vote is held
_METAPHOR = re.compile(r"it?[xz]?[OmPzv]")


def find_phrases(doc: Doc) -> Iterator[Phrase]:
    """Each phrase about an election, in reading order; then districts, and seats that are told by their results."""
    text = text_of(doc)
    country = story_country(text, doc._.context.country)
    line = join_districts(read_line(doc, find_windows(lower_alike(text)), foreign=country not in (None, "US")), text)
    for match in _PHRASES.finditer(line.letters):
        part = line.part(*match.span())
        if not _METAPHOR.match(line.letters, match.end(), match.end() + 4) or part[-1].says != "referendum":
            yield _read_phrase(part, match.lastgroup or "", text)
    for match in re.finditer("Q", line.letters):
        token = line.token(match.start())
        district, office = _district(token)
        told = country in PARLIAMENTS and not district.district.isdigit() and has_result_behind(text, token.end)
        yield Phrase(
            token.start,
            token.end,
            "result" if told else "district",
            district=district,
            office="Parliament" if told else office,
        )
    if country in PARLIAMENTS:
        yield from find_seats_by_result(doc, alone="Q" not in line.letters)


def _district(token: Token) -> tuple[District, str | None]:
    """What a token Q says: the district, and the office it is of where that is told."""
    return token.says if isinstance(token.says, tuple) else (token.says, "U.S. House")


_PLURAL = re.compile(
    r"(?:elections|races|contests|runoffs|run-offs|by-?elections|seats|candidates|nominees|contenders|hopefuls|bids|referendums)\b",
    re.IGNORECASE,
)


# "Force a runoff on Saturday": the day is the first round's.
_AVOIDED = re.compile(r"(?:avoid|avert|prevent|escap|forc|trigger)\w*\s(?:a|an|another|the)?\s?$", re.IGNORECASE)
_HERE = re.compile(r"\b(?:here|there|district|seat|area|suburbs?|county|counties|where)\b", re.IGNORECASE)


# "The highest turnout of any city election since | 2011": a day that bounds, and dates no vote.
_NOT_THAT_DAY = re.compile(r"\b(?:since|after|before|until|till)\s(?:the\s)?$", re.IGNORECASE)
# "Since 1978|, when Roe was elected": and a day on which something happened.
_THEN = re.compile(r",?\swhen\b", re.IGNORECASE)
_LAST = re.compile(r"\bthe (?:last|previous|preceding|prior) $", re.IGNORECASE)


def _read_phrase(part: Sequence[Token], form: str, text: str) -> Phrase:
    start, end = part[0].start, part[-1].end
    told = _told(part, form, text)
    if told.get("round") == "runoff" and _AVOIDED.search(text, max(0, start - 24), start):
        told["when"] = None
    return Phrase(
        start,
        end,
        form,
        plural=bool(_PLURAL.search(text, start, end)),
        indefinite=text[max(0, start - 4) : start].lower().endswith((" a ", " an "))
        or text[start : start + 3].lower() in ("a ", "an "),
        last=form == "election" and bool(_LAST.search(text, max(0, start - 16), start)),
        here=bool(_HERE.search(text, max(0, start - 24), end + 12)),
        **told,
    )


def _told(part: Sequence[Token], form: str, text: str) -> dict[str, Any]:
    """What the tokens of a phrase say of the election, as fields of `Phrase`: of two that say the same the first counts."""
    told: dict[str, Any] = {}

    def tell(field: str, says: object) -> None:
        told[field] = told.get(field) or says

    # The office first: it decides how names beside it are read.
    for token in sorted(part, key=lambda token: token.letter != "O"):
        match token.letter:
            case "O" if form == "carried":
                told["president"] = token.says == "President"
            case "O":
                tell("office", token.says)
            case "P":
                known = told.get("region")
                if known is None or (known.adjective and not token.says.adjective):
                    told["region"] = token.says
            case "Q":
                district, office = _district(token)
                tell("district", district)
                tell("office", office)
            case "R":
                tell("party", token.says)
            case "Y":
                if _is_its_day(token, form, text):
                    tell("when", token.says)
            case "V" if isinstance(token.says, District):
                told |= {"base": "ballot measure", "office": "Ballot measure"}
                tell("district", token.says)
            case "S" | "G" | "B" | "L" | "M" | "C" | "V" | "T" | "A" | "X":
                tell("base", token.says)
            case "U" | "F":
                tell("round", token.says)
            case "z" if form in ("holder", "election", "office") and told.get("office") in CITY_OFFICES:
                known = told.get("region")
                city = f"{known.city} {token.says}" if known and known.city else token.says
                told["region"] = Region("", None, city)
            case "m":
                told["person"] = token.says
            case _:
                pass
    return told


def _is_its_day(date: Token, form: str, text: str) -> bool:
    """Is a date in a phrase that of the vote? Whoever runs for a seat "on Wednesday" does something that day."""
    if _NOT_THAT_DAY.search(text, max(0, date.start - 16), date.start) and not _THEN.match(text, date.end):
        return False
    return form in ("election", "carried", "again") or date.says.granularity != "day"
