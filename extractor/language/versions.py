"""What is inside this installation besides its code: the word tables and the trained models, known by their content."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from extractor.records import SCHEMA_VERSION
from extractor.version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
# What makes a finding what it is, beside the code.
_CONTENTS = {"data": ("data", ".tsv"), "model": ("language/model", "")}


def versions() -> dict[str, str]:
    """The versions that a result rests on: of extractor, its records, spaCy, and the content of word tables and models."""
    found = {"extractor": __version__, "schema": SCHEMA_VERSION, "spacy": version("spacy")}
    return found | {name: fingerprint(_PACKAGE / folder, suffix) for name, (folder, suffix) in _CONTENTS.items()}


def fingerprint(folder: Path, suffix: str = "") -> str:
    """Eight hexadecimal digits of everything in a folder (names and bytes of its files, code left out): the same content, the same
    digits on every machine."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(folder.rglob(f"*{suffix}")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
