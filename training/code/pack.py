"""Copy a trained pipeline into the package, without what it carries from its training texts.

    python code/pack.py out/names/model-last ../extractor/language/model/names.npz
    python code/pack.py out/syntax/model-last ../extractor/language/model/syntax

To a file: the numbers of the recogniser of names. To a folder: a spaCy pipeline. Vocabulary and tokenizer stay behind: both are
spaCy's own for English, and `vocab/strings.json` holds every string of the training texts, e-mail addresses and URLs among
them. The components look words up by hash and need none of it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import spacy
import tagger  # noqa: F401  (registers what the recogniser of names is made of)

from extractor.language.model.encoder import Network
from extractor.language.model.names import OwnNames
from extractor.language.model.tags import TAGS

LEFT_BEHIND = {"vocab", "tokenizer"}
LICENCE = "CC BY-SA 4.0"


def pack_names(source: Path, target: Path) -> int:
    """The size of the packed recogniser in bytes. Overwrites `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    component = spacy.load(source).get_pipe("tags")
    if component.labels != TAGS:
        sys.exit(f"{source}: trained for the tags {component.labels}; expected {TAGS}")
    encoder, output = component.model.layers
    softmax = output.layers[0]
    weights = np.ascontiguousarray(softmax.get_param("W").T)
    OwnNames(Network.of(encoder), weights, softmax.get_param("b")).to_disk(target)
    return target.stat().st_size


def pack_syntax(source: Path, target: Path) -> int:
    """The size of the packed pipeline in bytes. Overwrites `target`."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    meta_path = target / "meta.json"
    meta = json.loads(meta_path.read_text(encoding="utf-8"))
    meta |= {"name": target.name, "license": LICENCE, "description": "Part of extractor; see README.md beside it."}
    meta.pop("performance", None)  # measured on other texts than the card's
    meta_path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    config_path = target / "config.cfg"
    lines = config_path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("train = ", "dev = "))]
    paths = kept.index("[paths]")
    config_path.write_text("\n".join([*kept[: paths + 1], "train = null", "dev = null", *kept[paths + 1 :]]) + "\n")
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    size = (pack_names if target.suffix == ".npz" else pack_syntax)(source, target)
    print(f"{target}: {size / 1e6:.1f} MB")
