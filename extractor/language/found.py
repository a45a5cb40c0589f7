"""What a room finds: offsets into the Doc's text and a value. Rooms know no article and give no ids; `place` does.

All offsets are half-open and count the characters of `doc.text` (the cleaned copy).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Place = tuple[int, int]  # start, end in doc.text


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A finding: where it stands, what it says, and which rule or table row found it."""

    start: int
    end: int
    value: T
    rule: str
    confidence: float = 0.9

    @property
    def place(self) -> Place:
        """Half-open offsets in the text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed quantity: `value`, or `low` and `high` of a range; `step` is one unit of the last printed digit."""

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    qualifier: str = "exact"  # records.quantity.Qualifier
    # Where the words of the qualifier stand ("more than"), when there are any.
    qualifier_place: Place | None = None
    # How the number was written: digits, words, fraction, restored (a lost decimal point), double_digit.
    form: str = "digits"
    # The qualifier keeps the true value near: "just over", "slightly more than".
    close: bool = False


@dataclass(frozen=True, slots=True)
class Percentage(Amount):
    """A percentage (`percent`) or percentage points (`points`). Basis points are converted to points."""

    unit: str = "percent"


@dataclass(frozen=True, slots=True)
class Sum(Amount):
    """A sum of money in whole units of `currency` (ISO 4217)."""

    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of the calendar, both ends inclusive."""

    start: dt.date
    end: dt.date
    granularity: str
    anchor: dt.date | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a person. `person` is the index into `doc._.persons`; None for a pronoun or role left open."""

    kind: Literal["name", "pronoun", "role"]
    person: int | None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person of this article."""

    name: str  # fullest form in the article (or in the batch, when the article has a surname alone), well cased
    aliases: tuple[str, ...] = ()
    gender: Literal["female", "male", "other"] | None = None
    titles: tuple[str, ...] = ()  # as printed before the name: Sen., former Ohio Secretary of State
    party: str | None = None  # canonical party name, where the article shows it
    key: str = ""  # the same person has the same key in every article of a batch


@dataclass(frozen=True, slots=True)
class ContestMention:
    """One election this article speaks of; parts the text does not give are None."""

    office: str | None = None
    place: str | None = None
    stage: str | None = (
        None  # primary, caucus, general, special, first round, runoff, by-election, leadership, recall, ballot measure
    )
    date: str | None = None  # ISO day, month or year
    party: str | None = None  # of a primary: whose
    base: str | None = (
        None  # what kind of election it is, also where `stage` names a round of it: special, general, primary, …
    )
    region: str | None = None  # parts of `place`: state, province or country …
    city: str | None = None
    district: str | None = None  # … and the district: its number in digits, "at-large", or its name
    contenders: tuple[int, ...] = ()  # indexes into doc._.persons
    label: str = ""
    key: str = ""
    mentions: tuple[Place, ...] = ()
    # Kind and day are what the law lets expect of that office and year: no word of the text says them.
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Contender:
    """A person of `doc._.persons` who stands, stood or will stand in an election."""

    person: int
    party: str | None = None
    office: str | None = None
    contest: int | None = None  # index into doc._.contests
    incumbent: bool | None = None
    age: int | None = None
    role: str | None = None
    outcome: str | None = None
    rule: str = ""
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Quotation:
    """An utterance: its stretches of content (without outer marks), who said it and how."""

    kind: Literal["direct", "mixed", "indirect"]
    contents: tuple[Place, ...]
    speaker: str | None = None
    person: int | None = None  # index into doc._.persons, when the speaker is a person
    speaker_place: Place | None = None
    cue: str | None = None
    cue_place: Place | None = None
    medium: str | None = None
    addressee: str | None = None
    hedged_by: str | None = None
    rule: str = ""
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Link:
    """What a figure is about. Keyed by kind and index in `doc._.links`."""

    measure: str = "other"
    subject: str | None = None
    person: int | None = None  # index into doc._.persons
    subject_place: Place | None = None
    contest: int | None = None  # index into doc._.contests
    as_of: dt.date | None = None
    hedged_by: str | None = None
    qualifier: str | None = None  # final word on the amount's qualifier; None keeps it
    basis: str | None = None
    opponent: str | None = None
    pollster: str | None = None
    field_dates: tuple[dt.date | None, dt.date | None] | None = None
    population: str | None = None
    place: str | None = None
    period: tuple[dt.date | None, dt.date | None] | None = None
    includes_outside_groups: bool | None = None
    preferences: str | None = None  # records.quantity.Preferences
    reporting_percent: Decimal | None = None
    count_status: str | None = None
    rule: str = "default"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation between two quantities or two names ("outspent her 5-to-1")."""

    factor: Decimal | None = None
    difference: Decimal | None = None
    qualifier: str = "exact"
    # What left comes to by the numbers printed around it, low and high; None is open.
    computed: tuple[Decimal | None, Decimal | None] | None = None
    left: str | None = None  # a name, or "percentages:3" / "money:0" for a figure of this Doc
    right: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the article before a word of it is read."""

    published: dt.date | None = None
    outlet: str | None = None
    title: str | None = None
    country: str | None = None  # ISO 3166 alpha-2 of the outlet or of the story, for `$` and day order
    body_start: int = 0  # where the story starts in doc.text, behind a date line or other residue


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A full name that some article of the batch spells out."""

    name: str
    gender: Literal["female", "male", "other"] | None = None
    parties: tuple[str, ...] = ()
    party_articles: tuple[int, ...] = ()  # how many articles name each of `parties`
    articles: int = 1
    female: int = 0  # how many articles show her a woman
    male: int = 0  # … him a man; `gender` is what clearly more of them show


@dataclass(frozen=True, slots=True)
class KnownContest:
    """A contest that some article of the batch spells out."""

    contest: ContestMention
    names: tuple[str, ...] = ()  # full names of its contenders


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the first pass over a batch learnt, for articles that spell out less. Independent of the order of articles."""

    persons: tuple[KnownPerson, ...] = ()
    contests: tuple[KnownContest, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How the text is printed. A whole-document judgement made once, before the rooms."""

    caseless: bool = False  # no (or almost no) capitals: lower-case wire dumps
    upper: bool = False  # all capitals
    unpunctuated: bool = False  # sentence marks, decimal points and currency signs were stripped


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks: `outer` with its marks, `inner` without; `closed` False when the mark is missing."""

    outer: Place
    inner: Place
    closed: bool = True
    continues: bool = False  # goes on from the paragraph before
    mark: str = '"'
    depth: int = field(default=0)  # 0 outermost; nested marks have their own entry
