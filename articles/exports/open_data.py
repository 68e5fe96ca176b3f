"""Dump of all published content: JSON Lines, Akoma Ntoso, checksums; in constant memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from rest_framework import serializers

from articles.api import fields
from articles.exports.akn import akn_xml
from articles.exports.exported_content import content_of
from articles.models import (
    Article,
    ArticleRevision,
    Division,
    Entity,
    Mention,
    Policy,
    PolicyVersion,
    Reference,
)
from articles.models.postgres.content_versions import one_state
from articles.reading.places.units import units_of
from articles.versions.timeline import read_for_timelines, timeline_from
from articles.versions.version_texts import contents_of_row

_CHUNK = 500
_README = """# 开放数据 · Open data

产业技术政策知识库中已发布的全部内容。每个 .jsonl 文件一行一项，UTF-8。
All published content. Every .jsonl file holds one JSON object a line, UTF-8.

- policies.jsonl      政策 policies
- divisions.jsonl     编、章、节 divisions
- articles.jsonl      条文原文与 SHA-256 articles: exact text and its SHA-256
- entities.jsonl      部委、目标、政策工具、引用文件、主体 entities
- mentions.jsonl      链接及其依据 links with basis, quote and offsets (code points, half open)
- references.jsonl    援引 citations of articles
- relations.jsonl     文件之间的关系，一处一行 relations between documents, one line for each statement
- revisions.jsonl     条文的历次修订 revisions of articles
- versions.jsonl      每件政策的历次版本 versions of each policy by date
- version_texts.jsonl 现行文本之外各版的全文 full texts of all versions but the present one
{further}- akn/<slug>.xml      Akoma Ntoso 3.0
- SHA256SUMS          sha256sum -c SHA256SUMS

字段与接口相同，见 docs/api.md；地址为路径。The fields are those of the API; addresses are paths.
"""


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class DataFile(Generic[Row]):
    """A file of the dump: its rows in a fixed order, the function that serialises a row, a description.

    Other parts of the portal add theirs by settings.PORTAL_OPEN_DATA: dotted paths of functions that return
    {name: DataFile}. They are called inside the snapshot; addresses are paths, as in the files here.
    """

    rows: QuerySet[Row]
    write: Callable[[Row], dict]
    description: str = ""


def export_open_data(target: Path, *, progress: Callable[[Iterable, str, int], Iterable]) -> dict[str, int]:
    """Write the dump to the folder or .tar.gz `target`; return the number of lines of each file.

    One snapshot of the database; the result appears under its name only when it is complete. `progress`
    wraps (rows, name, total) to show how far it is.
    """
    if target.exists():
        raise FileExistsError(f"{target} 已经存在")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as name:
        folder = Path(name) / "open-data"
        folder.mkdir()
        with transaction.atomic(), one_state():
            _hold_snapshot()
            counts = _write_all(folder, progress)
        _write_sums(folder)
        finished = _pack(folder) if target.name.endswith((".tar.gz", ".tgz")) else folder
        shutil.move(finished, target)
    return counts


def _hold_snapshot() -> None:
    """Give all queries of this transaction one snapshot, unless a test has already begun it."""
    if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _write_all(folder: Path, progress: Callable[[Iterable, str, int], Iterable]) -> dict[str, int]:
    counts, further_files = {}, _further_files()
    for name, file in {**_files(), **further_files}.items():
        rows = progress(file.rows.iterator(chunk_size=_CHUNK), name, file.rows.count())
        counts[name] = _write_lines(folder / f"{name}.jsonl", map(file.write, rows))
    policies = Policy.objects.published().order_by("pk").prefetch_related("issuers", "records")
    (folder / "akn").mkdir()
    for policy in progress(policies.iterator(chunk_size=20), "akn", policies.count()):
        (folder / "akn" / f"{policy.slug}.xml").write_bytes(akn_xml(content_of(policy)))
    further = "".join(f"- {f'{name}.jsonl':<19} {file.description}\n" for name, file in further_files.items())
    (folder / "README.md").write_text(_README.format(further=further), encoding="utf-8")
    return counts


def _further_files() -> dict[str, DataFile]:
    return {name: more for path in settings.PORTAL_OPEN_DATA for name, more in import_string(path)().items()}


def _files() -> dict[str, DataFile]:
    policies = Policy.objects.published().with_article_counts().with_last_change().order_by("pk")
    divisions = Division.objects.within_published().with_parents()
    articles = Article.objects.published().for_reading()
    mentions = Mention.objects.published().for_display()
    revisions = ArticleRevision.objects.of_published()
    entities = Entity.objects.published().select_related("parent").order_by("pk")
    division = writer(fields.DivisionFields)
    return {
        "policies": DataFile(
            policies.prefetch_related("issuers", "addressees", "records"), writer(fields.PolicyFields)
        ),
        "divisions": DataFile(
            divisions.order_by("policy", "position"),
            lambda row: {"policy": row.policy.slug, **division(row)},
        ),
        "articles": DataFile(articles.in_order(), writer(fields.ArticleItem)),
        "entities": DataFile(entities, writer(fields.EntityItem)),
        "mentions": DataFile(mentions.in_text_order(), _mention),
        "references": DataFile(Reference.objects.published().for_display().in_text_order(), _reference),
        "relations": DataFile(Mention.objects.relations().for_relations(), _relation),
        "revisions": DataFile(revisions.select_related("article__policy").order_by("pk"), _revision),
        "versions": DataFile(_with_timelines(), _versions),
        "version_texts": DataFile(_texts_of_versions(), _version_text),
    }


def writer(of: type[serializers.Serializer]) -> Callable[[object], dict]:
    """A function that gives a row as the API does, except that addresses are paths."""
    return of(context={"site": str}).to_representation


def _place(row: Mention | Reference) -> dict:
    article = row.article
    return {
        "policy": row.policy.slug,
        "passage": row.passage,
        "number": article.number if article else None,
        "suffix": article.suffix if article else None,
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
    }


def _mention(row: Mention) -> dict:
    entity = {"kind": row.entity.kind, "entity": row.entity.slug}
    return {**_place(row), **entity, "basis": row.basis, "reason": row.reason}


def _relation(row: Mention) -> dict:
    other = row.entity.full_text
    relation = {"kind": row.relation, "name": row.entity.name, "other": other.slug if other else None}
    return {**_place(row), **relation, "sentence": row.statement}


def _reference(row: Reference) -> dict:
    target = row.shown_target
    return {
        **_place(row),
        "document": row.document.name if row.document else None,
        "cited_number": row.number,
        "cited_suffix": row.suffix,
        "cited_last_number": row.last_number,
        "cited_paragraph": row.paragraph,
        "cited_item": row.item,
        "cited_address": row.cited_address,
        "target": target.get_absolute_url() if target else None,
    }


def _revision(row: ArticleRevision) -> dict:
    return {
        "policy": row.article.policy.slug,
        "number": row.article.number,
        "suffix": row.article.suffix,
        "revision": row.number,
        "created_at": row.created_at,
        "note": row.note,
        "heading": row.heading,
        "text": row.text,
        "sha256": row.sha256,
    }


def _versions(row: Policy) -> dict:
    version = writer(fields.VersionFields)
    return {
        "policy": row.slug,
        "versions": [version(version_row) for version_row in timeline_from(row).versions],
    }


def _with_timelines() -> QuerySet:
    return Policy.objects.published().order_by("pk").prefetch_related(*read_for_timelines())


def _texts_of_versions() -> QuerySet:
    versions = PolicyVersion.objects.of_published().select_related("policy").order_by("pk")
    return versions.prefetch_related(*read_for_timelines(of="policy__"))


def _version_text(row: PolicyVersion) -> dict:
    """The units as the API gives them."""
    timeline, unit = timeline_from(row.policy), writer(fields.UnitFields)
    version = next(candidate for candidate in timeline.versions if candidate.row == row.pk)
    units = units_of(contents_of_row(row))
    return {
        "policy": row.policy.slug,
        **writer(fields.VersionFields)(version),
        "units": [unit(unit_row) for unit_row in units],
    }


def _write_lines(path: Path, rows: Iterable[dict]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=lambda day: day.isoformat()) + "\n")
            count += 1
    return count


def _files_below(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _write_sums(folder: Path) -> None:
    lines = []
    for path in _files_below(folder):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _pack(folder: Path) -> Path:
    archive_path = folder.with_suffix(".tar.gz")
    with tarfile.open(archive_path, "w:gz") as archive:
        for path in _files_below(folder):
            archive.add(path, arcname=f"open-data{os.sep}{path.relative_to(folder).as_posix()}")
    return archive_path
