"""Sums of money.   "$1.2 million", "a $5-million gift", "$40,000-$50,000", "nine million dollars", "£3m", "50 cents"

reads   doc.text, doc._.style, doc._.context (the country, for a bare `$` and for "pounds")
writes  doc._.money: tuple[Found[Sum], ...]
leaves  whose money it is to linking; sums without a number ("millions of dollars") unread
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Found, Sum
from extractor.language.lexicon import alternation, load_map, load_table, load_words
from extractor.language.numbers import Number, lowered, number_at, number_before
from extractor.language.qualifiers import coordinated, qualifier_after, qualifier_before
from extractor.language.ranges import LINK, is_range


class _Unit(NamedTuple):
    """A currency as a word: its code, what one is worth in whole units, how it must be read (`data/currency_units.tsv`)."""

    code: str
    worth: Decimal
    kind: str
    shared: str = ""  # the everyday unit that several currencies share


_CODES = frozenset(code for code, *_ in load_table("currencies", 3)) - load_words("currency_codes_ambiguous")
_HOMES = {country: (code, unit) for country, code, unit in load_table("currency_homes", 3)}
_UNITS = {word: _Unit(code, Decimal(worth), kind, word.removesuffix("s") if kind == "homed" else "") for word, code, worth, kind in load_table("currency_units", 4)}
_UNITS |= {name: _Unit(code, Decimal(1), "plain") for code, *names in load_table("currencies", 3) for name in names}
_UNITS |= {code.lower(): _Unit(code, Decimal(1), "plain") for code in load_words("currency_codes_small")}
# Cents are hundredths of whichever dollar the article means.
_UNITS |= {word: _UNITS[word]._replace(shared="dollar") for word in ("cent", "cents", "pennies", "¢", "buck", "bucks", "grand")}
_LAST_WORDS = frozenset(name.split()[-1] for name, unit in _UNITS.items() if unit.kind != "minor")
_LONGEST_NAME = max(len(name.split()) for name in _UNITS)
_SIGNS = {sign.lower().replace(" ", ""): _Unit(code, Decimal(1), "sign", "" if shared == "-" else shared) for sign, code, _, shared in load_table("currency_signs", 4)}
_MONEY_WORDS = load_words("money_words")
_COUNTED = load_words("counted_words")

_MARKS = "".join(sorted({sign for sign in _SIGNS if len(sign) == 1 and not sign.isalnum()} | {"元", "円"}))
# A mark with a number before or behind it; the mark stands first, so that text without marks costs nothing.
_MARK = re.compile(rf"[{_MARKS}](?:(?=(?:ur)?[ ]{{0,2}}[-−–]?\.?\d)|(?<=\w.)|(?<=\w[ ].))")
_PREFIXES = [(sign.lower()[:-1], spaced == "yes") for sign, _, spaced, _ in load_table("currency_signs", 4) if len(sign) > 1 and sign[-1] in _MARKS]
# "US$", "us $", "HK$": the letters before a mark.
_PREFIX = re.compile(
    "(?<![a-z])(?:" + "|".join(re.escape(letters) + (r"[ ]?" if spaced else "") for letters, spaced in sorted(_PREFIXES, key=lambda row: -len(row[0]))) + r")\Z"
)
# Signs made of letters, printed as they are: "RM 42", "Rs 20", "Kč".
_LETTER_SIGNS = re.compile(
    alternation(sign for sign, _, _, _ in load_table("currency_signs", 4) if sign[0].isalpha() and sign[-1] not in _MARKS) + r"(?![^\W\d_])"
)
_ISO = re.compile(r"[A-Z]{3,}(?![^\W\d_])")
# Letters of the names of currencies, "złotys" and "colóns" among them.
_WORDS = re.compile(r"[a-zß-žʻ]+|¢")
_MINUS = "-−–"
# "$33 M", "$2 bn": a mark for a magnitude that stands apart.
_SPACED_SUFFIX = re.compile(rf"[ ]({alternation(load_map('number_suffixes'))})(?![\w'’.-]|\.\w)")
_SUFFIXES = {mark: Decimal(value) for mark, value in load_map("number_suffixes").items()}
_SCALE_WORD = re.compile(r"[ -](million|billion|trillion|thousand)(?![a-z])")
# "$5 million Canadian", "$20 US", "$5 million dollars", "$15 USD"
_TAIL = re.compile(r"[ ](?:(?P<same>dollars?|bucks)|(?P<code>usd|us|u\.s\.|cad|canadian|aud|australian|nzd|hkd|sgd)(?:[ ]dollars?)?)(?![\w])")
_TAIL_CODES = {"usd": "USD", "us": "USD", "u.s.": "USD", "cad": "CAD", "canadian": "CAD", "aud": "AUD", "australian": "AUD", "nzd": "NZD", "hkd": "HKD", "sgd": "SGD"}
_CENTS = re.compile(r"[ ](?:and[ ])?")
_CENT_WORD = re.compile(r"[ -]?(?:cents?|pence|pennies|penny|sens?|c|p)(?![\w])")
# After "15 dollars 50" a sum is over: the number counts nothing else.
_SUM_ENDS = re.compile(r"(?:\s*\Z|[.!?;)](?:\s|\Z)|,\s|[ ](?:more|and)\b)")
# "is ($99.99)": an aside in brackets follows a noun, a negative number in brackets a verb or a preposition.
_BRACKETED = re.compile(r"(?:\b(?:is|was|were|are|of|to|at)|[:=])[ ]\(\Z")
_WEIGHT = re.compile(r"\b(?:weigh\w*|weight|heav\w+|lost|losing|gain\w*|shed|lift\w*|ounces?|pounds of (?!debt|money|funding|tax|spending|investment|cuts))")
_STERLING = re.compile(r"£|\bpence\b|\bsterling\b|\bquid\b")
_SCALED = re.compile(r"(?<![a-z])(?:million|billion|trillion)(?![a-z])")
# Not "grand jury", "won 20 games".
_NOT_SLANG = re.compile(r"[ ](?:jur|slam|prix|rapids|total|old|canyon|piano|opening|final|jewel|master|wizard)")
NEAR = 70


class _Sum(NamedTuple):
    """A sum while it is still joined with its neighbours."""

    start: int
    end: int
    number: Number
    unit: _Unit
    rule: str
    confidence: float


@lru_cache(maxsize=256)
def _last_word_pattern(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){alternation(words)}(?![^\W\d_])")


class _Reader:
    """The sums of one text."""

    def __init__(self, text: str, *, country: str | None, unpunctuated: bool) -> None:
        self.text = text
        self.low = lowered(text)
        self.restore = unpunctuated
        self.home = _HOMES.get(country or "", ("USD", "dollar"))
        self.country = country

    # -- which currency -----------------------------------------------------------------------------------------

    def code(self, unit: _Unit) -> str:
        """The ISO code; a word or sign that several currencies share is read as the article's country reads it."""
        return self.home[0] if unit.shared and unit.shared == self.home[1] else unit.code

    # -- sign and number ----------------------------------------------------------------------------------------

    def with_mark(self) -> Iterator[_Sum]:
        """"$1.2 million", "US$ 5", "10 €", "10k$"."""
        low = self.low
        for match in _MARK.finditer(low):
            place = match.start()
            follow = place + 1
            if low.startswith("ur", follow) and match.group() == "€":
                follow += 2
            begin = follow
            while begin < len(low) and begin < follow + 2 and low[begin] == " ":
                begin += 1
            negative = low[begin : begin + 1] in _MINUS and low[begin + 1 : begin + 2].isdigit() and begin < len(low)
            begin += negative
            head = low[begin : begin + 2]
            if head[:1].isdecimal() or (head[:1] == "." and head[1:].isdecimal()):
                prefix = _PREFIX.search(low, max(0, place - 5), place)
                start = prefix.start() if prefix else place
                unit = _SIGNS.get(low[start:place].replace(" ", "") + match.group()) or _SIGNS[match.group()]
                number = number_at(low, begin)
                # "10 $ 30 cent": the sign belongs to the number before it.
                if number is not None and not (place and low[place - 1] == " " and low[place - 2 : place - 1].isdecimal() and _CENT_WORD.match(low, number.end)):
                    yield self._signed(start, number, unit, negative=negative)
                    continue
            if place and (low[place - 1].isalnum() or low[place - 1] == " "):
                number = number_before(low, place - (low[place - 1] == " "), restore=self.restore)
                if number is not None and number.form in ("digits", "restored"):
                    start = number.start
                    minus = start > 0 and low[start - 1] in _MINUS and (start == 1 or low[start - 2] in " (\n")
                    yield _Sum(start - minus, follow, number._replace(value=-number.value if minus else number.value), _SIGNS[match.group()], "money: number and sign", 0.95)

    def _signed(self, start: int, number: Number, unit: _Unit, *, negative: bool) -> _Sum:
        low, end = self.low, number.end
        if number.scale == 1:
            apart = _SPACED_SUFFIX.match(low, end)
            if apart is not None and number.form == "digits":
                scale = _SUFFIXES[apart.group(1)]
                number = number._replace(value=number.value.scaleb(int(scale.log10())), step=number.step.scaleb(int(scale.log10())), scale=scale)
                end = apart.end()
        if self.restore and number.form == "digits":
            end = number.end
        tail = _TAIL.match(low, end)
        if tail is not None and unit.code.endswith("D"):
            if tail.group("same"):
                end = tail.end()
            elif not (tail.group("code") == "us" and self.text[tail.start("code") : tail.end("code")] != "US") and not low[tail.end() : tail.end() + 2].strip(" ").isalpha():
                unit, end = _Unit(_TAIL_CODES[tail.group("code")], Decimal(1), "plain"), tail.end()
        if start and low[start - 1] in _MINUS and not negative and (start == 1 or low[start - 2] in " (\n"):
            start, negative = start - 1, True
        if not negative and low[start - 1 : start] == "(" and low[end : end + 1] == ")" and _BRACKETED.search(low, max(0, start - 8), start):
            start, end, negative = start - 1, end + 1, True
        return _Sum(start, end, number._replace(value=-number.value if negative else number.value), unit, "money: sign and number", 0.98)

    def with_letters(self) -> Iterator[_Sum]:
        """"RM 42", "42 RM", "Rs 20", "USD 5 million", "5 million USD", "75 USD million", "120 MEUR"."""
        text = self.text
        rows = [(match, _SIGNS[match.group().lower()], Decimal(1)) for match in _LETTER_SIGNS.finditer(text) if not text[match.start() - 1 : match.start()].isalpha()]
        for match in _ISO.finditer(text):
            code = match.group()
            times = Decimal(1)
            if len(code) == 4 and code[0] == "M":
                code, times = code[1:], Decimal(1_000_000)
            if code in _CODES and not text[match.start() - 1 : match.start()].isalpha():
                rows.append((match, _Unit(code, Decimal(1), "code"), times))
        for match, unit, times in rows:
            yield from self._beside(match.start(), match.end(), unit, times, "money: code and number")

    def _beside(self, start: int, end: int, unit: _Unit, times: Decimal, rule: str) -> Iterator[_Sum]:
        """The number before a code or letter sign, else the one behind it."""
        low = self.low
        gap = 1 if low[start - 1 : start] in (" ", "-") else 0
        # "3 USD50 cards": what is printed together belongs together.
        glued = gap and low[end : end + 1].isdecimal()
        number = number_before(low, start - gap, restore=self.restore) if start and not glued else None
        if number is not None and low[number.start - 1 : number.start] not in tuple(_MARKS):
            scale = _SCALE_WORD.match(low, end)
            if scale is not None and number.scale == 1:
                times, end = Decimal({"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale.group(1)]), scale.end()
            power = int(times.log10())
            number = number._replace(value=number.value.scaleb(power), step=number.step.scaleb(power))
            yield _Sum(number.start, end, number, unit, rule, 0.95)
            return
        gap = 1 if low[end : end + 1] == " " else 0
        if times == 1 and low[end + gap : end + gap + 1].isdecimal():
            number = number_at(low, end + gap)
            if number is not None:
                yield _Sum(start, number.end, number, unit, rule, 0.95)

    # -- words --------------------------------------------------------------------------------------------------

    def with_word(self) -> Iterator[_Sum]:
        """"nine million dollars", "125 million Australian dollars", "50 cents", "20 grand"."""
        low = self.low
        present = _LAST_WORDS.intersection(_WORDS.findall(low))
        if not present:
            return
        for match in _last_word_pattern(frozenset(present)).finditer(low):
            named = self._name(match.start(), match.end())
            if named is None:
                continue
            start, unit = named
            end = match.end()
            gap = 1 if low[start - 1 : start] in (" ", "-", "\n") else 0
            number = number_before(low, start - gap, restore=self.restore) if start > gap else None
            if number is None:
                # "malaysian ringgits 42", "usd 20", "dollar 22.5 million"
                if unit.kind != "slang" and low[end : end + 1] == " " and low[end + 1 : end + 2].isdecimal():
                    number = number_at(low, end + 1)
                    if number is not None and (start < match.start() or match.group().upper() in _CODES or number.scale >= 1_000_000):
                        yield _Sum(start, number.end, number, unit, "money: word and number", 0.8)
                continue
            if low[number.start - 1 : number.start] in tuple(_MARKS) or (low[number.start - 1 : number.start] == " " and low[number.start - 2 : number.start - 1] in tuple(_MARKS)):
                continue  # the sign before the number has it
            confidence = self._is_money(number, unit, match.group(), start, end)
            if confidence:
                yield _Sum(number.start, end, number, unit, "money: number and word", confidence)

    def _name(self, start: int, end: int) -> tuple[int, _Unit] | None:
        """The longest name of a currency that ends at `end`: "australian dollars" rather than "dollars"."""
        low = self.low
        begin = max(0, start - 40)
        before = [match.start() + begin for match in re.finditer(r"\S+", low[begin:start])][-(_LONGEST_NAME - 1) :]
        for first in before:
            name = " ".join(low[first:end].replace("-", " ").split())
            if name in _UNITS and (first == 0 or not low[first - 1].isalnum()):
                return first, _UNITS[name]
        word = low[start:end]
        return (start, _UNITS[word]) if word in _UNITS else None

    def _is_money(self, number: Number, unit: _Unit, word: str, start: int, end: int) -> float:
        """How surely a number with this word is money: 0 for no."""
        low = self.low
        around = low[max(0, number.start - NEAR) : end + NEAR]
        if unit.kind == "weight":
            if _WEIGHT.search(around):
                return 0.0
            if self.country in ("GB", "IE") or _STERLING.search(low) or number.scale >= 1_000_000:
                return 0.9
            return 0.75 if _MONEY_WORDS & set(_WORDS.findall(around)) else 0.0
        if unit.kind == "verb":
            return 0.85 if number.value >= 1000 else 0.0
        if unit.kind == "slang":
            if _NOT_SLANG.match(low, end) or (word == "bucks" and self.text[start : start + 1].isupper() and not self.text.isupper()):
                return 0.0
            return 0.85
        if unit.worth < 1 and low[max(0, number.start - 6) : number.start].endswith(("my ", "his ", "her ", "their ", "your ", "our ")):
            return 0.0  # "his two cents"
        return 0.95

    # -- bare millions ------------------------------------------------------------------------------------------

    def bare(self) -> Iterator[_Sum]:
        """"raised 8 3 million" in a text that lost its marks, currency signs with them."""
        if not self.restore or _MARK.search(self.low):
            return
        for match in _SCALED.finditer(self.low):
            number = number_before(self.low, match.end(), restore=True)
            following = _WORDS.search(self.low, match.end(), match.end() + 20)
            if number is None or (following and (following.group() in _COUNTED or following.group() in _LAST_WORDS)):
                continue
            if _MONEY_WORDS & set(_WORDS.findall(self.low, max(0, number.start - NEAR), min(len(self.low), match.end() + NEAR))):
                yield _Sum(number.start, number.end, number, _SIGNS["$"], "money: words of money around a bare number", 0.8)

    # -- sums with cents, ranges, shared units ------------------------------------------------------------------

    def read(self) -> Iterator[Found[Sum]]:
        rows = sorted([*self.with_mark(), *self.with_letters(), *self.with_word(), *self.bare()], key=lambda row: (row.start, -row.end))
        done: list[Found[Sum]] = []
        last = -1
        index = 0
        while index < len(rows):
            row = rows[index]
            index += 1
            if row.start < last:
                continue
            # "3 dollars 50 cents", "$20 and 43c"
            row = self._with_cents(row)
            while index < len(rows) and rows[index].start < row.end:
                index += 1
            parts = self._parts(row, done)
            last = row.end
            done += parts
        yield from done

    def _with_cents(self, row: _Sum) -> _Sum:
        low = self.low
        if row.number.scale > 1 or row.unit.worth != 1 or row.number.value != row.number.value.to_integral_value():
            return row
        gap = _CENTS.match(low, row.end)
        if gap is None:
            return row
        number = number_at(low, gap.end())
        if number is None or not 0 < number.value < 100 or number.scale != 1 or number.form not in ("digits", "words") or number.step < 1:
            return row
        word = _CENT_WORD.match(low, number.end)
        if word is None and (row.rule == "money: sign and number" or not _SUM_ENDS.match(low, number.end)):
            return row
        sign = -1 if row.number.value < 0 else 1
        value = row.number.value + sign * number.value * Decimal("0.01")
        return row._replace(end=word.end() if word else number.end, number=row.number._replace(value=value, step=Decimal("0.01")))

    def _parts(self, row: _Sum, done: list[Found[Sum]]) -> list[Found[Sum]]:
        """`row` with what belongs to it on the left: the lower end of its range, a bare number that shares its unit."""
        low = self.low
        right = self._found(row)
        if done:
            left = done[-1]
            between = low[left.end : right.start]
            qualified = right.value.qualifier_place
            joint = low[left.end : qualified[0]] if qualified and left.end <= qualified[0] <= right.start else between
            if len(joint) <= 8 and (link := LINK.fullmatch(joint)) and left.value.low is None and left.value.currency == right.value.currency:
                widened = self._scaled(left, row, link.group(), right)
                if widened.value.value is not None and right.value.value is not None and is_range(low, left.start, right.end, widened.value.value, right.value.value, link.group(), repeated=True):
                    done.pop()
                    return [self._range(widened, right)]
                if "respectively" in low[right.end : right.end + 40]:
                    done[-1] = widened
            if right.value.qualifier == "exact" and left.value.qualifier_place and left.value.qualifier_place[1] <= left.start and coordinated(between):
                right = replace(right, value=replace(right.value, qualifier=left.value.qualifier, close=left.value.close))
        link = LINK.search(low, max(0, right.start - 6), right.start)
        if link is None or row.rule == "money: sign and number":
            return [right] if not (trail := self._open_range(row, right)) else [trail]
        number = number_before(low, link.start(), restore=self.restore)
        if number is None or (done and number.start < done[-1].end) or low[number.start - 1 : number.start] in tuple(_MARKS):
            return [right]
        left = self._found(row._replace(start=number.start, end=number.end, number=number, rule="money: shared unit", confidence=0.9))
        left = self._scaled(left, row, link.group(), right)
        if left.value.value is not None and right.value.value is not None and is_range(low, left.start, right.end, left.value.value, right.value.value, link.group(), repeated=False):
            return [self._range(left, right)]
        return [right]

    def _open_range(self, row: _Sum, left: Found[Sum]) -> Found[Sum] | None:
        """"$10-20 million", "$5 to 10": the sign stands once, before the first number."""
        link = _RIGHT_LINK.match(self.low, row.end)
        if link is None or row.rule != "money: sign and number":
            return None
        number = number_at(self.low, link.end())
        if number is None or number.form != "digits" or _NOT_AMOUNT.match(self.low, number.end):
            return None
        right = self._found(row._replace(start=number.start, end=number.end, number=number, rule="money: shared sign"))
        left = self._scaled(left, row._replace(number=number), link.group(), right)
        if left.value.value is None or right.value.value is None or number.scale == 1 and right.value.value > 100 * left.value.value:
            return None
        if not is_range(self.low, left.start, right.end, left.value.value, right.value.value, link.group(), repeated=False):
            return None
        return self._range(left, right)

    def _scaled(self, left: Found[Sum], row: _Sum, link: str, right: Found[Sum]) -> Found[Sum]:
        """The lower end with the magnitude that is printed once: "$10-$20 million"."""
        value, scale = left.value.value, row.number.scale
        if value is None or scale <= 1 or abs(value) >= 1000 or right.value.value is None or "," in self.low[left.start : left.end]:
            return left
        if value >= right.value.value / scale and "and" not in link:
            return left
        power = int(scale.log10())
        step = left.value.step
        return replace(left, value=replace(left.value, value=value.scaleb(power), step=None if step is None else step.scaleb(power)))

    def _range(self, left: Found[Sum], right: Found[Sum]) -> Found[Sum]:
        step = max(left.value.step or Decimal(0), right.value.step or Decimal(0))
        value = Sum(None, left.value.value, right.value.value, step, "range", left.value.qualifier_place, right.value.form, currency=right.value.currency)
        return Found(left.start, right.end, value, "money: range", min(left.confidence, right.confidence))

    def _found(self, row: _Sum) -> Found[Sum]:
        number = row.number
        qualified = qualifier_before(self.low, row.start) or qualifier_after(self.low, row.end)
        plus = _PLUS.match(self.low, row.end)
        value = Sum(
            number.value * row.unit.worth if row.unit.worth != 1 else number.value,
            step=number.step * row.unit.worth if row.unit.worth != 1 else number.step,
            qualifier=qualified.qualifier if qualified else "over" if plus else "exact",
            qualifier_place=qualified.place if qualified else plus.span() if plus else None,
            form=number.form,
            close=qualified.close if qualified else False,
            currency=self.code(row.unit),
        )
        return Found(row.start, row.end, value, row.rule, row.confidence)


_PLUS = re.compile(r"\+|-plus\b")
_RIGHT_LINK = re.compile(r"[ ]?[-–—][ ]?(?=\d)|[ ]to[ ](?=\d)")
# "$5 to 10 people", "$20 - 3 years": what follows the second number shows that it is no sum.
_NOT_AMOUNT = re.compile(r"[ -](?:people|voters|years?|months?|days?|weeks?|donors|times|percent|states|points|hours?)|%|[-/]\d")


def find_money(text: str, *, country: str | None = None, unpunctuated: bool = False) -> Iterator[Found[Sum]]:
    """Each sum in reading order; a range is one sum, with `low` and `high`.

    `country` (ISO 3166 alpha-2) says which dollar, pound or peso is meant where the text does not.
    """
    yield from _Reader(text, country=country, unpunctuated=unpunctuated).read()


@Language.factory("extractor_money", requires=["doc._.style", "doc._.context"], assigns=["doc._.money"])
def make_money(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.money = tuple(find_money(doc.text, country=doc._.context.country, unpunctuated=doc._.style.unpunctuated))
        return doc

    return room
