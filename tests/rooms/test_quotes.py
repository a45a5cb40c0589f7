"""Who said what: sentences a reporter could have written, and what we owe for each. People and places are invented."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.found import Context
from extractor.rooms.quotes import find_quotes
from extractor.rooms.quotes.manner import is_outlet

PEOPLE = "Mayor Tessa Quill of Farrow and her rival, Owen Prys, met on Monday.\n\n"

# text, and for each quotation: kind, speaker, contents joined by " | "
CASES = [
    # Quote first, cue first, inverted, split, colon.
    ('"We won," Quill said.', [("direct", "Tessa Quill", "We won,")]),
    ("“We won,” said Quill, who ran twice.", [("direct", "Tessa Quill", "We won,")]),
    ('Quill said, "We won."', [("direct", "Tessa Quill", "We won.")]),
    ('Quill said: "We won."', [("direct", "Tessa Quill", "We won.")]),
    ('"We won," Quill said. "We worked for it."', [("direct", "Tessa Quill", "We won, | We worked for it.")]),
    ('"We won," Quill said on Monday, "and it was close."', [("direct", "Tessa Quill", "We won, | and it was close.")]),
    ('"Who won?" Quill asked.', [("direct", "Tessa Quill", "Who won?")]),
    ("''We won,'' Ms. Quill said.", [("direct", "Tessa Quill", "We won,")]),
    ('"We won," said a spokesman for Quill.', [("direct", "a spokesman for Quill", "We won,")]),
    ('"We won," Jo Peel, a teacher from Farrow, told reporters.', [("direct", "Jo Peel", "We won,")]),
    ('"We won," 24/7 nurse Jo Peel said.', [("direct", "Jo Peel", "We won,")]),
    # British and Australian papers.
    (
        "'We won,' Prys told the BBC. 'The voters' choice is clear.'",
        [("direct", "Owen Prys", "We won, | The voters' choice is clear.")],
    ),
    ("Mr Prys said: ‘It’s over.’", [("direct", "Owen Prys", "It’s over.")]),
    # Mixed and indirect speech.
    (
        'Quill said the vote was "a mess" from the start.',
        [("mixed", "Tessa Quill", 'the vote was "a mess" from the start')],
    ),
    ('Quill called the vote "a mess."', [("mixed", "Tessa Quill", 'the vote "a mess."')]),
    ("Quill said that the vote was fair.", [("indirect", "Tessa Quill", "that the vote was fair")]),
    ("The vote was fair, Quill said.", [("indirect", "Tessa Quill", "The vote was fair")]),
    ("The vote, Quill said, was fair.", [("indirect", "Tessa Quill", "The vote | was fair")]),
    ("Quill told reporters on Monday that the vote was fair.", [("indirect", "Tessa Quill", "that the vote was fair")]),
    ("Quill promised to resign.", [("indirect", "Tessa Quill", "to resign")]),
    ("Prys denied the claim.", [("indirect", "Owen Prys", "the claim")]),
    ("According to the county clerk, turnout was low.", [("indirect", "the county clerk", "turnout was low")]),
    ("Turnout was low, according to the county clerk.", [("indirect", "the county clerk", "Turnout was low")]),
    (
        'Quill said the vote was fair, adding that Prys was "a good loser."',
        [("indirect", "Tessa Quill", "the vote was fair"), ("mixed", "Tessa Quill", 'that Prys was "a good loser."')],
    ),
    (
        "Quill said the vote was fair but warned that the count was slow.",
        [("indirect", "Tessa Quill", "the vote was fair"), ("indirect", "Tessa Quill", "that the count was slow")],
    ),
    ("In Quill's words, the vote was fair.", [("indirect", "Tessa Quill", "the vote was fair")]),
    ('It was, in the words of Prys, "a farce."', [("mixed", "Owen Prys", "It was | a farce.")]),
    # Pronouns and roles.
    (
        'Jo Peel, a Democrat, lost. "It was close," the Democrat said.',
        [("direct", "Jo Peel", "It was close,")],
    ),
    ('Quill thanked the voters. "We won," she said.', [("direct", "Tessa Quill", "We won,")]),
    ('Prys lost to Quill. "It hurts," he said.', [("direct", "Owen Prys", "It hurts,")]),
    ('"We won," the mayor said.', [("direct", "Tessa Quill", "We won,")]),
    ("Quill, who said the vote was fair, left.", [("indirect", "Tessa Quill", "the vote was fair")]),
    # Other shapes.
    ("QUILL: We won. It was close.", [("direct", "Tessa Quill", "We won. It was close.")]),
    ("“We won. It was close.” ― Jo Peel", [("direct", "Jo Peel", "We won. It was close.")]),
    (
        "Quill wrote:\n\nThis town has earned its rest, and so have I.",
        [("direct", "Tessa Quill", "This town has earned its rest, and so have I.")],
    ),
    (
        "“We begin today,” Quill said.\n\n“We will not stop.",
        [("direct", "Tessa Quill", "We begin today,"), ("direct", "Tessa Quill", "We will not stop.")],
    ),
    # No speech: titles, nicknames, scare quotes, what things are called, nouns that look like cues.
    ('Owen "Buddy" Prys ran twice.', []),
    ('On "Farrow This Morning," Prys looked tired.', []),
    ("His memoir, ''The Long Road Home,'' sold well.", []),
    ('The so-called "ghost" ballots were found.', []),
    ('The "new" building is old.', []),
    ("The claims were false.", []),
    # A word in capitals before a colon that is nobody's name and stands once is no turn of a conversation.
    ("The vote went on all day in Farrow.\n\nROADWORKS: The bridge is closed on Monday and the road is too.", []),
    ("The states with the most votes decide.", []),
    ("It rained in Farrow.", []),
]

# In text that has lost its marks and capitals.
STRIPPED = (
    "the mayor of farrow tessa quill won a second term on monday night as voters turned out in large numbers across the county "
    "we are going to fix the roads she said because we made a promise "
    "mr prys conceded shortly after ten and thanked his family for their patience "
    "ms quill told reporters that the roads came first and that the schools would follow "
    "the county clerk counted until midnight"
)


def build(model: str) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_layout")
    nlp.add_pipe("extractor_people", config={"model": "none"})
    nlp.add_pipe("extractor_quotes", config={"model": model})
    return nlp


@pytest.fixture(scope="module", params=["none", "default"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return build(request.param)


def quoted(doc: Doc) -> list[tuple[str, str | None, str]]:
    return [(q.kind, q.speaker, " | ".join(doc.text[a:b] for a, b in q.contents)) for q in doc._.quotes]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_find_quotes(nlp: Language, text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert quoted(nlp(PEOPLE + text)) == expected


def test_text_without_marks_and_capitals(nlp: Language) -> None:
    found = quoted(nlp(STRIPPED))
    assert ("direct", "Tessa Quill", "we are going to fix the roads | because we made a promise") in found
    assert any(
        kind == "indirect" and speaker == "Tessa Quill" and text.startswith("that the roads came first")
        for kind, speaker, text in found
    )


def test_a_tag_at_the_end_names_the_speaker_of_all_its_paragraphs(nlp: Language) -> None:
    found = quoted(nlp(PEOPLE + "“We begin today.\n\n“We will not stop,” Prys said."))
    assert found == [("direct", "Owen Prys", "We begin today. | We will not stop,")]


# What is known beside the speaker: text, cue, medium, addressee, outlet the quotation was given to.
MANNERS = [
    ('"We won," Quill told supporters at a rally.', "told", "speech", "supporters", None),
    ('"We won," Quill told CNN.', "told", "interview", "CNN", "CNN"),
    ('"We won," Quill told the Farrow Herald.', "told", "interview", "the Farrow Herald", None),
    ('Quill tweeted: "We won."', "tweeted", "tweet", None, None),
    ('"We won," Quill said in a statement.', "said", "statement", None, None),
    ('"We won," one ad says.', "says", "ad", None, None),
    ('"We won," Quill said.', "said", None, None, None),
]


@pytest.mark.parametrize(("text", "cue", "medium", "addressee", "hedge"), MANNERS, ids=[row[0] for row in MANNERS])
def test_manner(
    nlp: Language, text: str, cue: str, medium: str | None, addressee: str | None, hedge: str | None
) -> None:
    doc = nlp.make_doc(PEOPLE + text)
    doc._.context = Context(outlet="Farrow Herald")
    (quote,) = nlp(doc)._.quotes
    assert (quote.cue, quote.medium, quote.addressee, quote.hedged_by) == (cue, medium, addressee, hedge)


def test_places_hold_what_they_say(nlp: Language) -> None:
    doc = nlp(PEOPLE + '"We won," Quill told reporters.')
    (quote,) = doc._.quotes
    assert quote.speaker_place is not None
    assert quote.cue_place is not None
    assert doc.text[slice(*quote.speaker_place)] == "Quill"
    assert doc.text[slice(*quote.cue_place)] == "told"
    assert quote.person is not None
    assert doc._.persons[quote.person].name == "Tessa Quill"


def test_a_batch_reads_like_single_texts() -> None:
    nlp = build("default")
    texts = [PEOPLE + text for text, _ in CASES]
    assert [quoted(doc) for doc in nlp.pipe(texts)] == [quoted(nlp(text)) for text in texts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("CNN", True), ("the BBC", True), ("the Farrow Herald", True), ("reporters", False), ("Quill", False)],
)
def test_is_outlet(name: str, expected: bool) -> None:
    assert is_outlet(name) is expected


RULES = build("none")


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "said",
                "told",
                "that",
                "Quill",
                "Prys",
                "she",
                "who",
                ",",
                ".",
                ":",
                "\n\n",
                "—",
                "according",
                "to",
                "and",
                "the",
                "vote",
                "was",
                "ROE",
                "(",
                ")",
                "'s",
                "adding",
                "É",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_no_text_breaks_the_room(text: str) -> None:
    doc = RULES(text)
    for quote in doc._.quotes:
        assert quote.contents
        assert all(0 <= a < b <= len(text) for a, b in quote.contents)
        assert list(quote.contents) == sorted(quote.contents)
        assert all(a[1] <= b[0] for a, b in zip(quote.contents, quote.contents[1:], strict=False))


def test_find_quotes_of_no_text() -> None:
    assert find_quotes([], None) == []
    assert quoted(RULES("")) == []
