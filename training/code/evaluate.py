"""Scores of the packed models on held-out text, as a table for the card: `python code/evaluate.py DATA_FOLDER`.

Texts are cut into words from scratch, as in use. Type by type for names; tags, attachments and sentences for syntax.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from extractor.language.model import load_names, load_syntax
from extractor.language.model.names import Names
from extractor.language.model.tags import LABELS

NAMES = {
    "ner_dev": "dev",
    "ner_test_gum": "GUM test",
    "ner_test_ewt": "EWT test",
    "ner_test_politics": "CrossNER politics test",
}
SYNTAX = {"dep_dev": "dev (GUM subset, EWT)", "dep_test": "test (the same)", "dep_pud_test": "PUD (news, encyclopedia)"}
VOCAB = spacy.blank("en").vocab


def gold(path: Path) -> Iterator[Doc]:
    return DocBin().from_disk(path).get_docs(VOCAB)


def scores_of_names(names: Names, path: Path) -> Iterator[str]:
    """F1, precision and recall of each label, by exact characters."""
    docs = list(gold(path))
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    for doc, entities in zip(docs, names.entities([doc.text for doc in docs]), strict=True):
        expected = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        said.update(label for _, _, label in entities)
        owed.update(label for _, _, label in expected)
        right.update(label for _, _, label in expected.intersection(entities))
    for label in LABELS:
        precision, recall = right[label] / max(1, said[label]), right[label] / max(1, owed[label])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield f"{100 * f1:.1f} ({100 * precision:.0f}/{100 * recall:.0f})"


def scores_of_syntax(nlp: Language, path: Path) -> Iterator[str]:
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
    found = nlp.evaluate(examples)
    for key in ("tag_acc", "dep_uas", "dep_las", "sents_f"):
        yield f"{100 * found[key]:.1f}"


def main(data: Path) -> None:
    names, syntax = load_names(), load_syntax()
    if names is None or syntax is None:
        sys.exit("the package holds no packed models")
    print("| F1 (P/R) | PERSON | ORG | LOC |\n| --- | --- | --- | --- |")
    for stem, label in NAMES.items():
        print(f"| {label} |", " | ".join(scores_of_names(names, data / f"{stem}.spacy")), "|")
    print("\n| | XPOS | UAS | LAS | sentences F1 |\n| --- | --- | --- | --- | --- |")
    for stem, label in SYNTAX.items():
        print(f"| {label} |", " | ".join(scores_of_syntax(syntax.nlp, data / f"{stem}.spacy")), "|")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
