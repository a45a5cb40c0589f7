"""Names in text without capitals: a first name before a surname, a title before a surname, and the surname again.

Nothing marks a name here, so the tables and the place of ordinary words decide: a word that is an ordinary English word is a
surname only right behind a first name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from extractor.rooms.people.name import Known, Name, is_known, particle_of, with_particles
from extractor.rooms.people.reader import Reader
from extractor.rooms.people.recogniser import Entity, Judge
from extractor.rooms.people.words import PARTICLES, SUFFIXES, Words


def find_caseless(text: str, tables: Words, known: Known, judge: Judge | None = None) -> list[Name]:
    """Every name of a person in text without capitals, in reading order. `judge` is asked about the words nobody knows."""
    reader = Reader(text, tables)
    full = _full_names(reader, known)
    people: set[str] = set()
    if judge is not None:
        full, people = _consult(judge, reader, full)
    covered = {i for a, b, _ in full for i in range(a, b + 1)}
    surnames = {reader.words[b] for _, b, _ in full if len(reader.words[b]) > 2} | people
    firsts = {
        reader.words[a]
        for a, b, _ in full
        if b > a and reader.words[a] in tables.first and reader.words[a] not in tables.common
        if reader.words[a] not in tables.lands
    }
    by_rules = {reader.words[b] for _, b, _ in full}
    particles = dict(particle_of(reader.words[a : b + 1]) for a, b, _ in full if b > a + 1)
    spelt_out = surnames.copy()
    surnames |= {word for word in reader.counts if word in known and len(word) > 2}
    names = []
    for a, b, rule in full:
        start, end = reader.tokens[a][0], reader.tokens[b][0] + len(reader.words[b])
        end += reader.words[b] in ("jr", "sr") and reader.text[end : end + 1] == "."
        names.append(Name(start, end, tuple(reader.words[a : b + 1]), rule))
    for i, word in enumerate(reader.words):
        if i in covered or word in tables.lands:
            continue
        base = word[:-1] if word not in surnames and word.endswith("s") and word[:-1] in surnames else word
        if (base in surnames or (base in firsts and not reader.outside(i))) and _alone(
            reader, i, base, base in spelt_out
        ):
            start = reader.tokens[i][0]
            rule = "surname again" if base in surnames else "first name again"
            rule = "model" if base in people and base not in by_rules else rule
            begin = with_particles(reader.text, start, particles.get(base, ""))
            names.append(Name(begin, start + len(base), (base,), rule))
    return sorted(names, key=lambda name: name.start)


# Words of one letter, and what is left of "'s" and "n't": no initials of a person.
NO_INITIALS = frozenset({"a", "i", "s", "t"})
# A word that stands as something else in so many of its places is no person, whatever the model says of the others.
OTHER_SHARE = 0.15
Pair = tuple[int, int, str]  # first and last word, rule


def _full_names(reader: Reader, known: Known) -> list[Pair]:
    """Each full or titled name, in reading order."""
    words, tables = reader.words, reader.tables
    pairs = list(_pairs(reader, known))
    lasts = Counter(words[b] for a, b, _ in pairs if b > a)
    found: list[Pair] = []
    for a, b, rule in pairs:
        # "roe slate", where "jane roe" is named too: what looks like a first name is her surname.
        ordinary = words[b] not in tables.surname or tables.common.get(words[b], 0) >= 1
        if b > a and lasts[words[a]] and ordinary and words[b] not in known:
            found.append((a, a, "surname again"))
            continue
        end = _last_word(reader, a, b, lasts, known) if b > a else b
        found.append((a, end, rule))
    return found


def _consult(judge: Judge, reader: Reader, full: list[Pair]) -> tuple[list[Pair], set[str]]:
    """The full names, and the words that are people when they stand alone, after the model was asked."""
    tables, words = reader.tables, reader.words
    covered = {i for a, b, _ in full for i in range(a, b + 1)}
    unknown = [
        i
        for i, word in enumerate(words)
        if i not in covered and len(word) > 2 and (word not in tables.common or word in tables.first)
        if not reader.outside(i)
    ]
    lasts = {words[b] for a, b, _ in full if b > a}
    people: Counter[str] = Counter()  # votes for a person, less those for something else
    at = {i: pair for pair in full for i in range(pair[0], pair[1] + 1)}
    for entity in judge.entities(reader.tokens[i][0] for i in unknown):
        a, b = _inner_words(reader, entity)
        if a == b:
            people[words[a]] += 1 if entity.person else -1
        # "roe poe" in text without commas may be two people: a first name is known as one, or never stands alone.
        elif entity.person and a < b and words[a] not in tables.first and reader.beside_counts(a)[0]:
            people.update(word for word in words[a : b + 1] if word not in tables.common)
        elif entity.person and a < b and _is_full_name(reader, a, b, lasts):
            overlapping = {at[i] for i in range(a, b + 1) if i in at}
            # The longer of two forms is the whole name; what goes beyond the entity, the rules know better.
            if all(a <= pair[0] and pair[1] <= b and pair[:2] != (a, b) for pair in overlapping):
                at.update(dict.fromkeys(range(a, b + 1), (a, b, "model")))
    full = sorted(set(at.values()))
    lone = {word for word, votes in people.items() if _is_person(reader, word, votes)}
    outside = {words[i] for i in range(len(words)) if words[i] in lone and reader.outside(i)}
    return full, lone - outside


def _inner_words(reader: Reader, entity: Entity) -> tuple[int, int]:
    """First and last word of an entity, without titles before and ordinary words behind; an empty range when none is left."""
    words, tables = reader.words, reader.tables
    a = bisect_left(reader.tokens, (entity.start,))
    b = bisect_left(reader.tokens, (entity.end,)) - 1
    for i in range(a + 1, b + 1):
        if words[i] in ("s", "t"):  # what is left of "'s" and "n't"
            b = i - 1
            break
    while a < b and words[a] not in tables.first and (words[a] in tables.titles or words[a] in tables.common):
        a += 1
    while a < b and (len(words[b]) == 1 or (words[b] in tables.common and words[b] not in tables.surname)):
        b -= 1
    return a, b


def _is_full_name(reader: Reader, a: int, b: int, lasts: set[str]) -> bool:
    """May the words from `a` to `b`, one entity by the model, be a name? `lasts`: surnames of other names."""
    words, common = reader.words, reader.tables.common
    if words[b] in common and (words[a] not in reader.tables.first or words[a] in lasts):
        return False
    return (
        b - a <= 3
        and common.get(words[a], 0) < 3
        and common.get(words[b], 0) < 3
        and all(reader.joined(i) for i in range(a, b))
        and not any(reader.outside(i) and len(words[i]) > 1 for i in range(a, b + 1))
    )


def _is_person(reader: Reader, word: str, votes: int) -> bool:
    """Is a word a person where it stands alone? The signs of the rules overrule the model's votes."""
    tables = reader.tables
    ordinary = tables.common.get(word, 0)
    if ordinary >= 3 or len(word) < 3 or (ordinary and (votes < 2 or word not in tables.surname)):
        return False
    if word not in tables.surname and word not in tables.first and word.endswith(tables.endings):
        return False
    places, person, other = reader.signs(word)
    return votes > 0 and not (other > person and other >= OTHER_SHARE * places)


def _pairs(reader: Reader, known: Known) -> Iterator[Pair]:
    """First name and surname, or title and surname; a second surname is left to `_last_word`."""
    words, tables = reader.words, reader.tables
    common = tables.common
    settled: set[tuple[str, str]] = set()  # named so once, named so again
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        titled = i > 0 and words[i - 1] in tables.titles
        end = -1
        if word in tables.first and reader.joined(i) and not reader.in_address(i):
            j = _surname_place(reader, i)
            strong = reader.may_be_first(i) or (titled and common.get(word, 0) <= 2)
            # An initial between them is as good as a title.
            titled_full = j > i + 1 and len(words[i + 1]) == 1
            titled_full |= (
                titled
                and tables.strong_titles.get(words[i - 1]) != "surname"
                and (words[i - 1] in tables.strong_titles or _is_plain_first(word, tables))
            )
            if (
                (strong and reader.may_be_last(j, True, titled_full) and (titled_full or _pair_fits(reader, i, j)))
                or (word, words[j]) in settled
                or (words[j] in known and is_known((word, words[j]), known))
            ):
                settled.add((word, words[j]))
                end = j
                rule = "title, first name and surname" if titled_full else "first name and surname"
                yield i, j, rule
        if end < 0 and _is_unheard_of(reader, i):
            end = i + 1
            yield i, end, "unknown word and surname"
        if (
            end < 0
            and titled
            and words[i - 1] in tables.strong_titles
            and len(word) > 2
            and reader.may_be_last(i, False)
        ):
            end = i
            if reader.joined(i) and common.get(words[i + 1], 0) == 0 and reader.may_be_last(i + 1, False):
                # Both unknown: a first name hardly stands alone, a surname does.
                one, two = reader.beside_counts(i)
                end = i + 1 if one == 0 or 3 * one <= two else i
            yield i, end, "title and surname"
        i = max(i, end) + 1


def _is_unheard_of(reader: Reader, i: int) -> bool:
    """A word that no table has as a first name and that never stands alone, before a surname: "khadro mayfield".

    The surname is a frequent one, or stands alone elsewhere in the text.
    """
    words, tables = reader.words, reader.tables
    if not reader.joined(i) or len(words[i]) < 3 or words[i] in tables.common or "-" in words[i]:
        return False
    last = words[i + 1]
    size = tables.surname.get(last, 0)
    if (
        not size
        or tables.common.get(last, 0) > 1
        or tables.first.get(last, ("", 0))[1] == 2
        or reader.outside(i)
        or reader.outside(i + 1)
    ):
        return False
    alone, returns = reader.beside_counts(i)
    return alone == 0 and (returns > 0 or (size >= 2 and words[i] not in tables.surname and last not in tables.common))


def _surname_place(reader: Reader, i: int) -> int:
    """Where the surname stands behind the first name `i`: past initials and particles."""
    j = i + 1
    end = reader.tokens[j][1]
    printed_initial = reader.words[j] not in NO_INITIALS or reader.text[end : end + 1] == "."
    if len(reader.words[j]) == 1 and printed_initial and reader.joined(j):
        j += 1
    while reader.words[j] in PARTICLES and reader.joined(j):
        j += 1
    return j


def _is_plain_first(word: str, tables: Words) -> bool:
    """Is the word a common first name and nothing else?"""
    return tables.first[word][1] == 2 and tables.common.get(word, 0) == 0


def _pair_fits(reader: Reader, i: int, j: int) -> bool:
    """An ordinary word is a surname behind a common first name alone, a rare one only behind a first name that is none."""
    tables, word, last = reader.tables, reader.words[i], reader.words[j]
    ordinary = tables.common.get(last, 0)
    if ordinary == 0:
        return tables.common.get(word, 0) < 3 or last in tables.surname
    return tables.common.get(word, 0) == 0 and (tables.first[word][1] == 2 or tables.surname.get(last, 0) >= 2)


def _last_word(reader: Reader, i: int, j: int, lasts: Counter[str], known: Known) -> int:
    """The last word of a name from word `i`, whose first surname is word `j`: two-part surnames and suffixes."""
    tables, words = reader.tables, reader.words
    following = words[j + 1] if j + 1 < len(words) else ""
    if following in SUFFIXES and reader.text[reader.tokens[j][1] : reader.tokens[j + 1][0]] in (" ", ", "):
        return j + 1
    if not reader.joined(j):
        return j
    if is_known((words[i], following), known):
        return j + 1
    # "hamish roe poe ... roe poe said": two words that only stand together are one surname.
    if (
        reader.pairs[words[j], following] > 1
        and reader.beside_counts(j)[0] == 0
        and tables.common.get(following, 0) == 0
        and not reader.outside(j + 1)
    ):
        return j + 1
    if (
        tables.common.get(following, 0) == 0
        and tables.first.get(following, ("", 0))[1] < 2
        and not reader.outside(j + 1)
        and not (lasts[following] or following in known or is_known((words[i], words[j]), known))
    ):
        alone, other = reader.beside_counts(j)
        if alone == 0 and (following in tables.surname or other or words[j] in tables.first):
            return j + 1
    return j


def _alone(reader: Reader, i: int, base: str, spelt_out: bool) -> bool:
    """May a known surname or first name stand alone as word `i`? `spelt_out`: this article has the full name."""
    tables = reader.tables
    common = tables.common.get(base, 0)
    if common >= 3 or i in reader.in_place or reader.in_address(i):
        return False
    beside = i + 1 < len(reader.words) and reader.text[reader.tokens[i][1] : reader.tokens[i + 1][0]] == " "
    following = reader.words[i + 1] if beside else ""
    possessive = reader.words[i] != reader.tokens[i][2] or reader.words[i] != base
    named_after = tables.cues.get(following) == "group"
    if following in tables.organisation and not (possessive or named_after):
        return False
    before = reader.words[i - 1] if i else ""
    return common <= spelt_out or possessive or named_after or before in tables.titles or following in tables.speech
