"""Words a second of each room and of both passes, beside spaCy's blank tokenizer and a pipeline shaped like en_core_web_sm.

    python benchmarks/throughput.py [ARTICLES.jsonl] [--model none] [--words 100000] [--repeat 3] [--no-shape]

ARTICLES holds one article a line with `text`; without it the news is generated (`scanners.py`). Times are processor time of
one process, the best of the repeats; the ratios compare between machines, the figures do not. The pipeline shaped like
en_core_web_sm has its layers, widths and numbers of labels and random weights: what it finds is noise, what it takes is not.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from scanners import articles, tokenizing
from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.found import Knowledge
from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, make_doc
from extractor.linking.place import place
from extractor.records import Article

LISTENS = {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}}
TAGS, RELATIONS, ENTITIES = 50, 45, 18


def sm_shaped() -> Language:
    """An untrained pipeline of en_core_web_sm's shape: a shared tok2vec for tagger and parser, another inside the NER."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", **LISTENS}})
    parser = nlp.add_pipe(
        "parser",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "parser",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                **LISTENS,
            }
        },
    )
    ner = nlp.add_pipe("ner")
    for component, labels in ((tagger, TAGS), (parser, RELATIONS), (ner, ENTITIES)):
        for number in range(labels):
            component.add_label(f"L{number}")  # type: ignore[attr-defined]  # spaCy types components as plain callables
    nlp.initialize()
    return nlp


def _as_it_is(doc: Doc) -> Doc:
    return doc


def timed(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def both_passes(batch: Sequence[Article], nlp: Language, rules: Language) -> dict[str, float]:
    """Seconds of each step over the batch; the first pass is of rules alone, as in a run."""
    spent: dict[str, float] = defaultdict(float)
    known = Knowledge()

    def first() -> None:
        nonlocal known
        known = learn(batch, rules)

    spent["first pass"] = timed(first)
    for article in batch:
        began = time.process_time()
        doc, cleaned = make_doc(article, nlp, known)
        for name, room in [("cleaning", _as_it_is), *nlp.pipeline]:
            doc = room(doc)
            now = time.process_time()
            spent[name.removeprefix("extractor_")] += now - began
            began = now
        place(doc, article, cleaned)
        spent["records"] += time.process_time() - began
    return spent


def read_texts(path: Path | None, words: int) -> list[str]:
    if path is None:
        return articles(words)
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--model", default="none")
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-shape", action="store_true", help="leave the pipeline of en_core_web_sm's shape out")
    options = parser.parse_args()
    texts = read_texts(options.articles, options.words)
    batch = [Article.model_validate({"text": text, "published": "2031-06-05"}) for text in texts]
    words = sum(len(text.split()) for text in texts)
    nlp, rules = load_pipeline(options.model), load_pipeline("none")
    both_passes(batch[:3], nlp, rules)  # tables and patterns are read once for a run
    runs = [both_passes(batch, nlp, rules) for _ in range(options.repeat)]
    spent = min(runs, key=lambda run: sum(run.values()))
    # The tokenizer remembers tokens it has seen: each repeat begins with a fresh one, as a run over a dump does.
    peers = {"spaCy blank tokenizer": min(tokenizing(texts) for _ in range(options.repeat))}
    if not options.no_shape:
        shaped = sm_shaped()
        peers["spaCy, shape of en_core_web_sm"] = min(
            timed(lambda: list(shaped.pipe(texts))) for _ in range(options.repeat)
        )

    whole = sum(spent.values())
    table = Table("step", "words a second", "share", box=SIMPLE_HEAD, title=f"{words:,} words, model {options.model}")
    for name, seconds in spent.items():
        table.add_row(name, f"{words / seconds:,.0f}", f"{100 * seconds / whole:.0f} %")
    table.add_row("both passes", f"{words / whole:,.0f}", "")
    for name, seconds in peers.items():
        table.add_row(name, f"{words / seconds:,.0f}", f"we are {seconds / whole:.2f}×")
    Console().print(table)


if __name__ == "__main__":
    main()
