"""Which names are one person: "Jane Q. Roe", "Roe", "Ms. Roe", "Jane"; and who she is in the whole batch.

Full names come first: the same surname and a first name that may be the same (equal, a short form, an initial). A surname
alone goes to the one person who bears it; where several do, the title's sex, then nearness and frequency decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Literal, get_args

from extractor.language.found import KnownPerson, PersonEntry
from extractor.rooms.people.name import Known, Name
from extractor.rooms.people.runs import printed_before
from extractor.rooms.people.words import PARTICLES, SUFFIXES, Words
from extractor.text.lower import lower_alike

# A surname that several people of the article bear goes to the one who is named in full so many times as often as the others,
MAIN_PERSON = 2
# else to the one mentioned within so many characters before.
NEAR_CHARACTERS = 300
# More people of one surname than this are no article: only the latest are compared, so that a page of names takes no hour.
MOST_BEARERS = 200
# So far behind a name a pronoun still tells the person's sex, if no other name stands between.
PRONOUN_CHARACTERS = 150
Gender = Literal["female", "male", "other"]
# Of several people of a surname in the batch, the one who is in so many times as many articles as any other.
KNOWN_FAR_BETTER = 10
_SEX: dict[str, Gender] = {"m": "male", "f": "female"}
# (Lower case.) Led by plain letters, so that a text is skipped through to the next of them.
_PRONOUN = re.compile(r"(?:h(?<!\wh)(?:(e|is|im|imself)|(?:er|ers|erself))|s(?<!\ws)he)\b")
# A dump repeats its names.
_NAMES_KEPT = 1 << 14
_NAME_WORD = re.compile(r"[^\s,]+")
_NOT_LAST = frozenset({"of", "for", "and", "the"})
_TITLE_WORDS_BETWEEN = frozenset(
    [
        "of",
        "for",
        "and",
        "state",
        "house",
        "senate",
        "u.s",
        "us",
        "attorney",
        "general",
        "the",
        "party",
        "foreign",
        "affairs",
    ]
)


@dataclass(slots=True)
class Person:
    """One person while the mentions of an article are gathered."""

    first: str
    middle: tuple[str, ...]
    last: str
    mentions: list[int] = field(default_factory=list)  # indexes of all names
    full: list[int] = field(default_factory=list)  # indexes of the names with first name and surname
    relative: bool = False  # every full name is brought in as somebody's wife, son, …
    seen_until: int = -(10**9)  # the end of the latest mention, while the article is read


def parts(name: Name) -> tuple[str, tuple[str, ...], str]:
    """First name ("" for a surname alone), what stands between, surname, in lower case, without suffix and particles."""
    words = [word for word in name.low if word not in SUFFIXES]
    if len(words) < 2:
        return "", (), words[0] if words else ""
    return words[0], tuple(word for word in words[1:-1] if word not in PARTICLES), words[-1]


def same_first(a: str, b: str, tables: Words) -> bool:
    """May `a` and `b` be first names of one person? Equal, short form and full form, initial."""
    if a == b:
        return True
    a, b = a.replace(".", ""), b.replace(".", "")
    if not a or not b or min(len(a), len(b)) == 1 or (len(a) <= 2 and a not in tables.first):
        return bool(a and b) and a[0] == b[0]
    full_a = tables.nicknames.get(a, frozenset()) | {a}
    full_b = tables.nicknames.get(b, frozenset()) | {b}
    return bool(full_a & full_b)


def same_middle(a: Sequence[str], b: Sequence[str]) -> bool:
    """Do two middle names not contradict each other? A name without one agrees with all."""
    if not a or not b:
        return True
    x, y = "".join(a).replace(".", ""), "".join(b).replace(".", "")
    shorter, longer = sorted((x, y), key=len)
    return longer.startswith(shorter)


def gather(names: Sequence[Name], tables: Words) -> tuple[list[Person], list[int]]:
    """The people of an article and, for each name, the index of its person."""
    people: list[Person] = []
    owner = [-1] * len(names)
    by_last: dict[str, list[int]] = {}
    parted = [parts(name) for name in names]
    # The longest forms first, so that "Roe Poe" finds "Jane Roe Poe" whichever stands first.
    order = sorted(range(len(names)), key=lambda i: (-len(names[i].low), i))
    for i in order:
        first, middle, last = parted[i]
        if not first:
            continue
        fitting = [
            p
            for p in by_last.get(last, [])[-MOST_BEARERS:]
            if (same_first(first, people[p].first, tables) and same_middle(middle, people[p].middle))
            or (first in people[p].middle and not middle)
        ]
        if fitting:
            chosen = fitting[0]
            if len(first.replace(".", "")) > len(people[chosen].first.replace(".", "")) and not people[chosen].middle:
                people[chosen].first = first
        else:
            chosen = len(people)
            people.append(Person(first, middle, last))
            by_last.setdefault(last, []).append(chosen)
        people[chosen].full.append(i)
        people[chosen].mentions.append(i)
        owner[i] = chosen
    by_first: dict[str, list[int]] = {}
    for p, person in enumerate(people):
        by_first.setdefault(person.first, []).append(p)
        for word in person.middle:
            if len(word) > 2 and word in tables.surname:
                by_first.setdefault(word, []).append(p)
        person.relative = all(names[i].kin for i in person.full)
    alone: dict[str, int] = {}
    for i, (first, _, last) in enumerate(parted):
        if first:
            people[owner[i]].seen_until = names[i].end
            continue
        bearers = by_last.get(last) or by_first.get(last) or ()
        # Nobody is meant by the surname who is introduced only later, where another of the name has been.
        bearers = [p for p in bearers if people[p].mentions[0] < i] or bearers
        if bearers:
            chosen = _bearer(i, bearers, names, people, tables)
        elif last in alone:
            chosen = alone[last]
        else:
            chosen = alone[last] = len(people)
            people.append(Person("", (), last))
        people[chosen].mentions.append(i)
        people[chosen].seen_until = names[i].end
        owner[i] = chosen
    return people, owner


def _bearer(i: int, bearers: Sequence[int], names: Sequence[Name], people: list[Person], tables: Words) -> int:
    """The one of several people of a surname who is meant by name `i`."""
    if len(bearers) == 1:
        return bearers[0]
    sex = names[i].sex
    if sex:
        given = {p: tables.first.get(people[p].first, ("u", 0))[0] for p in bearers}
        bearers = [p for p in bearers if given[p] == sex] or [p for p in bearers if given[p] == "u"] or bearers
        if len(bearers) == 1:
            return bearers[0]
    bearers = [p for p in bearers if not people[p].relative] or bearers
    if len(bearers) == 1:
        return bearers[0]
    counts = {p: len(people[p].full) for p in bearers}
    # News keeps the bare surname for the person the story is about; a relative gets a first name or a title.
    first, *others = sorted(bearers, key=lambda p: -counts[p])
    if counts[first] >= MAIN_PERSON * max(counts[p] for p in others):
        return first
    near = [p for p in bearers if names[i].start - people[p].seen_until <= NEAR_CHARACTERS]
    # Of two named in full as often, the one who was introduced first: "Jane Roe won ... with the blessing of Tom Roe. Roe took 53 percent".
    return near[0] if len(near) == 1 else max(near or bearers, key=lambda p: (counts[p], -min(people[p].mentions)))


def well_cased(printed: str) -> str:
    """A name with the capitals it has in print.

    >>> well_cased("tim o'roe"), well_cased("ANN MCROE-POE"), well_cased("jane q roe jr")
    ("Tim O'Roe", 'Ann McRoe-Poe', 'Jane Q. Roe Jr.')
    """
    if not (printed.islower() or printed.isupper()):
        return " ".join(printed.split())
    return " ".join(_capital(word) for word in printed.split())


def _capital(word: str) -> str:
    word = word.lower().rstrip(".") + ("." if word.endswith(".") else "")
    bare = word.strip(".")
    if bare in ("ii", "iii", "iv"):
        return bare.upper()
    if bare in ("jr", "sr") or len(bare) == 1:
        return bare.capitalize() + "."
    if bare in PARTICLES:
        return word
    if "." in bare:
        return word.upper()
    word = re.sub(r"(?:^|(?<=-)|(?<=')(?=..))[^\W\d_]", lambda match: match.group().upper(), word)
    # An apostrophe inside a name is followed by a capital ("O'Roe"), but for a single letter ("Roe's").
    return re.sub(r"^Mc([^\W\d_])(?=[^\W\d_]{2})", lambda match: "Mc" + match.group(1).upper(), word)


def entries(names: Sequence[Name], text: str, tables: Words, known: Known) -> tuple[tuple[PersonEntry, ...], list[int]]:
    """The people of the article, in the order of their first mention, and the person of each name.

    `known`: the people whom the batch spells out, by surname in lower case.
    """
    people, owner = gather(names, tables)
    low = lower_alike(text)
    order = sorted(range(len(people)), key=lambda p: min(people[p].mentions))
    place = {p: k for k, p in enumerate(order)}
    forms = Counter((person.first, person.last) for person in people if person.first)
    found = []
    for p in order:
        person = people[p]
        printed = dict.fromkeys(text[names[i].start : names[i].end] for i in person.mentions)
        aliases = dict.fromkeys(well_cased(form) for form in printed)
        fullest = max(aliases, key=lambda form: (len(form.split()), len(form)))
        gender = _gender(person, names, low, tables)
        spelt = None if person.first else _spelt_out(known.get(person.last, ()), gender)
        if spelt is not None:
            fullest, gender = spelt.name, gender or spelt.gender
        # Two people of the batch whom only their initials tell apart.
        short = name_key(fullest)
        others = sum(name_key(other.name) == short for other in known.get(person.last, ()))
        found.append(
            PersonEntry(
                name=fullest,
                aliases=tuple(sorted(aliases.keys() - {fullest})),
                gender=gender,
                titles=_titles(person, names, text, tables),
                key=name_key(fullest, with_middle=True)
                if forms[person.first, person.last] > 1 or others > 1
                else short,
            )
        )
    return tuple(found), [place[p] for p in owner]


def by_surname(persons: Iterable[KnownPerson]) -> dict[str, Sequence[KnownPerson]]:
    """The people of a batch by surname; forms of one name ("Jane Roe", "Jane Q. Roe") are one person.

    Where two forms contradict each other ("John A. Roe", "John B. Roe"), each is a person, and so is the form between.
    """
    forms: dict[str, list[KnownPerson]] = {}
    for person in persons:
        key = name_key(person.name)
        if "-" in key:
            forms.setdefault(key, []).append(person)
    found: dict[str, list[KnownPerson]] = {}
    for same in forms.values():
        middles = {_middle(form.name) for form in same} - {()}
        contested = any(not same_middle(one, other) for one, other in combinations(sorted(middles), 2))
        groups: dict[str, list[KnownPerson]] = {}
        for form in same:
            groups.setdefault(name_key(form.name, with_middle=contested), []).append(form)
        for group in groups.values():
            usual = max(group, key=lambda form: (form.articles, -len(form.name), form.name))
            genders = {form.gender for form in group} - {None}
            whole = replace(
                usual,
                gender=genders.pop() if len(genders) == 1 else None,
                articles=sum(form.articles for form in group),
            )
            found.setdefault(_core(usual.name)[-1], []).append(whole)
    return {surname: tuple(bearers) for surname, bearers in found.items()}


def _core(name: str) -> list[str]:
    """The words of a printed name in lower case, without marks and suffix."""
    words = [word.lower().strip(".,\"“”()'") for word in _NAME_WORD.findall(name)]
    return [word for word in words if word and word not in SUFFIXES]


def _middle(name: str) -> tuple[str, ...]:
    return tuple(word for word in _core(name)[1:-1] if word not in PARTICLES)


def _spelt_out(bearers: Sequence[KnownPerson], gender: Gender | None) -> KnownPerson | None:
    """The one person of the batch whom a surname can mean; None where two can."""
    fitting = [person for person in bearers if gender is None or person.gender in (gender, None)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return None
    first, *others = sorted(fitting, key=lambda person: -person.articles)
    return first if first.articles >= KNOWN_FAR_BETTER * others[0].articles else None


def told_of(bearers: Sequence[KnownPerson]) -> tuple[object, ...]:
    """All that an article can learn from the people of one surname. How often they are named matters only between several."""
    return (
        *((person.name, person.gender) for person in bearers),
        *((chosen := _spelt_out(bearers, gender)) and chosen.name for gender in get_args(Gender)),
        (chosen := _spelt_out(bearers, None)) and chosen.name,
    )


@lru_cache(maxsize=_NAMES_KEPT)
def name_key(name: str, *, with_middle: bool = False) -> str:
    """What a full name is compared by across articles: first name and surname, without case, marks, suffix and middle name.

    `with_middle` keeps the initials between, where two people differ by them alone.
    """
    words = _core(name)
    if len(words) < 2:
        return "-".join(words)
    middle = ["".join(word[0] for word in words[1:-1])] if with_middle and len(words) > 2 else []
    return "-".join([words[0], *middle, words[-1]])


def _gender(person: Person, names: Sequence[Name], low: str, tables: Words) -> Gender | None:
    """As titles, then the first name, then the pronouns behind the names show it. `low`: the text in lower case."""
    sexes = {names[i].sex for i in person.mentions} - {""}
    if len(sexes) == 1:
        return _SEX[sexes.pop()]
    sex, size = tables.first.get(person.first, ("u", 0))
    if sex in _SEX and size == 2:
        return _SEX[sex]
    he = she = 0
    for i in person.mentions:
        end = names[i].end
        stop = min(end + PRONOUN_CHARACTERS, names[i + 1].start if i + 1 < len(names) else len(low))
        # "… for Ms. Poe. She led him by 4 points": where both are told, neither is known to be this person.
        shown = {match.lastindex for match in _PRONOUN.finditer(low, end, stop)}
        he, she = he + (shown == {1}), she + (shown == {None})
    # A pronoun behind a name is often somebody else's; a first name, however rare, outweighs a few.
    he, she = he + 3 * (sex == "m"), she + 3 * (sex == "f")
    if he != she and max(he, she) >= 2 * min(he, she):
        return "male" if he > she else "female"
    return None


_WORD_BEFORE = re.compile(r"([^\s,;:()\"“”]+) $")
# A title has no more words than these, and none of them more characters: "former Ohio Secretary of State".
MOST_TITLE_WORDS = 8
TITLE_WORD_REACH = 30


def _word_before(text: str, start: int) -> tuple[int, str]:
    """The word with a space behind it in front of `start`, and where it begins; empty where none stands there."""
    word = printed_before(text, start, TITLE_WORD_REACH)
    # Nearly always letters and at most a full stop stand there.
    if word.isalpha() or (word[:-1].isalpha() and word[-1] == "."):
        return start - 1 - len(word), word
    if text[start - 1 : start] not in (" ", "\n"):
        return start, ""
    match = _WORD_BEFORE.search(text, max(0, start - TITLE_WORD_REACH), start)
    return (match.start(1), match.group(1)) if match else (start, "")


def _titles(person: Person, names: Sequence[Name], text: str, tables: Words) -> tuple[str, ...]:
    """Every title printed before the person's name, as printed: "Sen.", "former Ohio Secretary of State"."""
    found: dict[str, None] = {}
    for i in person.mentions:
        end = start = names[i].start
        first_title, titled = end, False
        for _ in range(MOST_TITLE_WORDS):
            begin, printed_word = _word_before(text, start)
            word = printed_word.lower().strip(".")
            is_title = word in tables.titles
            # A full stop ends a sentence but for "Sen." and "U.S."; "of the" right before a name is no title.
            if (printed_word.endswith(".") and not is_title and "." not in word) or (
                start == end and word in _NOT_LAST
            ):
                break
            if is_title or tables.cues.get(word) == "modifier":
                first_title, titled = begin, titled or is_title
            elif not (word in _TITLE_WORDS_BETWEEN or _in_titles(word, tables)):
                break
            start = begin
        if titled:
            found[text[first_title:end].strip()] = None
    return tuple(found)


def _in_titles(word: str, tables: Words) -> bool:
    """May the word stand inside a title: "Georgia" and "Republican" in "former Georgia Republican chairwoman"?"""
    return word in tables.place_words or word in tables.demonyms or word in tables.organisation
