"""The encoder of our models, computed with numpy: the same vectors as spaCy's layers, four to five times as fast.

An encoder (spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`) takes nearly all the time of a small model. What it makes of a
word before it looks at the neighbours depends on the form of the word alone, so that is computed once for each form; and the
matrices are multiplied by numpy's BLAS, which uses the wide registers of today's processors where the one that spaCy brings
does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
Features = NDArray[np.uint64]

# Forms whose vectors are kept: 40 articles have about 7,000. Full, the table begins anew; each form takes 400 bytes.
MOST_FORMS = 20_000
# Vectors are computed so many at a time, whatever is asked: what a form is worth to the last bit must not depend on the forms
# beside it, or one worker and many would not write the same bytes.
BLOCK_FORMS = 32
# Odd constants that spread the attributes of a word over the 64 bits of its key (those of xxHash).
_SPREAD = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
# As in thinc's layer normalization.
_EPSILON = 1e-8


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
        best /= np.sqrt(variance + np.float32(_EPSILON))[:, None]
        best *= self.scale
        best += self.shift
        return best


class Encoder:
    """Docs to the vectors of their tokens, as the layers of `model` (spacy.Tok2Vec.v2) would compute them."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embed, encode = model.layers
        self._columns: list[int | str] = list(embed.layers[0].attrs["columns"])
        hashes: list[Any] = [node for node in embed.walk() if node.name == "hashembed"]
        self._tables: list[tuple[Floats, int]] = [(node.get_param("E"), node.attrs["seed"]) for node in hashes]
        (self._mix,) = _layers(embed)
        self._convolutions = list(_layers(encode))
        # So many empty rows stand between two Docs, as in spaCy, so that none sees the other.
        self._gap: int = encode.attrs["pad"]
        self.width = len(self._mix.scale)
        self._ops = NumpyOps()
        self._row: dict[int, int] = {}
        self._vectors = np.zeros((MOST_FORMS, self.width), np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """An array for each Doc: its tokens × width."""
        lengths = [len(doc) for doc in docs]
        forms = self._forms(np.concatenate([doc.to_array(self._columns) for doc in docs]))
        places = np.arange(len(forms)) + np.repeat(self._gap * np.arange(1, len(docs) + 1), lengths)
        rows = np.zeros((len(forms) + self._gap * (len(docs) + 1), self.width), np.float32)
        rows[places] = forms
        window = np.zeros((len(rows), 3 * self.width), np.float32)
        for layer in self._convolutions:
            window[1:, : self.width] = rows[:-1]
            window[:, self.width : 2 * self.width] = rows
            window[:-1, 2 * self.width :] = rows[1:]
            rows += layer(window)
        return np.split(rows[places], np.cumsum(lengths)[:-1])

    def _forms(self, features: Features) -> Floats:
        """The vector of each token's form; computed for those that are new."""
        keys = np.bitwise_xor.reduce(features * np.array(_SPREAD[: features.shape[1]], np.uint64), axis=1)
        forms, first, which = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._row) + len(forms) > len(self._vectors):
            self._row.clear()
            if len(forms) > len(self._vectors):
                self._vectors = np.zeros((len(forms), self.width), np.float32)
        count = len(self._row)
        rows = np.array([self._row.setdefault(key, len(self._row)) for key in forms.tolist()], np.intp)
        new = rows >= count
        if new.any():
            self._vectors[rows[new]] = self._embedded(features[first[new]])
        return self._vectors[rows[which]]

    def _embedded(self, features: Features) -> Floats:
        blocks = np.zeros((-(-len(features) // BLOCK_FORMS) * BLOCK_FORMS, features.shape[1]), np.uint64)
        blocks[: len(features)] = features
        hashed = [
            self._ops.gather_add(table, self._ops.hash(np.ascontiguousarray(blocks[:, column]), seed) % len(table))
            for column, (table, seed) in enumerate(self._tables)
        ]
        inputs = np.hstack(hashed)
        mixed = [self._mix(inputs[start : start + BLOCK_FORMS]) for start in range(0, len(inputs), BLOCK_FORMS)]
        return np.concatenate(mixed)[: len(features)]


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


def hasten(nlp: Language) -> None:
    """Let the components of one of our pipelines compute with numpy; what they find stays the same."""
    component: Any
    for name, component in nlp.pipeline:
        model: Model[Any, Any] = component.model
        for node in model.walk():
            node.ops = BlasOps()
        if name == "tok2vec":
            component.model = _as_layer(Encoder(model))
        elif name == "ner":
            layers = model.get_ref("tok2vec").layers
            layers[0] = _as_layer(Encoder(layers[0]))


def _as_layer(encoder: Encoder) -> Model[Any, Any]:
    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Callable[..., Any]]:  # noqa: ARG001
        return encoder(docs), _no_training

    return Model("encoder", forward, dims={"nO": encoder.width})


def _no_training(_: object) -> object:
    raise RuntimeError("an encoder that was made for reading cannot be trained; train the pipeline it came from")
