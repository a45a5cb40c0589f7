"""Shares that are printed without a percent sign: "two-thirds of voters", "four in 10", "double digits", "48-41".

Read by the room of percentages, beside the figures that carry their unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.language.found import Found, Percentage
from extractor.language.lexicon import alternation, load_map, load_table, load_words
from extractor.language.number_words import VULGAR
from extractor.language.qualifiers import qualifier_after, qualifier_before
from extractor.language.ranges import LINK, is_range
from extractor.text.forms import matches_from, places_of

_UNITS = {word: int(value) for word, value, kind in load_table("number_words", 3) if kind == "unit" and int(value)}
_PARTS = {word: int(value) for word, value in load_map("fraction_words").items()}
_OWNERS = load_words("share_owners")
_VERBS = load_words("share_verbs")
_WHOLES = load_words("whole_nouns")
_POINT_NOUNS = load_map("point_nouns")
_STEP = Decimal(1)
# Without a sign of its own a fraction may mean something else than a share more often than a percentage does.
FRACTION_CONFIDENCE = 0.8
PAIR_CONFIDENCE = 0.8
DIGITS_CONFIDENCE = 0.75
# "Three of four voters" is a share; "two of three voters" may be two voters.
LEAST_COUNTED = 4

_SMALL = alternation(word for word, value in _UNITS.items() if value <= 10)
# Each search begins with what is rare (the part, the slash, the "in"), so that digits alone cost nothing; what stands before it is
# read backwards.
_SIGNS = "".join(VULGAR)
_SIGNED = re.compile(rf"[/⁄{_SIGNS}](?:(?<=[/⁄])[ ]?(?P<bottom>\d{{1,3}})|(?<=(?P<vulgar>[{_SIGNS}])))(?![\w-])")
_PART = re.compile(rf"(?P<part>{alternation(_PARTS)})(?![\w-])")
_COUNT = re.compile(rf"(?<![\w-])(?P<count>{_SMALL}|an?|\d{{1,2}})[ -]\Z")
_TOP = re.compile(r"(?<![\w.,/$-])(?P<top>\d{1,2})[ ]?\Z")
# What a share is taken of: "of the vote", "of voters", "the money"; the first word decides.
_WHOLE = re.compile(
    r"[ ](?:of[ ](?:the[ ]|all[ ]|its[ ]|his[ ]|her[ ]|their[ ]|those[ ]|these[ ]|our[ ])?|(?:the|all|its|his|her|their|those|these|our)[ ])(?P<noun>[^\W\d_]*)"
)
_OF_END = re.compile(r"[ ]of\s*\Z")
# "half said", "nearly two-fifths, 38 percent, agree"
_VERB = re.compile(r"[ ](?P<verb>[^\W\d_]+)")
_FIGURE = re.compile(r",?[ ]\(?(?:or )?\d{1,2}(?:\.\d+)?(?:%|[ ]per ?cent)")
# "the second half of", "the other half": parts of time, or the rest of what was named.
_NO_HALF = re.compile(
    r"\b(?:first|second|last|other|latter|better|top|bottom|back|front|former|early|late|this|next|previous|opening|closing|final|third|fourth|upper|lower|and)[ ]\Z"
)
_CUT = re.compile(
    r"\b(?:ris|rose|fell|fall|drop|declin|decreas|increas|reduc|cut|shr[aiu]nk|lower|rais|slash|grew|grow|plung|trimm)\w*[ ](?:[\w'-]+[ ]){0,6}by[ ](?:about |nearly |almost |roughly |more than |as much as )?\Z"
)

_OUT_OF = re.compile(
    rf"""(?P<link>in|out[ -]of|of)(?P<every>[ -]every)?[ -](?P<bottom>{_SMALL}|\d{{1,3}}|twenty|fifty|a[ ]hundred)
        (?![\w-]|[.,]\d|[ ](?:percent|%))""",
    re.VERBOSE,
)
_OUT_TOP = re.compile(rf"(?<![\w.,$-])(?P<top>{_SMALL}|\d{{1,2}})[ -]\Z")
_BOTTOMS = {"twenty": 20, "fifty": 50, "a hundred": 100}
_NEXT_WORDS = re.compile(r"(?:[ ](?P<words>[^\W\d_]+(?:[ ][^\W\d_]+){0,3}))?")

_DIGITS = re.compile(r"(?P<size>double|single)[ -]digits?(?!\w)(?:[ -](?P<noun>[^\W\d_]+))?")
_LEVEL = re.compile(r"\b(?:low|mid|high)[ -]\Z")
_SIZES = {"double": (Decimal(10), Decimal(99)), "single": (Decimal(1), Decimal(9))}
_RATES = frozenset(
    {
        "growth",
        "inflation",
        "unemployment",
        "percentage",
        "percentages",
        "increases",
        "rates",
        "support",
        "interest",
        "returns",
    }
)
_GAP = re.compile(
    r"\b(?:lead|leads|leading|led|margins?|ahead|behind|trail\w*|gaps?|advantage|edge|by|won|wins|lost|loss|victor\w+|beat\w*|swing)\b"
)

_PAIR = re.compile(
    r"""[-–—t](?:(?<=[-–—])(?:(?<=\d.)|(?<=\d[ ].))[ ]?|(?<=\d[ ]t)o[ ])
        (?P<second>\d{1,2}(?:\.\d{1,2})?)(?![\w/:%–—-]|[.,]\d|[ ](?:percent|per[ ]cent|%|million|billion|thousand|years?|months?|days?|weeks?|hours?|minutes?|a\.m|p\.m|points?|seats?|votes?|yards?|people))""",
    re.VERBOSE,
)
_PAIR_FIRST = re.compile(r"(?<![\w.,/$€£¥:%+–—-])(?P<first>\d{1,2}(?:\.\d{1,2})?)[ ]?\Z")
_TRAILING = re.compile(r"\b(?:trail\w*|behind|lost|los(?:es|ing)|lag\w*)\b")
_PAIR_SHOWN = re.compile(
    r"\b(?:leads?|leading|led|ahead|trail\w*|behind|polls?|polling|survey\w*|percent|edg(?:es|ed|ing|e)|t(?:ies|ied|ie)|beats?|beat(?:ing|en)|defeat\w*|outpolled|margin|head-to-head|matchup|approv\w+|favou?r\w*|runoff|points?)\b|%"
)
# Votes in a chamber, games, calendars, ages and times are printed in the same way.
_PAIR_OTHER = re.compile(
    r"""\b(?:voted|vote[ ]of|roll[ ]call|passed|committee|court|justices|ruling|ruled|council|chamber|lawmakers|senators|cloture|party-line|confirmed|
        scored?|score|games?|touchdowns?|halftime|quarterback|inning|sets?|season|record|playoffs?|goals?|
        ages?|aged|year-olds?|between|chapter|verses?|pages?|section|highway|interstate|route|flight|
        (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?[ ](?:\d{1,2},?[ ])?)(?=\W|\Z)""",
    re.VERBOSE,
)
# Two shares of one contest fill most of it, and no more than all of it.
PAIR_LEAST, PAIR_MOST = Decimal(50), Decimal(101)
ALL_BUT_A_FEW = Decimal(97)
_WON = re.compile(r"\b(?:won|wins?|winning|victory|prevailed|split|result)\b")
# In a bracket behind a figure ("within 5 points of the leader (35-30)") a crowded field is printed so too.
PAIR_LEAST_BRACKETED = Decimal(25)
_PAIR_REACH = 70


def _share(numerator: int, denominator: int) -> Decimal:
    share = Decimal(100 * numerator) / Decimal(denominator)
    return share if share == share.to_integral_value() else share.quantize(Decimal("0.01"))


def _found(low: str, start: int, end: int, share: Decimal, rule: str) -> Found[Percentage]:
    qualified = qualifier_before(low, start) or qualifier_after(low, end)
    value = Percentage(
        share,
        step=_STEP,
        qualifier=qualified.qualifier if qualified else "exact",
        qualifier_place=qualified.place if qualified else None,
        form="fraction",
        close=qualified.close if qualified else False,
    )
    return Found(start, end, value, rule, FRACTION_CONFIDENCE)


def find_fractions(low: str) -> Iterator[Found[Percentage]]:
    """Shares as fractions: "half of the vote", "two-thirds of voters", "fell by a third", "1/4 of"."""
    matches = [*_SIGNED.finditer(low), *matches_from(_PART, low, low, places_of(low).keys() & _PARTS.keys())]
    pending: tuple[int, int, Decimal] | None = None
    for match in sorted(matches, key=lambda match: match.start()):
        fraction = _fraction(match, low)
        if fraction is None:
            continue
        (start, share), end = fraction, match.end()
        # "between a tenth and a fifth of pupils": what the second is a part of, the first is too.
        left = pending if pending and LINK.fullmatch(low, pending[1], start) else None
        pending = start, end, share
        head = start if left is None else left[0]
        if left is not None and low.endswith("between ", 0, head):
            head -= len("between ")
        if not _of_a_whole(low, head, end, match.groupdict().get("part")):
            continue
        pending = None
        found = _found(low, start, end, share, "percent: fraction")
        if left is None:
            yield found
        elif is_range(low, left[0], end, left[2], share, low[left[1] : start], repeated=False):
            value = replace(found.value, value=None, low=left[2], high=share, qualifier="range", qualifier_place=None)
            yield replace(found, start=left[0], value=value)
        else:
            yield _found(low, *left, "percent: fraction")
            yield found


def _fraction(match: re.Match[str], low: str) -> tuple[int, Decimal] | None:
    """Where the fraction begins and the share it is; None for an ordinal, a date, a part of something else."""
    start, groups = match.start(), match.groupdict()
    if groups.get("vulgar"):
        return None if low[start - 1 : start].isalnum() else (start, _share(*VULGAR[groups["vulgar"]]))
    if groups.get("bottom"):
        top = _TOP.search(low, max(0, start - 4), start)
        if top is None:
            return None
        start, count, bottom = top.start(), int(top["top"]), int(groups["bottom"])
    else:
        part = groups["part"]
        bottom = _PARTS[part]
        counted = _COUNT.search(low, max(0, start - 8), start)
        if counted is None:
            # "half" stands alone; "third" and "quarter" without "a" are ordinals, coins and seasons of a game.
            opened = low[start - 1 : start].strip(" (\n\"“'‘")
            if part != "half" or opened or _NO_HALF.search(low, max(0, start - 12), start):
                return None
            count = 1
        else:
            printed, start = counted["count"], counted.start()
            if part == "half" and printed == "a" and low[max(0, start - 4) : start] == "and ":
                return None  # "an hour and a half of"
            count = 1 if printed in ("a", "an") else _UNITS.get(printed) or int(printed)
            if (count > 1) != part.endswith("s") and part != "half":
                return None
    return (start, _share(count, bottom)) if 0 < count < bottom <= 100 else None


def _of_a_whole(low: str, start: int, end: int, part: str | None) -> bool:
    """Do the words around show what the fraction at `start`..`end` is a share of?"""
    whole = _WHOLE.match(low, end)
    if whole is not None:
        if not low.startswith(" of", end) and part != "half":
            return False
        noun = whole.group("noun")
        return noun not in _WHOLES and noun not in ("a", "an", "one")
    if _OF_END.match(low, end) or _FIGURE.match(low, end):
        return True
    verb = _VERB.match(low, end)
    if verb is not None and verb.group("verb") in _VERBS:
        return True
    return part is not None and _CUT.search(low, max(0, start - 70), start) is not None


def find_out_of(low: str) -> Iterator[Found[Percentage]]:
    """Shares as "four in 10", "one out of three", "eight of 10 voters"."""
    for match in matches_from(_OUT_OF, low, low, ("in", "out", "of")):
        before = _OUT_TOP.search(low, max(0, match.start() - 8), match.start())
        if before is None:
            continue
        top = _UNITS.get(before.group("top")) or int(before.group("top"))
        printed = match.group("bottom")
        bottom = _UNITS.get(printed) or _BOTTOMS.get(printed) or int(printed)
        if not 0 < top < bottom or (bottom > 10 and bottom % 5):
            continue
        after = _NEXT_WORDS.match(low, match.end())
        following = (after.group("words") or "").split() if after else []
        counted = not (_OWNERS.isdisjoint(following) and _VERBS.isdisjoint(following[:1]))
        # "one in three" alone and "six in 10" are shares; "two of 10 counties" and "one of two Democrats to win" count things.
        if match.group("link") == "of" and not match.group("every") and (top == 1 or bottom < LEAST_COUNTED):
            continue
        alone = match.group("link") != "of" and (not following or bottom in (10, 100))
        if not (counted or match.group("every") or alone):
            continue
        yield _found(low, before.start(), match.end(), _share(top, bottom), "percent: one in so many")


def find_digits(low: str, shown: Callable[[int, int], float]) -> Iterator[Found[Percentage]]:
    """ "double digits", "low single digits": a range as wide as the words. `shown` says how surely votes are meant."""
    for match in _DIGITS.finditer(low) if "digit" in low else ():
        level = _LEVEL.search(low, max(0, match.start() - 5), match.start())
        noun = match.group("noun")
        start, end = level.start() if level else match.start(), match.end() if noun is None else match.start("noun") - 1
        if low[start - 1 : start].isalnum():
            continue
        rate = noun in _RATES
        if not rate and _POINT_NOUNS.get(noun or "") != "share" and not shown(start, end):
            continue
        least, most = _SIZES[match.group("size")]
        gap = _POINT_NOUNS.get(noun or "") == "share" or _GAP.search(low, max(0, start - 50), start)
        unit = "points" if gap and not rate else "percent"
        value = Percentage(None, least, most, _STEP, "range", form="double_digit", unit=unit)
        yield Found(start, end, value, f"{unit}: {match.group('size')} digits", DIGITS_CONFIDENCE)


def find_pairs(low: str, shares: Callable[[int, int], float]) -> Iterator[Found[Percentage]]:
    """Two shares of one contest printed as a score: "48-41", "52 to 41". `shares` says how surely votes are meant."""
    shown = -_PAIR_REACH
    for match in _PAIR.finditer(low):
        left = _PAIR_FIRST.search(low, max(0, match.start() - 8), match.start())
        if left is None:
            continue
        start = left.start()
        first, second = Decimal(left.group("first")), Decimal(match.group("second"))
        bracketed = low[start - 1 : start] == "(" and low[match.end() : match.end() + 1] in (")", ",")
        least = PAIR_LEAST_BRACKETED if bracketed else PAIR_LEAST
        if not least <= first + second <= PAIR_MOST or min(first, second) < 1:
            continue
        # The leader comes first, unless the sentence is about who trails.
        if first < second and not _TRAILING.search(low, max(0, start - _PAIR_REACH), start):
            continue
        before = low[max(0, low.rfind("\n", max(0, start - _PAIR_REACH), start) + 1, start - _PAIR_REACH) : start]
        after = low[match.end() : match.end() + _PAIR_REACH // 2].partition("\n")[0]
        if _PAIR_OTHER.search(before) or _PAIR_OTHER.search(after) or after.startswith((" vote", "-vote")):
            continue
        # A list of match-ups says once what it lists.
        listed = start - shown < _PAIR_REACH
        # "won 52-48": two who share all votes, in a text about an election.
        whole = (
            first + second >= ALL_BUT_A_FEW
            and (_WON.search(before) or "." in match["second"])
            and shares(start, match.end())
        )
        if not (whole or listed or _PAIR_SHOWN.search(before) or _PAIR_SHOWN.search(after)):
            continue
        shown = match.end()
        for place, number in ((left.span("first"), first), (match.span("second"), second)):
            value = Percentage(number, step=Decimal(1).scaleb(int(number.as_tuple().exponent)))
            yield Found(*place, value, "percent: bare pair", PAIR_CONFIDENCE)
