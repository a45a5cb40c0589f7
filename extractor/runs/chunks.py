"""What is done with the articles of one chunk, by whoever has it: learn from them, extract from them.

The last chunks of a batch are cut in pieces, so that nobody is idle while another finishes; a chunk that was extracted in pieces
is put together from them, with the bytes that it would have had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter
from spacy.language import Language

from extractor.intake.limits import LimitError, time_limit
from extractor.language.found import Knowledge
from extractor.language.known import look_up
from extractor.language.pipeline import load_pipeline
from extractor.language.profiles import NO_MODEL
from extractor.linking.extract import learn, read
from extractor.linking.knowledge import merge
from extractor.linking.place import RECORD_KINDS
from extractor.records import KINDS, Article, Rejected
from extractor.runs.errors import StoreError
from extractor.runs.folder import whole_file
from extractor.runs.garbage import uncollected
from extractor.runs.pieces import Piece, extracted_path, learned_path
from extractor.runs.store import part_path, read_part, write_json, write_part
from extractor.runs.workers import Begin

# Learn ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learned:
    """What articles spell out for each other, and those that could not be read at all: id → reason."""

    knowledge: Knowledge
    refused: dict[str, str] = field(default_factory=dict)


LEARNED = TypeAdapter(Learned)


def learn_piece(run: Path, seconds: float, piece: Piece, refused: Mapping[str, str], begin: Begin) -> None:
    """What some articles spell out. Rules alone: what a text says in full needs no model to be read."""
    if learned_path(run, piece).exists():
        return
    nlp = pipeline(NO_MODEL)
    found: list[Knowledge] = []
    unread = dict(refused)
    with nlp.memory_zone(), uncollected() as collect:
        for article in _originals(run, piece):
            collect()
            if article.id in unread:
                continue
            begin(article.id)
            try:
                with time_limit(seconds):
                    found.append(learn([article], nlp))
            except LimitError as error:
                unread[article.id] = str(error)
            except Exception:
                continue  # the second pass reads it again, and says what is wrong
        begin("")
    write_json(learned_path(run, piece), LEARNED.dump_python(Learned(merge(found), unread), mode="json"))


def gather(run: Path, pieces: Iterable[Piece]) -> Learned:
    """What was learnt from these pieces, as one."""
    refused: dict[str, str] = {}

    def known() -> Iterator[Knowledge]:
        for piece in pieces:
            learned = LEARNED.validate_json(learned_path(run, piece).read_bytes())
            refused.update(learned.refused)
            yield learned.knowledge

    return Learned(merge(known()), dict(sorted(refused.items())))


def gather_all(run: Path, pieces: Iterable[Piece]) -> None:
    """knowledge.json, unless a process that shares the folder has been quicker."""
    whole = run / "knowledge.json"
    try:
        write_json(whole, LEARNED.dump_python(gather(run, pieces), mode="json"))
    except FileNotFoundError:
        if not whole.exists():  # the quicker one has cleared away what was to be gathered
            raise


# Extract --------------------------------------------------------------------------------------------------------------

_loaded: dict[str, Language] = {}


def pipeline(model: str) -> Language:
    """One pipeline of each kind a process."""
    if model not in _loaded:
        _loaded[model] = load_pipeline(model)
    return _loaded[model]


@lru_cache(maxsize=1)
def _known(run: Path, _stamp: str) -> Learned:
    return LEARNED.validate_json((run / "knowledge.json").read_bytes())


def _originals(run: Path, piece: Piece) -> Iterator[Article]:
    articles = list(read_part(part_path(run, "articles", piece.chunk), Article))
    return (article for article in articles[piece.first : piece.behind] if not article.duplicate_of)


class _Extracted(NamedTuple):
    """Records by kind, what was rejected, and what was asked of what the batch knows."""

    found: dict[str, list[Any]]
    rejected: list[Rejected]
    asked: set[str]


def extract_piece(
    run: Path, model: str, seconds: float, stamp: str, piece: Piece, refused: Mapping[str, str], begin: Begin
) -> int:
    """The records of a chunk, as parts, or of a piece of one, to be joined; returns how many articles were rejected for good.

    A chunk whose last part stands is done already. `stamp` is the hash of what the batch knows.
    """
    if (done := rejected_before(run, piece.chunk)) is not None:
        return done if piece.is_whole else 0
    made = _extract(run, model, seconds, stamp, piece, refused, begin)
    if piece.is_whole:
        _write(run, piece.chunk, made)
        return len(made.rejected)
    with whole_file(extracted_path(run, piece)) as whole, whole.open("w", encoding="utf-8") as out:
        out.write(json.dumps(sorted(made.asked)) + "\n")
        for kind, records in (*made.found.items(), ("rejected", made.rejected)):
            out.writelines(f"{kind} {record.model_dump_json()}\n" for record in records)
    return 0


def join(run: Path, pieces: Sequence[Piece]) -> int:
    """The parts of a chunk that was extracted in these pieces; returns how many of its articles were rejected."""
    chunk = pieces[0].chunk
    if (done := rejected_before(run, chunk)) is not None:
        return done
    made = _Extracted({kind: [] for kind in RECORD_KINDS}, [], set())
    for piece in pieces:
        with extracted_path(run, piece).open(encoding="utf-8") as lines:
            made.asked.update(json.loads(next(lines)))
            for line in lines:
                kind, _, printed = line.partition(" ")
                records: list[Any] = made.rejected if kind == "rejected" else made.found[kind]
                records.append(KINDS[kind].model_validate_json(printed))
    _write(run, chunk, made)
    return len(made.rejected)


def rejected_before(run: Path, chunk: int) -> int | None:
    """How many articles of a chunk were rejected when it was extracted; None for one that is still to be done."""
    last = part_path(run, "rejected", chunk)
    if not last.exists():
        return None
    try:
        return len(list(read_part(last, Rejected)))
    except StoreError:
        last.unlink()
        return None


def _extract(
    run: Path, model: str, seconds: float, stamp: str, piece: Piece, refused: Mapping[str, str], begin: Begin
) -> _Extracted:
    learned = _known(run, stamp)
    refused = {**learned.refused, **refused}
    nlp = pipeline(model)
    found: dict[str, list[Any]] = {kind: [] for kind in RECORD_KINDS}
    rejected: list[Rejected] = []
    known = look_up(learned.knowledge)
    known.asked.clear()
    with nlp.memory_zone(), uncollected() as collect:
        for article in _originals(run, piece):
            collect()
            if article.id in refused:
                rejected.append(_rejected(article, "limits", refused[article.id]))
                continue
            begin(article.id)
            try:
                with time_limit(seconds):
                    records = read(article, nlp, learned.knowledge)
            except LimitError as error:
                rejected.append(_rejected(article, "limits", str(error)))
                continue
            except Exception as error:
                rejected.append(_rejected(article, "extract", f"{type(error).__name__}: {error}"))
                continue
            for kind, made in records.by_kind():
                found[kind] += made
        begin("")
    return _Extracted(found, rejected, known.asked)


def _write(run: Path, chunk: int, made: _Extracted) -> None:
    """One part of every kind of record; that of the rejected ones is written last."""
    for kind, records in made.found.items():
        unique = list({record.key: record for record in records}.values()) if kind == "contests" else records
        write_part(run, kind, chunk, unique)
    with whole_file(asked_path(run, chunk)) as whole:
        whole.write_bytes(_hashes(made.asked).tobytes())
    write_part(run, "rejected", chunk, made.rejected)


def asked_path(run: Path, chunk: int) -> Path:
    """Where it stands what the articles of one part asked of what the batch knows: sorted hashes of four bytes, little-endian."""
    return run / "asked" / f"part-{chunk:05d}.bin"


def rests_on(run: Path, chunk: int, questions: set[str]) -> bool:
    """Whether the records of one part may rest on the answer to one of these questions (`Known.asked`)."""
    path = asked_path(run, chunk)
    return not path.exists() or bool(np.isin(_hashes(questions), np.frombuffer(path.read_bytes(), dtype="<u4")).any())


def _hashes(questions: set[str]) -> npt.NDArray[np.uint32]:
    return np.array(sorted(crc32(question.encode("utf-8", "surrogatepass")) for question in questions), dtype="<u4")


def _rejected(article: Article, stage: str, reason: str) -> Rejected:
    return Rejected.model_validate(
        {"input": article.source_file or "?", "stage": stage, "reason": reason, "article_id": article.id}
    )
