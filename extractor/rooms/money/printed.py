"""Where a sum of money is printed: a sign, a code or a word for a currency, and the number beside it; in text without signs, words of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.language.currencies import (
    CODES,
    ISO,
    LAST_WORDS,
    LETTER_SIGN,
    MARK,
    MARKS,
    SIGNS,
    UNITS,
    WORDS,
    Unit,
    home_unit,
    last_word_pattern,
    last_words_in,
    name_before,
    sign_before,
)
from extractor.language.lexicon import alternation, load_map, load_words
from extractor.language.numbers import Number, lowered, number_at, number_before
from extractor.language.places import story_country
from extractor.text.forms import places_of

_MONEY_WORDS = load_words("money_words")
_COUNTED = load_words("counted_words")
_POWERS = {mark: len(value) - 1 for mark, value in load_map("number_suffixes").items()}
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_MINUS = "-−–"
# How far around a sum a word may stand to show that money is meant: half a sentence.
NEAR = 70

# "$33 M", "$2 bn": a mark for a magnitude that stands apart.
_APART = re.compile(rf"[ ]({alternation(_POWERS)})(?![\w'’.-]|\.\w)")
# "75 USD million"
_SCALE_BEHIND = re.compile(r"[ -](million|billion|trillion|thousand)(?![a-z])")
# What follows a word that stands alone: "20 grand for a seat", "$20 Canadian in change"; but "three grand juries", "$20 Canadian beer".
_NO_NOUN = re.compile(
    r"\s*\Z|[.,;:!?)\]”\"'’-]|[ ](?:a|an|and|as|at|but|by|each|for|from|in|into|is|less|more|of|off|on|or|per|than|that|the|to|was|were|with|worth)\b"
)
# "$5 million Canadian", "$20 US", "$15 dollars"
_TAIL = re.compile(
    r"[ ](?:(?:dollars?|bucks)(?!\w)|(?P<code>usd|us|u\.s\.|cad|canadian|aud|australian|nzd|hkd|sgd)(?:[ ]dollars?)?(?!\w))"
)
_TAIL_CODES = {"us": "USD", "u.s.": "USD", "canadian": "CAD", "australian": "AUD"}
CENT_WORD = re.compile(r"[ -]?(?:cents?|pence|pennies|penny|sens?|c|p)(?!\w)")
# "is ($99.99)": an aside in brackets follows a noun, a negative number in brackets a verb or a preposition.
_BRACKETED = re.compile(r"(?:\b(?:is|was|were|are|of|to|at)|[:=])[ ]\(\Z")
_WEIGHT = re.compile(
    r"\b(?:weigh\w*|weight|heav\w+|lost|losing|gain\w*|shed|lift\w*|ounces?|pounds of (?!debt|money|funding|tax|spending|investment|cuts))"
)
_STERLING = frozenset({"pence", "sterling", "quid"})
_PENCE = re.compile(r"(?<![\w.,£])\d{1,2}(?:\.\d)?p(?!\w)")
_SCALED = re.compile(r"(?<![a-z])(?:thousand|million|billion|trillion|lakh|crore)s?(?![a-z])")
_INDIAN = re.compile(r"(?:lakh|crore)s?")
# "rs 22 lakh": the one sign of letters that lower case leaves readable.
_LOWER_RUPEES = re.compile(r"(?<!\w)rs\.?(?=[ ]?\d)")
# "R500m", "R1.2 billion": rand, where a magnitude follows; any number in South Africa, whose roads ("the R61") have no magnitude.
_RAND = re.compile(r"R(?<![\w.$€£-]R) ?(?=\d)")
_ROAD = re.compile(r"\b(?:the|on|along|via) \Z")
# Behind bare millions: a plural is what they count, and so is what a hyphen begins.
_NEXT_WORDS = re.compile(r"(?:[ ][^\W\d_]+-?){1,5}")
# These end what a number can count: "3 million for a bridge".
_COUNT_ENDS = load_words("count_ends")
# Words that show that bare millions near them count people or their votes.
_COUNTING = re.compile(
    r"\b(?:votes?|voters?|ballots?|popular vote|population|people|americans|viewers|residents|turnout|jobs|followers|watched|acres|barrels|refugees|immigrants)\b"
)
_NO_PLURALS = load_words("no_plurals")
_IDIOM = re.compile(r"\b(?:my|his|her|their|your|our)[ ]\Z")  # "his two cents"


class Printed(NamedTuple):
    """A sum while it is still joined with its neighbours."""

    start: int
    end: int
    number: Number
    unit: Unit
    rule: str
    confidence: float


def _shifted(number: Number, power: int) -> Number:
    return (
        number._replace(
            value=number.value.scaleb(power), step=number.step.scaleb(power), scale=number.scale.scaleb(power)
        )
        if power
        else number
    )


def _negated(number: Number, negative: bool) -> Number:
    return number._replace(value=-number.value) if negative else number


class Reader:
    """The sums of one text as they are printed, each by itself.

    `country`, `unpunctuated` and `caseless` as in `find_money`.
    """

    def __init__(self, text: str, country: str | None, *, unpunctuated: bool, caseless: bool) -> None:
        self.text = text
        self.caseless = caseless
        self.low = lowered(text)
        self.country = country
        self.restore = unpunctuated
        self._sterling: bool | None = None
        self._home: tuple[str | None] | None = None

    def sums(self) -> list[Printed]:
        """Every sum by where it begins, the longest first; those that overlap are readings of the same words."""
        found = [
            *self.with_mark(),
            *self.with_letters(),
            *self.with_lower_rupees(),
            *self.with_word(),
            *self.with_rand(),
            *self.with_pence(),
            *self.bare(),
        ]
        return sorted(found, key=lambda row: (row.start, -row.end))

    def with_mark(self) -> Iterator[Printed]:
        """ "$1.2 million", "US$ 5", "$-5", "10 €", "10k$"."""
        low = self.low
        for match in MARK.finditer(low):
            mark, behind = match.start(), match.end()
            if match.group() == "€" and low.startswith("ur", behind):
                behind += 2
            begin = behind + len(low[behind : behind + 2]) - len(low[behind : behind + 2].lstrip(" "))
            negative = low[begin : begin + 1] in _MINUS and low[begin + 1 : begin + 2].isdecimal()
            number = (
                number_at(low, begin + negative, restore=self.restore)
                if low[begin + negative : begin + negative + 1].isdecimal() or low.startswith(".", begin)
                else None
            )
            before = number_before(low, mark - (low[mark - 1] == " "), restore=self.restore) if mark else None
            if before is not None and before.form not in ("digits", "restored"):
                before = None
            # "10 $ 30 cent": the sign belongs to the number before it.
            if number is not None and not (before is not None and CENT_WORD.match(low, number.end)):
                if low.startswith("s of ", number.end):
                    continue  # "$100s of millions" has no number
                start, unit = sign_before(self.text, low, mark)
                yield self._completed(start, _negated(number, negative), unit)
            elif before is not None:
                minus = self._minus(before.start)
                yield Printed(
                    before.start - minus,
                    behind,
                    _negated(before, minus),
                    SIGNS[match.group()],
                    "money: number and sign",
                    0.95,
                )

    def _minus(self, start: int) -> bool:
        """Does a minus, rather than a hyphen or a dash, stand before `start`?"""
        return start > 0 and self.low[start - 1] in _MINUS and (start == 1 or self.low[start - 2] in " (\n")

    def _completed(self, start: int, number: Number, unit: Unit) -> Printed:
        """A sum that begins with its sign, with what is printed behind the number and around it."""
        low, end = self.low, number.end
        apart = _APART.match(low, end)
        if apart is not None and number.scale == 1 and number.form == "digits":
            number, end = _shifted(number, _POWERS[apart.group(1)]), apart.end()
        tail = _TAIL.match(low, end) if unit.code.endswith("D") else None
        if tail is not None:
            code = tail.group("code")
            if code is None:
                end = tail.end()
            elif _NO_NOUN.match(low, tail.end()) and (
                code != "us" or self.text[tail.start("code") : tail.end("code")] == "US"
            ):
                unit, end = Unit(_TAIL_CODES.get(code, code.upper()), Decimal(1), "code"), tail.end()
        if self._minus(start):
            start, number = start - 1, _negated(number, True)
        elif (
            low[start - 1 : start] == "("
            and low[end : end + 1] == ")"
            and _BRACKETED.search(low, max(0, start - 8), start)
        ):
            start, end, number = start - 1, end + 1, _negated(number, True)
        return Printed(start, end, number, unit, "money: sign and number", 0.98)

    def with_letters(self) -> Iterator[Printed]:
        """ "RM 42", "42RM", "Rs 20", "USD 5 million", "5 million USD", "75 USD million", "120 MEUR"."""
        text = self.text
        for match in LETTER_SIGN.finditer(text):
            if not text[match.start() - 1 : match.start()].isalpha():
                yield from self._beside(match.start(), match.end(), SIGNS[match.group().lower()], 0)
        for match in ISO.finditer(text):
            code, power = match.group(), 0
            if len(code) == 4 and code[0] == "M":
                code, power = code[1:], 6
            if code in CODES and not text[match.start() - 1 : match.start()].isalpha():
                yield from self._beside(match.start(), match.end(), Unit(code, Decimal(1), "code"), power)

    def _beside(self, start: int, end: int, unit: Unit, power: int) -> Iterator[Printed]:
        """The number before a code or a letter sign, else the one behind it."""
        low, rule = self.low, "money: code and number"
        gap = low[start - 1 : start] in (" ", "-") and start > 0
        # "3 USD50 cards": what is printed together belongs together.
        glued = gap and low[end : end + 1].isdecimal()
        number = number_before(low, start - gap, restore=self.restore) if start and not glued else None
        if number is not None and low[number.start - 1 : number.start] not in tuple(MARKS):
            scale = _SCALE_BEHIND.match(low, end)
            if scale is not None and number.scale == 1:
                power, end = _SCALES[scale.group(1)], scale.end()
            yield Printed(number.start, end, _shifted(number, power), unit, rule, 0.95)
            return
        begin = end + (low[end : end + 1] == " ")
        if power == 0 and low[begin : begin + 1].isdecimal():
            number = number_at(low, begin, restore=self.restore)
            if number is not None:
                yield Printed(start, number.end, number, unit, rule, 0.95)

    def with_lower_rupees(self) -> Iterator[Printed]:
        """ "rs 22 lakh" in text without capitals."""
        if self.caseless:
            for match in _LOWER_RUPEES.finditer(self.low):
                yield from self._beside(match.start(), match.end(), SIGNS["rs"], 0)

    def with_word(self) -> Iterator[Printed]:
        """ "nine million dollars", "125 million Australian dollars", "50 cents", "20 grand", "ringgits 42"."""
        low = self.low
        present = last_words_in(low)
        if not present:
            return
        for match in last_word_pattern(present).finditer(low):
            end = match.end()
            named = None if low[match.start() - 1 : match.start()].isalpha() else name_before(low, match.start(), end)
            if named is None or low[end : end + 1].isdecimal():
                continue  # "USD50" is read as a code
            start, unit = named
            gap = start > 0 and low[start - 1] in " -\n"
            number = number_before(low, start - gap, restore=self.restore) if start > gap else None
            if number is None:
                yield from self._word_first(start, match.start(), end, unit)
            elif low[max(0, number.start - 2) : number.start].rstrip(" ")[-1:] not in tuple(MARKS):
                confidence = self._is_money(number, unit, match.group(), start, end)
                if confidence:
                    yield Printed(number.start, end, number, unit, "money: number and word", confidence)

    def _word_first(self, start: int, last: int, end: int, unit: Unit) -> Iterator[Printed]:
        """ "malaysian ringgits 42", "usd 20", "dollar 22.5 million"."""
        low = self.low
        if unit.kind != "plain" or low[end : end + 1] != " " or not low[end + 1 : end + 2].isdecimal():
            return
        number = number_at(low, end + 1)
        if number is not None and (start < last or low[start:end].upper() in CODES or number.scale >= 1_000_000):
            yield Printed(start, number.end, number, unit, "money: word and number", 0.8)

    def home(self) -> str | None:
        """The country whose dollar is meant where none is named: the given one, else the one the story tells. Looked up once."""
        if self._home is None:
            self._home = (story_country(self.text, self.country, clearly=True),)
        return self._home[0]

    def sterling(self) -> bool:
        """Does the text as a whole show that its pounds are money? Looked up once."""
        if self._sterling is None:
            self._sterling = "£" in self.low or not _STERLING.isdisjoint(places_of(self.low))
        return self._sterling

    def _is_money(self, number: Number, unit: Unit, word: str, start: int, end: int) -> float:
        """How surely a number with this word is money: 0 for no."""
        low = self.low
        around = low[max(0, number.start - NEAR) : end + NEAR]
        if unit.kind == "weight":
            if _WEIGHT.search(around):
                return 0.0
            if self.country in ("GB", "IE") or number.scale >= 1_000_000 or self.sterling():
                return 0.9
            return 0.75 if _MONEY_WORDS.intersection(WORDS.findall(around)) else 0.0
        if unit.kind == "verb":
            return 0.85 if number.value >= 1000 else 0.0
        if unit.kind == "slang":
            # The Bucks are a team.
            team = word == "bucks" and self.text[start].isupper() and not self.text.isupper()
            return 0.0 if team or (word == "grand" and not _NO_NOUN.match(low, end)) else 0.85
        if unit.worth < 1 and _IDIOM.search(low, max(0, number.start - 6), number.start):
            return 0.0
        return 0.95

    def with_rand(self) -> Iterator[Printed]:
        """ "R500m", "R1.2 billion"; in South Africa "R350" too."""
        at_home = self.country == "ZA"
        for match in _RAND.finditer(self.text):
            start = match.start()
            number = number_at(self.low, match.end(), restore=self.restore)
            if number is None:
                continue
            found = self._completed(start, number, Unit("ZAR", Decimal(1), "code"))
            behind = self.low[found.end : found.end + 1]
            road = _ROAD.search(self.low, max(0, start - 6), start)
            if not behind.isalnum() and ((found.number.scale > 1 and match.group() == "R") or (at_home and not road)):
                yield found

    def with_pence(self) -> Iterator[Printed]:
        """ "20p an hour" where the pounds of the text are money."""
        if self.country != "GB" and not self.sterling():
            return
        for match in _PENCE.finditer(self.low):
            number = number_before(self.low, match.end() - 1)
            if number is not None and number.start == match.start():
                yield Printed(match.start(), match.end(), number, UNITS["pence"], "money: number and word", 0.9)

    def bare(self) -> Iterator[Printed]:
        """ "raised 7 6 million" in a text that lost its marks, currency signs with them."""
        low = self.low
        if not self.restore or MARK.search(low) or _MONEY_WORDS.isdisjoint(places_of(low).keys()):
            return
        for match in _SCALED.finditer(low):
            number = number_before(low, match.end(), restore=True)
            if number is None or self._counts_things(match.end()):
                continue
            around = low[max(0, number.start - NEAR) : match.end() + NEAR]
            if match.group() == "thousand" and number.form != "digits":
                continue  # "a thousand percent"
            sure = not _MONEY_WORDS.isdisjoint(WORDS.findall(around))
            if sure or not _COUNTING.search(around):
                unit = UNITS["rupees"] if _INDIAN.fullmatch(match.group()) else home_unit(self.home())
                rule = (
                    "money: words of money around a bare number" if sure else "money: a bare number in a text of money"
                )
                yield Printed(number.start, number.end, number, unit, rule, 0.8 if sure else 0.65)

    def _counts_things(self, end: int) -> bool:
        """Do the millions that end here count things ("8 million donors", "8 million low and middle income workers") rather than money?"""
        following = _NEXT_WORDS.match(self.low, end)
        for place, word in enumerate(following.group().split() if following else ()):
            if word in _COUNT_ENDS or (place == 0 and word == "and"):
                return False
            plural = word.endswith(("s", "-")) and not word.endswith("ss") and word not in _NO_PLURALS
            if word in _COUNTED or (place == 0 and (plural or word in LAST_WORDS)) or (place == 1 and plural):
                return True
        return False
