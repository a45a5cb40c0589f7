"""The encoder of our models, computed with numpy: the same vectors as spaCy's layers, four to five times as fast.

An encoder (spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`) takes nearly all the time of a small model. What it makes of a
word before it looks at the neighbours depends on the form of the word alone, so that is computed once for each form; and the
matrices are multiplied by numpy's BLAS, which uses the wide registers of today's processors where the one that spaCy brings
does not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

Floats = NDArray[np.float32]
Features = NDArray[np.uint64]  # words × attributes: the numbers that spaCy has for their strings
Key = TypeVar("Key", bound=Hashable)

# Forms whose vectors are kept: 40 articles have about 7,000. Full, the table begins anew; each form takes 400 bytes.
MOST_FORMS = 20_000
# Vectors are computed so many at a time, whatever is asked: what a form is worth to the last bit must not depend on the forms
# beside it, or one worker and many would not write the same bytes.
BLOCK_FORMS = 32
# Odd constants that spread the attributes of a word over the 64 bits of its key (those of xxHash).
_SPREAD = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
# As in thinc's layer normalization.
_EPSILON = np.float32(1e-8)


@cache
def threads() -> ThreadpoolController:
    """`with threads().limit(limits=1, user_api="blas")`: a few sentences are too few to share among processors."""
    return ThreadpoolController()


class BlasOps(NumpyOps):  # type: ignore[misc]  # thinc has no types
    """thinc's operations, with numpy's matrix multiplication."""

    def gemm(
        self, x: Floats, y: Floats, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        """`x @ y`, either transposed first, into `out` where it is given."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@dataclass(frozen=True, slots=True)
class _Layer:
    """Maxout and layer normalization. Of each output, its pieces lie a width apart, so that they are compared in long rows."""

    weights: Floats  # inputs × pieces · width
    bias: Floats  # pieces · width
    scale: Floats  # width
    shift: Floats  # width

    def __call__(self, inputs: Floats) -> Floats:
        width = len(self.scale)
        pieces = inputs @ self.weights
        pieces += self.bias
        best = pieces[:, :width].copy()
        for start in range(width, len(self.bias), width):
            np.maximum(best, pieces[:, start : start + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width)
        best /= np.sqrt(variance + _EPSILON)[:, None]
        best *= self.scale
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class Network:
    """The numbers of an encoder, and what is computed with them."""

    tables: Sequence[Floats]  # for each attribute of a word: rows × width, four rows for each string, by its hashes
    seeds: Sequence[int]  # of the hashes of each table
    mix: _Layer  # tables · width → width
    convolutions: Sequence[_Layer]  # a word and its neighbours → width
    gap: int  # so many empty rows stand between two sentences, as in spaCy, so that none sees the other

    @classmethod
    def of(cls, model: Model[Any, Any]) -> Network:
        """The numbers of spaCy's layers (spacy.Tok2Vec.v2)."""
        embed, encode = model.layers
        hashes: list[Any] = [node for node in embed.walk() if node.name == "hashembed"]
        (mix,) = _layers(embed)
        return cls(
            tables=[node.get_param("E") for node in hashes],
            seeds=[node.attrs["seed"] for node in hashes],
            mix=mix,
            convolutions=list(_layers(encode)),
            gap=encode.attrs["pad"],
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Network:
        """As `to_arrays` made them."""
        seeds = arrays["seeds"].tolist()
        depth = len({name for name in arrays if name.startswith("convolution") and name.endswith(".weights")})
        return cls(
            tables=[arrays[f"table{number}"] for number in range(len(seeds))],
            seeds=seeds,
            mix=_Layer(**{part: arrays[f"mix.{part}"] for part in _Layer.__slots__}),
            convolutions=[
                _Layer(**{part: arrays[f"convolution{number}.{part}"] for part in _Layer.__slots__})
                for number in range(depth)
            ],
            gap=int(arrays["gap"]),
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Every number by a name, for a file."""
        layers = {"mix": self.mix} | {f"convolution{number}": layer for number, layer in enumerate(self.convolutions)}
        return {
            **{f"table{number}": table for number, table in enumerate(self.tables)},
            "seeds": np.array(self.seeds),
            "gap": np.array(self.gap),
            **{f"{name}.{part}": getattr(layer, part) for name, layer in layers.items() for part in _Layer.__slots__},
        }

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return len(self.mix.scale)

    def embedded(self, features: Features) -> Floats:
        """Each word by itself: words × width."""
        ops = NumpyOps()
        count = len(features)
        blocks = np.zeros((-(-count // BLOCK_FORMS) * BLOCK_FORMS, features.shape[1]), np.uint64)
        blocks[:count] = features
        hashed = [
            ops.gather_add(table, ops.hash(np.ascontiguousarray(blocks[:, column]), seed) % len(table))
            for column, (table, seed) in enumerate(zip(self.tables, self.seeds, strict=True))
        ]
        inputs = np.hstack(hashed)
        mixed = [self.mix(inputs[start : start + BLOCK_FORMS]) for start in range(0, len(inputs), BLOCK_FORMS)]
        return np.concatenate(mixed)[:count]

    def in_context(self, words: Floats, lengths: Sequence[int]) -> Floats:
        """Each word among its neighbours. `words`: those of all sentences behind each other; `lengths`: of each sentence."""
        width = self.width
        places = np.arange(len(words)) + np.repeat(self.gap * np.arange(1, len(lengths) + 1), lengths)
        rows = np.zeros((len(words) + self.gap * (len(lengths) + 1), width), np.float32)
        rows[places] = words
        window = np.zeros((len(rows), 3 * width), np.float32)
        for layer in self.convolutions:
            window[1:, :width] = rows[:-1]
            window[:, width : 2 * width] = rows
            window[:-1, 2 * width :] = rows[1:]
            rows += layer(window)
        return rows[places]


def _layers(model: Model[Any, Any]) -> Iterator[_Layer]:
    nodes = list(model.walk())
    maxouts = [node for node in nodes if node.name == "maxout"]
    normalizations = [node for node in nodes if node.name == "layernorm"]
    for maxout, normalization in zip(maxouts, normalizations, strict=True):
        weights: Any = maxout.get_param("W")  # width × pieces × inputs
        bias: Any = maxout.get_param("b")  # width × pieces
        scale: Any = normalization.get_param("G")
        shift: Any = normalization.get_param("b")
        yield _Layer(
            np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
            np.ascontiguousarray(bias.T.reshape(-1)),
            scale,
            shift,
        )


class Forms(Generic[Key]):
    """The vectors of the forms met of late, by a key of each."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._row: dict[Key, int] = {}
        self._vectors = np.zeros((MOST_FORMS, network.width), np.float32)

    def vectors(self, keys: Sequence[Key], features: Callable[[Sequence[int]], Features]) -> Floats:
        """The vector of each key, keys × width. `features` gives those of the keys at some places, and is asked for new ones."""
        row = self._row
        # Room for all of them, or the rows of some would change under the others.
        if len(row) + len(keys) > len(self._vectors) and len(row) + len(set(keys) - row.keys()) > len(self._vectors):
            row.clear()
            self._vectors = np.zeros((max(MOST_FORMS, len(set(keys))), self._network.width), np.float32)
        count = len(row)
        rows = [row.setdefault(key, len(row)) for key in keys]
        if len(row) > count:
            first = {number: place for place, number in reversed(list(enumerate(rows))) if number >= count}
            self._vectors[count : len(row)] = self._network.embedded(
                features([first[n] for n in range(count, len(row))])
            )
        vectors: Floats = self._vectors[rows]
        return vectors


class Encoder:
    """Docs to the vectors of their tokens, as the layers of `model` (spacy.Tok2Vec.v2) would compute them."""

    def __init__(self, model: Model[Any, Any]) -> None:
        self.network = Network.of(model)
        self._columns: list[int | str] = list(model.layers[0].layers[0].attrs["columns"])
        self._forms: Forms[int] = Forms(self.network)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """An array for each Doc: its tokens × width."""
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        keys = np.bitwise_xor.reduce(features * np.array(_SPREAD[: features.shape[1]], np.uint64), axis=1).tolist()
        lengths = [len(doc) for doc in docs]
        vectors = self.network.in_context(self._forms.vectors(keys, features.__getitem__), lengths)
        return np.split(vectors, np.cumsum(lengths)[:-1])


def hasten(nlp: Language) -> None:
    """Let the components of one of our pipelines compute with numpy; what they find stays the same."""
    component: Any
    for name, component in nlp.pipeline:
        model: Model[Any, Any] = component.model
        for node in model.walk():
            node.ops = BlasOps()
        if name == "tok2vec":
            component.model = _as_layer(Encoder(model))


def _as_layer(encoder: Encoder) -> Model[Any, Any]:
    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Callable[..., Any]]:  # noqa: ARG001
        return encoder(docs), _no_training

    return Model("encoder", forward, dims={"nO": encoder.network.width})


def _no_training(_: object) -> object:
    raise RuntimeError("an encoder that was made for reading cannot be trained; train the pipeline it came from")
