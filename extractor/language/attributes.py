"""Every custom attribute of a Doc in one table: name, empty value, who writes it.

`span._.x` is stored under offsets alone, and two rooms marking the same characters would overwrite each other: everything
hangs on the Doc.
"""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.found import Context, Knowledge, Style

ATTRIBUTES: tuple[tuple[str, object, str], ...] = (
    ("context", Context(), "the caller, before the pipeline"),
    ("knowledge", Knowledge(), "the caller, before the pipeline"),
    ("style", Style(), "extractor_layout"),
    ("paragraphs", (), "extractor_layout"),  # tuple[Place, ...]
    ("sentences", (), "extractor_layout"),  # tuple[Place, ...], in order, without surrounding white space
    ("marks", (), "extractor_layout"),  # tuple[Marked, ...]
    ("percentages", (), "extractor_percentages"),  # tuple[Found[Percentage], ...]
    ("money", (), "extractor_money"),  # tuple[Found[Sum], ...]
    ("dates", (), "extractor_dates"),  # tuple[Found[When], ...]
    ("people", (), "extractor_people"),  # tuple[Found[Mention], ...]
    ("persons", (), "extractor_people"),  # tuple[PersonEntry, ...]
    ("contests", (), "extractor_contests"),  # tuple[ContestMention, ...]
    ("candidates", (), "extractor_candidates"),  # tuple[Found[Contender], ...]: the first mention
    ("quotes", (), "extractor_quotes"),  # tuple[Quotation, ...]
    ("links", {}, "extractor_links"),  # {("percentages" | "money", index): Link}
    ("relations", (), "extractor_relations"),  # tuple[Found[Relation], ...]
)


def set_attributes() -> None:
    """Register the table with spaCy; may be called again."""
    for name, empty, _ in ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=empty)


set_attributes()

_TEXT = "extractor_text"


def text_of(doc: Doc) -> str:
    """The text of the Doc. `doc.text` joins its tokens anew at every call, which costs a room more than its own work."""
    held = doc.user_data.get(_TEXT)
    if held is None:
        held = doc.user_data[_TEXT] = doc.text
    return str(held)


def untokenized(vocab: Vocab, text: str) -> Doc:
    """A Doc without tokens that holds `text` for `text_of`: all that our rooms read, at none of the tokenizer's cost."""
    doc = Doc(vocab)
    doc.user_data[_TEXT] = text
    return doc
