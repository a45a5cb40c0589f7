"""What every figure is about: measure, subject, contest, date, source, scope.

reads   doc._.percentages, money, people, persons, candidates, contests, dates, quotes
writes  doc._.links: {("percentages" | "money", index): Link}, one for every figure
leaves  stated relations between two figures to relations.py
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Link
from extractor.linking.confidence import confidence
from extractor.linking.deciding import Decider
from extractor.linking.grammar.scene import Scene
from extractor.linking.owning import Decided
from extractor.linking.scopes import Scopes


class Linker:
    """Links the figures of one Doc, sentence by sentence in reading order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.scene = Scene(doc)

    def links(self) -> dict[tuple[str, int], Link]:
        """A Link for every figure: first what each measures and whose it is, then what that says about its neighbours."""
        decider = Decider(self.doc, self.scene)
        decided = [decider.decide(figure) for figure in self.scene.figures]
        scopes = Scopes(self.doc, self.scene, [(d.figure, d.measured.measure) for d in decided])
        return {d.figure.key: self.link(d, scopes) for d in decided}

    def link(self, decided: Decided, scopes: Scopes) -> Link:
        """The Link of one figure."""
        measured, owner = decided.measured, decided.owner
        actor = owner.actor if owner else None
        person = actor.person if actor else None
        known = partial(
            Link,
            measure=measured.measure,
            subject=actor.name if actor else None,
            person=person,
            subject_place=actor.place if actor else None,
            basis=measured.basis,
            opponent=owner.rival.name if owner and owner.rival and measured.measure == "margin" else None,
            rule=f"{measured.measure}/{owner.rule if owner else 'nobody'}",
            confidence=confidence(measured, owner, money=decided.figure.kind == "money"),
        )
        return scopes.of(decided.figure, decided.sentence, measured, person, known)


@Language.factory(
    "extractor_links",
    requires=[
        "doc._.percentages",
        "doc._.money",
        "doc._.people",
        "doc._.candidates",
        "doc._.contests",
        "doc._.dates",
        "doc._.quotes",
    ],
    assigns=["doc._.links"],
)
def make_links(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The component; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.links = Linker(doc).links() if doc._.percentages or doc._.money else {}
        return doc

    return room
