"""What one stretch of text says of an election: a grammar over letters.

Each word becomes one letter for what it can be in such a phrase (`contest_words`, `offices` and the place tables), and the
grammar is a regular expression over these letters: "the special election in Ohio" is `tSEiP`. Linear, and it needs
neither capitals nor punctuation.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Place, When
from extractor.language.lexicon import alternation, load_table, load_words
from extractor.language.parties import find_parties
from extractor.language.places import Region, parse_ordinal, place_names, state_of_postal, story_country
from extractor.text.forms import matches_from, places_of
from extractor.text.lower import lower_alike

# Most are a run of letters: that form stands first, and white space is passed over inside the pattern.
_WORD = re.compile(
    r"[^\S\n]*+([^\W_]++(?![.,'’-])|\d+(?:[.,]\d+)+|[A-Za-z](?:\.[A-Za-z])+\.?|[A-Z]{2}-\d{1,2}\b|[^\W_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W_]+)*|['’]s\b|\n+|[^\w\s])"
)
# (Lower case.) No word of a text without one of these starts a phrase, and most news has none.
_WORTH_A_LOOK = re.compile(
    r"\b(?:elect|re-?elect|run-?off|by-?(?:poll|elect)|measure \d|proposition|amendment|primar|caucus|races?\b|contest|referend|ballot|re?-?nomin|candida|"
    r"campaign|bid\b|seat\b|mid-?term|leadership|recall|president|senat|congress|gover|gubern|mayor|district|parliament|won\b|carried\b|defeated|vote\b|"
    r"(?:first|second)[ -](?:round|ballot)|[a-z]{2}-\d)"
)
# Any first word of these; two letters stand for those of a state ("oh-6"), and for "re" and "by" before a hyphen.
_FIRST_WORD = re.compile(
    r"(?:elect|reelect|runoff|bypoll|byelect|proposition|amendment|primar|caucus|contest|referend|ballot|re?nomin|candida|campaign|midterm|leadership|"
    r"recall|president|senat|congress|gover|gubern|mayor|district|parliament|defeated|(?:run|measure|races?|r|bid|seat|mid|won|carried|vote|first|second|[a-z]{2})\Z)"
)


# Words that were met: those that open nothing, and those that may. A text's five hundred are told by a subtraction of sets, in a
# tenth of the time that asking for each takes.
_PLAIN: set[str] = set()
_OPENING: set[str] = set()
_MOST_KEPT = 1 << 16


def _openers(words: Iterable[str]) -> set[str]:
    """Those of these words (in lower case) that may open what is worth a look."""
    if len(_PLAIN) + len(_OPENING) > _MOST_KEPT:
        _PLAIN.clear()
        _OPENING.clear()
    left = set(words) - _PLAIN
    for word in left - _OPENING:
        (_OPENING if _FIRST_WORD.match(word) else _PLAIN).add(word)
    return left & _OPENING


# No phrase reaches further from such a word, in characters.
_AROUND = 200


@dataclass(frozen=True, slots=True)
class District:
    """A district as printed: its number in digits, "at-large" or its name, and the state where it stands beside it."""

    district: str
    region: str | None = None


class Token(NamedTuple):
    """A word (or a name of several) of the phrase grammar: offsets, its letter, and what it says."""

    start: int
    end: int
    letter: str
    says: Any = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One stretch of text about an election; what it does not say is None. `form` names the rule of the grammar."""

    start: int
    end: int
    form: str
    office: str | None = None
    region: Region | None = None
    district: District | None = None
    base: str | None = None
    round: str | None = None
    party: str | None = None
    when: When | None = None
    person: int | None = None  # whom a phrase of winning names
    plural: bool = False  # "special elections": of no one in particular
    indefinite: bool = False  # "in a Republican primary"
    president: bool = False  # "the president won here"
    last: bool = False  # "at the last election"
    here: bool = False  # in the place the article is about


_Entry = tuple[tuple[str, ...], str, Any]  # words, letter, what it says


@cache
def _dictionary() -> dict[str, tuple[_Entry, ...]]:
    """Multi-word entries by their first word, longest first: words, letter, what it says."""
    found: dict[str, list[_Entry]] = {}

    def add(form: str, letter: str, says: Any) -> None:
        words = tuple(match[1] for match in _WORD.finditer(form))
        found.setdefault(words[0], []).append((words, letter, says))

    # What stands first wins among entries of one length: the words of elections before offices before places.
    for form, letter, says in load_table("contest_words", 3):
        add(form, letter, says or None)
    for form, office, _ in load_table("offices", 3):
        add(form, "O", office)
    for form, region in place_names().items():
        add(form, "P", region)
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in found.items()}


def read_tokens(doc: Doc, text: str, windows: list[Place]) -> list[Token]:
    """These stretches of the text as tokens of the grammar, in order. Dates are one token each, and so are names of people."""
    foreign = story_country(text, doc._.context.country) not in (None, "US")
    caseless = doc._.style.caseless or doc._.style.upper
    words: list[tuple[int, int, str]] = []
    for start, end in windows:
        words += [(*match.span(1), match[1]) for match in _WORD.finditer(text, start, end)]
        words.append((end, end, "\n"))
    lower = [word.lower() for _, _, word in words]
    entries = _dictionary()
    whole = {found.start: (found.end, "Y", found.value) for found in doc._.dates}
    low = lower_alike(text)
    for measure in (match for pattern in _MEASURES for match in pattern.finditer(low)):
        whole.setdefault(measure.start(), (measure.end(), "V", District(text[slice(*measure.span())])))
    for found in doc._.people:
        # A name that is a state's or a country's stays one here: "Ohio's 6th".
        if found.value.kind == "name" and text[found.start : found.end].lower() not in place_names():
            whole.setdefault(found.start, (found.end, "m", found.value.person))
    for party in find_parties(text, caseless=caseless):
        whole.setdefault(party.start, (party.end, "R", party.party))
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        start, end, word = words[position]
        if start in whole:
            end, letter, says = whole[start]
            tokens.append(Token(start, end, letter, says))
            while position < len(words) and words[position][0] < end:
                position += 1
            continue
        length = 1
        entry = None
        if (listed := entries.get(lower[position])) is not None:
            entry, length = _look_up(listed, lower, position, word, caseless)
            if entry is not None and foreign and _is_american(lower[position], entry[0]):
                entry = ("x", None)
        letter, says = entry or _read_word(word)
        tokens.append(Token(start, words[position + length - 1][1], letter, says))
        position += length
    return tokens


def _is_american(word: str, letter: str) -> bool:
    """Words that mean an office or a vote in the United States and something else elsewhere: Congress, house, "primary vote"."""
    return (letter == "O" and word in ("congress", "house", "senate")) or letter == "M"


def _look_up(
    listed: Iterable[_Entry], lower: list[str], position: int, printed: str, caseless: bool
) -> tuple[tuple[str, Any] | None, int]:
    """The longest of the entries `listed` that stands at `position`, and how many words it has (1 for none)."""
    for entry, letter, says in listed:
        length = len(entry)
        if length > 1 and tuple(lower[position : position + length]) != entry:
            continue
        if letter == "P" and not caseless and not printed[0].isupper():
            continue
        # "us" and "US"; abbreviations of states carry capitals everywhere.
        if letter == "P" and entry == ("us",) and printed != "US":
            continue
        return (letter, says), length
    return None, 1


@lru_cache(maxsize=1 << 15)
def _read_word(word: str) -> tuple[str, Any]:
    lower = word.lower()
    if lower in ("'s", "’s", "s"):
        return "s", None
    if lower in ("'", "’", "-", "–", '"', "“", "”"):
        return "q", None
    if word.isdigit() and len(word) <= 2:
        return "n", int(word)
    if (number := parse_ordinal(lower)) is not None:
        return "N", number
    if re.fullmatch(r"[A-Z]{2}-\d{1,2}", word) and word[:2] in state_of_postal():
        return "Q", District(str(int(word[3:])), state_of_postal()[word[:2]])
    if lower == "at-large":
        return "N", "at-large"
    if not word[0].isalnum():
        return ",", None
    return ("z", word) if word[0].isupper() else ("x", word)


# Districts, before anything else; each becomes one token Q.
_DISTRICTS = re.compile(
    r"""
    P s N O? D?               # Ohio's 6th congressional district; Iowa's second; Montana's at-large
    | P q N O? D?             # Texas' second congressional district
    | P s? N O? [DH]          # georgia sixth district
    | N O? D O? i t? P        # sixth congressional district of Ohio; 2nd district in Ohio
    | P O? D n                # Ohio House District 12
    | P n (?=[SEUMDHKB])      # Ohio 6 special election
    | N O? D                  # the sixth district
    | N O (?![A-Z])           # Ohio's sixth congressional
    | O? D n                  # District 12
    """,
    re.VERBOSE,
)
# UK constituencies and Canadian ridings carry a name: the capitalised words before the word that tells.
_NAMED = re.compile(
    # A word of it may look like somebody's name: "the Upton and | Weir by-election".
    r"[zPm](?:[zPiqa]{0,4}[zPm])?(?=B)|[zP](?:[zPiqa]{0,4}[zP])?(?=[xO]{0,2}s?(?:B|D(?![n])))|(?<=Bi)[zP](?:[zPqa]{0,4}[zP])?|(?<=[DH]i)z(?:[zPqa]{0,4}[zP])?"
)
# (Lower case.) Ballot measures carry a number: "Measure 127", "Proposition 8". A pattern each, for a text is skipped through to the
# letters that one begins with.
_MEASURES = tuple(
    re.compile(rf"{word}\.?\s(?:no\.?\s)?\d{{1,4}}[a-z]?\b")
    for word in ("measure", "prop(?:osition)?", "question", "amendment", "initiative", "issue")
)


def _join_districts(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with each district as one."""
    letters = "".join(token.letter for token in tokens)
    joined: list[Token] = []
    last = 0
    for match in _DISTRICTS.finditer(letters):
        part = tokens[match.start() : match.end()]
        numeral = next((t.says for t in part if t.letter in "Nn"), None)
        region = next((t.says for t in part if t.letter == "P"), None)
        if numeral is None or (region is not None and (region.city or region.adjective)):
            continue
        if region is None and part[-1].letter == "O" and part[-1].says != "U.S. House":
            continue
        office = next((t.says for t in part if t.letter == "O"), None)
        joined += tokens[last : match.start()]
        joined.append(
            Token(part[0].start, part[-1].end, "Q", (District(str(numeral), region.region if region else None), office))
        )
        last = match.end()
    joined += tokens[last:]
    letters = "".join(token.letter for token in joined)
    found, last, out = list(_NAMED.finditer(letters)), 0, []
    for match in found:
        part = joined[match.start() : match.end()]
        name = text[part[0].start : part[-1].end]
        around = joined[match.end() : match.end() + 4] + joined[max(0, match.start() - 2) : match.start()]
        kind = next((t for t in around if t.letter in "BDH"), None)
        word = text[kind.start : kind.end].lower() if kind else ""
        if word in ("district", "districts", "seats", "constituencies") or (
            len(part) == 1 and isinstance(part[0].says, Region)
        ):
            continue
        out += joined[last : match.start()]
        out.append(Token(part[0].start, part[-1].end, "Q", (District(name), None)))
        last = match.end()
    return out + joined[last:]


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
_PHRASES = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _GRAMMAR.items()))


# "a referendum on the mayor", "a referendum on Ms. Roe": no vote is held
_METAPHOR = re.compile(r"it?[xz]?[OmPzv]")


def _windows(text: str) -> list[Place]:
    """The stretches in which a phrase can stand, cut at white space, in order."""
    windows: list[Place] = []
    low = lower_alike(text)
    for match in matches_from(_WORTH_A_LOOK, low, low, _openers(places_of(low))):
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        elif start:
            start = text.find(" ", start, match.start()) + 1 or match.start()
        windows.append((start, end))
    return [
        (start, text.rfind(" ", start, end) if end < len(text) and " " in text[end - _AROUND : end] else end)
        for start, end in windows
    ]


def find_phrases(doc: Doc) -> Iterator[Phrase]:
    """Each phrase about an election, in reading order."""
    text = text_of(doc)
    tokens = _join_districts(read_tokens(doc, text, _windows(text)), text)
    letters = "".join(token.letter for token in tokens)
    for match in _PHRASES.finditer(letters):
        part = tokens[match.start() : match.end()]
        if not _METAPHOR.match(letters[match.end() :][:4]) or part[-1].says != "referendum":
            yield _read_phrase(part, match.lastgroup or "", text)
    parliament = "Q" in letters and story_country(text, doc._.context.country) in _PARLIAMENTS
    for token in tokens:
        if token.letter == "Q":
            district, office = token.says if isinstance(token.says, tuple) else (token.says, "U.S. House")
            told = (
                parliament
                and not district.district.isdigit()
                and _RESULT_BEHIND.search(text, token.end, token.end + _AROUND)
            )
            yield Phrase(
                token.start,
                token.end,
                "result" if told else "district",
                district=district,
                office="Parliament" if told else office,
            )
    yield from _seats_by_result(doc, text, alone="Q" not in letters)


# Where each seat of a parliament has a name and is reported by it alone.
_PARLIAMENTS = frozenset({"AU", "CA", "GB", "IE", "NZ"})
_SEAT_NAME = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*(?:(?:\s|–|\s(?:and|of|upon|on|le|under)\s)[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*){0,4}"

# "the swing in Upton North on | Thursday"
_LAST_JOINT = re.compile(r"(?:\s(?:and|of|upon|on|le|under))?\s*$")


@cache
def _result_in() -> re.Pattern[str]:
    """The count of a seat, and its name: "declared the winner in | Upton North"."""
    words = alternation(load_words("seat_results"))
    return re.compile(
        rf"\b(?i:{words}) in (?P<name>{_SEAT_NAME})(?!\s(?i:booth|ward|town|village|council|university))"
        # "held | Upton North with a majority of 4,139", "gained | Upton North from the Conservatives"
        rf"|\b(?:held|gained|retained|won|took|lost|contested) (?P<held>{_SEAT_NAME})(?= (?:with|by|on) [^.;]{{0,30}}\b(?:votes?|majority)\b"
        r"| (?:from|to) (?:the )?(?:Labour|Labor|Conservatives?|Tor(?:y|ies)|Lib(?:eral)?s?|Lib(?:eral)? Dem|Greens?|SNP|NDP|Nationals?)\b)"
    )


# "the Liberal seat of | Upton North, which Roe kept by 540 votes"
_RESULT_BEHIND = re.compile(r"\d\svotes\b|\d\s?(?:%|per\s?cent\b)|\bmajority\sof\s\d|\bswing\b", re.IGNORECASE)
# "in | Upton North, Ann Roe held the seat for Labour"
_THE_SEAT = re.compile(
    rf"\b[Ii]n (?P<name>{_SEAT_NAME}),? [^.;\n]{{1,60}}?\b(?:held|gained|retained|won|took|lost|kept) the seat\b"
)


@cache
def _result_heads() -> frozenset[str]:
    """The first words of what `_result_in` finds."""
    words = {re.split(r"[^a-z]", word)[0] for word in load_words("seat_results")}
    return frozenset(words | {"held", "gained", "retained", "won", "took", "lost", "contested"})


def _seats_by_result(doc: Doc, text: str, *, alone: bool) -> Iterator[Phrase]:
    """A seat of a parliament told by its results: "polls reporting in Upton North".

    Of names that only stand where a seat's would, one is a seat and two are none; and none is where seats are called so (not
    `alone`).
    """
    if story_country(text, doc._.context.country) not in _PARLIAMENTS:
        return
    low = lower_alike(text)
    for match in matches_from(_THE_SEAT, text, low, ("in",)) if "the seat" in low else ():
        if match["name"].lower() not in place_names():
            winner = next((f.value.person for f in doc._.people if match.end("name") <= f.start < match.end()), None)
            yield Phrase(
                *match.span("name"), "result", office="Parliament", district=District(match["name"]), person=winner
            )
    if not alone:
        return
    people = {found.start for found in doc._.people}
    dates = sorted(found.start for found in doc._.dates)
    found: list[tuple[int, int, str]] = []
    for match in matches_from(_result_in(), text, low, _result_heads()):
        start, end = match.span("name" if match["name"] else "held")
        date = bisect.bisect_left(dates, start)
        if date < len(dates) and dates[date] < end:
            end = dates[date]
        name = _LAST_JOINT.sub("", text[start:end])
        if name and start not in people and name.lower() not in place_names() and name.lower() not in _dictionary():
            found.append((match.start(), start + len(name), name))
    if len({name for _, _, name in found}) == 1:
        for start, end, name in found:
            yield Phrase(start, end, "result", office="Parliament", district=District(name))


_PLURAL = re.compile(
    r"(?:elections|races|contests|runoffs|run-offs|by-?elections|seats|candidates|nominees|contenders|hopefuls|bids|referendums)\b",
    re.IGNORECASE,
)


# "Force a runoff on Saturday": the day is the first round's.
_AVOIDED = re.compile(r"(?:avoid|avert|prevent|escap|forc|trigger)\w*\s(?:a|an|another|the)?\s?$", re.IGNORECASE)
# Offices of a city, whose name may stand in no table: "mayor of Upton", "the Upton mayor's race"
_CITIES = frozenset({"Mayor", "City Council"})
_HERE = re.compile(r"\b(?:here|there|district|seat|area|suburbs?|county|counties|where)\b", re.IGNORECASE)


# "The highest turnout of any city election since | 2011": a day that bounds, and dates no vote.
_NOT_THAT_DAY = re.compile(r"\b(?:since|after|before|until|till)\s(?:the\s)?$", re.IGNORECASE)
# "Since 1978|, when Roe was elected": and a day on which something happened.
_THEN = re.compile(r",?\swhen\b", re.IGNORECASE)
_LAST = re.compile(r"\bthe (?:last|previous|preceding|prior) $", re.IGNORECASE)


def _read_phrase(part: list[Token], form: str, text: str) -> Phrase:
    start, end = part[0].start, part[-1].end
    phrase = Phrase(
        start,
        end,
        form,
        plural=bool(_PLURAL.search(text, start, end)),
        indefinite=text[max(0, start - 4) : start].lower().endswith((" a ", " an "))
        or text[start : start + 3].lower() in ("a ", "an "),
        last=form == "election" and bool(_LAST.search(text, max(0, start - 16), start)),
        here=bool(_HERE.search(text, max(0, start - 24), end + 12)),
    )
    # The office first: it decides how names beside it are read.
    for token in sorted(part, key=lambda token: token.letter != "O"):
        match token.letter:
            case "O":
                if form == "carried":
                    phrase = replace(phrase, president=token.says == "President")
                else:
                    phrase = replace(phrase, office=phrase.office or token.says)
            case "P":
                known = phrase.region
                if known is None or (known.adjective and not token.says.adjective):
                    phrase = replace(phrase, region=token.says)
            case "Q":
                district, office = token.says if isinstance(token.says, tuple) else (token.says, "U.S. House")
                phrase = replace(phrase, district=phrase.district or district, office=phrase.office or office)
            case "R":
                phrase = replace(phrase, party=phrase.party or token.says)
            case "Y":
                # Whoever runs for a seat "on Wednesday" does something that day.
                bounds = _NOT_THAT_DAY.search(text, max(0, token.start - 16), token.start)
                if bounds and not _THEN.match(text, token.end):
                    continue
                if form in ("election", "carried", "again") or token.says.granularity != "day":
                    phrase = replace(phrase, when=phrase.when or token.says)
            case "V" if isinstance(token.says, District):
                phrase = replace(
                    phrase, base="ballot measure", district=phrase.district or token.says, office="Ballot measure"
                )
            case "S" | "G" | "B" | "L" | "M" | "C" | "V" | "T" | "A" | "X":
                phrase = replace(phrase, base=phrase.base or token.says)
            case "U" | "F":
                phrase = replace(phrase, round=phrase.round or token.says)
            case "z" if form in ("holder", "election", "office") and phrase.office in _CITIES:
                city = f"{phrase.region.city} {token.says}" if phrase.region and phrase.region.city else token.says
                phrase = replace(phrase, region=Region("", None, city))
            case "m":
                phrase = replace(phrase, person=token.says)
            case _:
                pass
    if phrase.round == "runoff" and _AVOIDED.search(text, max(0, start - 24), start):
        phrase = replace(phrase, when=None)
    return phrase
