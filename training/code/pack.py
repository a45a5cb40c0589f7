"""Copy a trained pipeline into the package, without what it carries from its training texts.

    python code/pack.py out/names/model-last ../extractor/language/model/names

Vocabulary and tokenizer stay behind: both are spaCy's own for English, and `vocab/strings.json` holds every string of the
training texts, e-mail addresses and URLs among them. The components look words up by hash and need none of it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

LEFT_BEHIND = {"vocab", "tokenizer"}
LICENCE = "CC BY-SA 4.0"


def pack(source: Path, target: Path) -> int:
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
    size = pack(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{sys.argv[2]}: {size / 1e6:.1f} MB")
