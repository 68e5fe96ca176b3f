"""Search engines on the same articles, in one process:  python -m deploy.bench.search_engines FOLDER QUERIES

All get the terms of the portal's tokenizer and give their ten best articles. Prints JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from deploy.bench.prepare import prepare_portal
from deploy.bench.queries import queries

BEST = 10
WARM_UP = 50  # queries that are asked before those that are measured


@dataclass(frozen=True)
class Document:
    pk: int
    terms: list[str]


class Engine(Protocol):
    """An index that is made of documents and answers queries with the ids of the best."""

    def build(self, documents: Sequence[Document]) -> None: ...
    def find(self, query: str) -> list[int]: ...
    def megabytes(self) -> float: ...


class PortalSearch:
    """`search()` as the results page calls it, with the reading of articles and their excerpts."""

    def build(self, documents: Sequence[Document]) -> None:
        """It cuts the texts itself: that is part of its time, as is what autocompletion needs."""
        from articles.models.search.index import mark_all_unindexed
        from articles.search import rebuild_index

        mark_all_unindexed()
        rebuild_index()

    def find(self, query: str) -> list[int]:
        from articles.search import search

        return [hit.article.pk for hit in search(query, page_size=BEST, sources=()).hits]

    def megabytes(self) -> float:
        from django.db import connection

        from articles.models import IndexedArticle, Posting, Segment

        tables = [model._meta.db_table for model in (IndexedArticle, Posting, Segment)]
        with connection.cursor() as cursor:
            for table in tables:  # without the room of the rows that were replaced
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
            cursor.execute(
                "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s) name", [tables]
            )
            return float(cursor.fetchone()[0]) / 1e6


class Tantivy:
    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy, self._folder = tantivy, fresh(folder / "tantivy")
        fields = tantivy.SchemaBuilder().add_unsigned_field("id", stored=True)
        fields = fields.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema, path=str(self._folder))

    def build(self, documents: Sequence[Document]) -> None:
        writer = self._index.writer()
        for document in documents:
            writer.add_document(self._tantivy.Document(id=document.pk, text=" ".join(document.terms)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, query: str) -> list[int]:
        library, any_of = self._tantivy.Query, self._tantivy.Occur.Should
        terms = [(any_of, library.term_query(self._schema, "text", term)) for term in terms_of(query)]
        hits = self._searcher.search(library.boolean_query(terms), BEST).hits
        return [self._searcher.doc(place)["id"][0] for _, place in hits]

    def megabytes(self) -> float:
        return size_of(self._folder)


class Xapian:
    def __init__(self, folder: Path) -> None:
        import xapian

        self._xapian, self._folder = xapian, fresh(folder / "xapian")

    def build(self, documents: Sequence[Document]) -> None:
        database = self._xapian.WritableDatabase(str(self._folder), self._xapian.DB_CREATE_OR_OVERWRITE)
        for document in documents:
            row = self._xapian.Document()
            row.set_data(str(document.pk))
            for term, count in Counter(document.terms).items():
                row.add_term(term, count)
            database.add_document(row)
        database.commit()
        database.close()
        self._searcher = self._xapian.Enquire(self._xapian.Database(str(self._folder)))

    def find(self, query: str) -> list[int]:
        self._searcher.set_query(self._xapian.Query(self._xapian.Query.OP_OR, terms_of(query)))
        return [int(match.document.get_data()) for match in self._searcher.get_mset(0, BEST)]

    def megabytes(self) -> float:
        return size_of(self._folder)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def terms_of(query: str) -> list[str]:
    from articles.search import tokenizer

    return tokenizer().terms(query)


def documents() -> list[Document]:
    from articles.models import Article

    texts = Article.objects.published().order_by("pk").values_list("pk", "text")
    return [Document(pk, terms_of(text)) for pk, text in texts]


def seconds_of(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def times(engines: dict[str, Engine], query_list: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each query. Who is asked first, and so cuts a query nobody knows, changes in turn."""
    milliseconds: dict[str, list[float]] = {name: [] for name in engines}
    names = list(engines)
    for number, query in enumerate(query_list):
        turn = number % len(names)
        for name in [*names[turn:], *names[:turn]]:
            milliseconds[name].append(1000 * seconds_of(partial(engines[name].find, query)))
    return milliseconds


def share(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def queries_to_ask(count: int) -> tuple[list[str], list[str]]:
    """`count` queries to measure, and others to warm up with. Raises ValueError if there are not so many."""
    all_queries = queries()
    most = len(all_queries) - WARM_UP
    if not 0 < count <= most:
        raise ValueError(f"检索词的个数须是 1 至 {most}")
    return all_queries[:count], all_queries[count : count + WARM_UP]


def measure(
    engines: dict[str, Engine],
    all_documents: Sequence[Document],
    query_list: Sequence[str],
    *,
    warm_up: Sequence[str],
) -> dict:
    figures = {}
    for name, engine in engines.items():
        figures[name] = {"build": seconds_of(partial(engine.build, all_documents))}
        figures[name]["size"] = engine.megabytes()
    times(engines, warm_up)
    for name, milliseconds in times(engines, query_list).items():
        figures[name] |= {"p50": share(milliseconds, 50), "p95": share(milliseconds, 95)}
    return figures


def available(folder: Path) -> tuple[dict[str, Engine], list[str]]:
    """The engines that are installed, and the names of those that are not."""
    engines: dict[str, Engine] = {"门户的 search()": PortalSearch()}
    missing = []
    for kind in (Tantivy, Xapian):
        try:
            engines[kind.__name__] = kind(folder)
        except ImportError:
            missing.append(kind.__name__)
    return engines, missing


def settle_database() -> None:
    """Do now what PostgreSQL would else do by itself while pages are measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def main(folder: Path, query_count: int) -> None:
    measured_queries, warm_up = queries_to_ask(query_count)
    prepare_portal()
    engines, missing = available(folder)
    all_documents: list[Document] = []
    tokenizing_seconds = seconds_of(lambda: all_documents.extend(documents()))
    measurement = {
        "articles": len(all_documents),
        "cutting": tokenizing_seconds,
        "engines": measure(engines, all_documents, measured_queries, warm_up=warm_up),
        "missing": missing,
    }
    settle_database()
    print(json.dumps(measurement))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
