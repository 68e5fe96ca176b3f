"""The part of an import that needs no database: parsing, tokenizing, recognising names.

It is most of the work and can run in worker processes while this one writes.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from articles.importing.facts import StatedFacts, facts_of, passage_texts
from articles.importing.placed_spans import with_spans
from articles.importing.readers import SourceText, UnreadableFileError, documents_of, read_source
from articles.links.entity_names import Matchers
from articles.links.recognition import RecognizedText, Text, read_links
from articles.search import (
    Configuration,
    CutText,
    adopt_configuration,
    configuration,
    cut_text,
    tokenizer,
    using_configuration,
    warm_up_tokenizer,
)
from articles.text.parsing.amendments import split_amendment
from articles.text.parsing.structure import ParsedPolicy, StructureError, parse_policy, rebuild
from articles.text.wording.folding import fold
from articles.text.wording.tokens import boundaries_of

logger = logging.getLogger(__name__)

#: How many files are prepared ahead; bounds the memory.
_AHEAD = 8
#: With fewer files, worker processes cost more than they save.
FEWEST_FOR_WORKERS = 12
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Prepared:
    """A source text, parsed and read without the database.

    `cut` and `readings` are by article, `passages` by text outside the articles. `laws` are those that a
    decision amends, with their new texts in the same file. `outline` is that of an editor, if it is not the
    parser's.
    """

    source: SourceText
    digest: str
    parsed: ParsedPolicy
    stated: StatedFacts
    cut: tuple[CutText, ...]
    readings: tuple[RecognizedText, ...]
    passages: dict[str, RecognizedText]
    laws: tuple[Prepared, ...] = ()
    outline: list[dict[str, Any]] | None = None


def digest_of(source: SourceText) -> str:
    return sha256(source.text.encode()).hexdigest()


@using_configuration()
def prepare(source: SourceText, matchers: Matchers) -> Prepared:
    """Parse a source text and read its articles. Raises StructureError for a text without articles."""
    if amendment := split_amendment(source.text):
        laws = (_prepare(replace(source, text=law, spans=()), matchers) for law in amendment.laws)
        decision = _prepare(replace(source, text=amendment.decision, spans=()), matchers)
        return replace(decision, laws=tuple(laws))
    return _prepare(source, matchers)


def _prepare(source: SourceText, matchers: Matchers) -> Prepared:
    parsed = with_spans(parse_policy(source.text, markdown=source.is_markdown), source.spans)
    rebuild(parsed.passages(), parsed.removals)  # raises if any text of the source is lost
    return prepare_parsed(source, parsed, facts_of(parsed, source), matchers)


def prepare_parsed(
    source: SourceText, parsed: ParsedPolicy, stated: StatedFacts, matchers: Matchers
) -> Prepared:
    """Tokenize what was parsed, and recognise names in it."""
    cut, boundaries = [], []
    for article in parsed.articles:
        tokens = tokenizer().cut(fold(article.text))
        cut.append(cut_text(heading=article.heading, text=article.text, tokens=tokens))
        boundaries.append(boundaries_of(tokens))
    outside = {name: text for name, text in passage_texts(parsed, stated).items() if text}
    readings = read_links(
        [
            *(Text(words, passage=name) for name, words in outside.items()),
            *(
                Text(article.text, under=parsed.title_above(article), boundaries=at)
                for article, at in zip(parsed.articles, boundaries, strict=True)
            ),
        ],
        matcher=matchers.on(stated.version_date),
        own_title=stated.title,
        known_titles=matchers.titles,
    )
    return Prepared(
        source=source,
        digest=digest_of(source),
        parsed=parsed,
        stated=stated,
        cut=tuple(cut),
        readings=tuple(readings[len(outside) :]),
        passages=dict(zip(outside, readings, strict=False)),
    )


def prepared_ahead(paths: Iterable[Path], matchers: Matchers, known: set[str]) -> Iterator[FileStep]:
    """Yield the results of each file, in order, while the next files are being prepared.

    A file has one result, a notice that prints several documents one for itself and one for each of them.

    Files whose digest is in `known` are not parsed.
    """
    paths = list(paths)
    if len(paths) < FEWEST_FOR_WORKERS:
        yield from (step for path in paths for step in _steps(path, matchers, known))
        return
    warm_up_tokenizer()  # before the fork, so that workers share the dictionaries
    gc.freeze()  # and keep sharing them: a collection would write to their pages
    left = deque(paths)
    while left:
        yield from _prepared_by_workers(left, matchers, known)


def _prepared_by_workers(left: deque[Path], matchers: Matchers, known: set[str]) -> Iterator[FileStep]:
    """Take files off `left` and yield their results, until a worker dies.

    Which file killed the worker is not known: the current file is prepared again by a worker of its own, the
    others by a new pool.
    """
    with _workers(matchers, known) as pool:
        waiting: deque[Future[list[FileStep]]] = deque()
        try:
            while left:
                for path in list(islice(left, len(waiting), _AHEAD)):
                    waiting.append(pool.submit(_step_in_worker, path))
                steps = waiting.popleft().result()
                left.popleft()
                yield from steps
        except BrokenExecutor:
            yield from _prepared_alone(left.popleft(), matchers, known)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _prepared_alone(path: Path, matchers: Matchers, known: set[str]) -> list[FileStep]:
    with _workers(matchers, known, most=1) as pool:
        try:
            return pool.submit(_step_in_worker, path).result()
        except BrokenExecutor:
            logger.error("%s：处理它的进程中断了", path)
            return [FileStep(path, failure="处理它的进程中断了（可能是内存不足）")]


def _workers(matchers: Matchers, known: set[str], *, most: int | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=most or max(1, (os.cpu_count() or 2) - 1),
        mp_context=get_context("fork"),
        initializer=_begin_worker,
        initargs=(matchers, known, configuration()),
    )


@dataclass(frozen=True)
class FileStep:
    """The result of one document: its preparation, only its digest if known, or why it failed.

    `place` is its place among the documents of the file, `name` what it is called there.
    """

    path: Path
    digest: str = ""
    prepared: Prepared | None = None
    failure: str = ""
    place: int = 0
    name: str = ""

    @property
    def called(self) -> str:
        """The file, and which of its documents where it holds several."""
        return f"{self.path}：{self.name}" if self.name and self.name != self.path.name else str(self.path)


def _steps(path: Path, matchers: Matchers, known: set[str]) -> list[FileStep]:
    try:
        documents = documents_of(read_source(path))
    except (UnreadableFileError, OSError) as error:
        return [FileStep(path, failure=str(error))]
    except Exception as error:
        logger.exception("%s", path)
        return [FileStep(path, failure=unexpected(error))]
    steps = [_step(path, document, matchers, known) for document in documents]
    return [replace(step, place=place, name=documents[place].name) for place, step in enumerate(steps)]


def _step(path: Path, source: SourceText, matchers: Matchers, known: set[str]) -> FileStep:
    try:
        digest = digest_of(source)
        return (
            FileStep(path, digest) if digest in known else FileStep(path, digest, prepare(source, matchers))
        )
    except (UnreadableFileError, StructureError, OSError) as error:
        return FileStep(path, failure=str(error))
    except Exception as error:  # a fault of ours: the other files are not to suffer from it
        logger.exception("%s", path)
        return FileStep(path, failure=unexpected(error))


def unexpected(error: Exception) -> str:
    """The message for an unexpected error."""
    return f"意外的错误（{type(error).__name__}），本件没有导入，详情见日志"


_worker: tuple[Matchers, set[str]] | None = None


def _begin_worker(matchers: Matchers, known: set[str], chosen: Configuration) -> None:
    """Initialise a worker: it ignores Ctrl-C and ends with its parent, even if that is killed."""
    global _worker  # noqa: PLW0603 - a process pool has no other place for shared state
    _worker = matchers, known
    adopt_configuration(chosen)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _step_in_worker(path: Path) -> list[FileStep]:
    return _steps(path, *_worker)
