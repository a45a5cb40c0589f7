"""Scores of the packed pipelines on held-out text, as a table for the card: `python code/evaluate.py DATA_FOLDER`.

Texts are tokenized from scratch, as in use. Type by type for names; tags, attachments and sentences for syntax.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example

from extractor.language.model import load_names, load_syntax

NAMES = {
    "ner_dev": "dev",
    "ner_test_gum": "GUM test",
    "ner_test_ewt": "EWT test",
    "ner_test_politics": "CrossNER politics test",
}
SYNTAX = {"dep_dev": "dev (GUM subset, EWT)", "dep_test": "test (the same)", "dep_pud_test": "PUD (news, encyclopedia)"}


def examples(nlp: Language, path: Path) -> Iterator[Example]:
    """The gold of a file against the pipeline's own tokens."""
    for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
        yield Example(nlp.make_doc(doc.text), doc)


def main(data: Path) -> None:
    names, syntax = load_names(), load_syntax()
    if names is None or syntax is None:
        sys.exit("the package holds no packed models")
    print("| F1 (P/R) | PERSON | ORG | LOC |\n| --- | --- | --- | --- |")
    for stem, label in NAMES.items():
        types = names.nlp.evaluate(list(examples(names.nlp, data / f"{stem}.spacy")))["ents_per_type"]
        cells = (types.get(kind, {"p": 0.0, "r": 0.0, "f": 0.0}) for kind in ("PERSON", "ORG", "LOC"))
        print(
            f"| {label} |",
            " | ".join(f"{100 * s['f']:.1f} ({100 * s['p']:.0f}/{100 * s['r']:.0f})" for s in cells),
            "|",
        )
    print("\n| | XPOS | UPOS | UAS | LAS | sentences F1 |\n| --- | --- | --- | --- | --- | --- |")
    for stem, label in SYNTAX.items():
        found = syntax.nlp.evaluate(list(examples(syntax.nlp, data / f"{stem}.spacy")))
        keys = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f")
        print(f"| {label} |", " | ".join(f"{100 * found[key]:.1f}" for key in keys), "|")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
