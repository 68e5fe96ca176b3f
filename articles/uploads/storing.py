"""Imports corrected uploads; each in one transaction with its own state, so that none is half imported."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.importing.batch import Failure
from articles.importing.identification.identity import destination_of
from articles.importing.prepare import Prepared, digest_of, prepare, unexpected, without_laws
from articles.importing.readers import UnreadableFileError
from articles.importing.store import Outcome, import_prepared, unchanged
from articles.jobs import Report, start_task
from articles.links.entities.entity_names import matchers
from articles.models import Policy, Task, Upload
from articles.models.work.task import TaskKind
from articles.models.work.upload import UploadState
from articles.review.refusals import refusal_of
from articles.text.correcting.correction_steps import StepError
from articles.text.parsing.structure import StructureError
from articles.uploads.corrected import CorrectedDocument, corrected_document
from articles.versions.snapshots import rows_of, snapshot_of, stored_rows
from articles.versions.version_comparison import VersionComparison, compare_rows

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def start_import(uploads: Sequence[int], *, by: User, is_public: bool) -> Task:
    """Start the task that imports these uploads, as drafts or public at once."""
    task = start_task(TaskKind.IMPORT, {"uploads": list(uploads), "is_public": is_public}, by=by)
    Upload.objects.with_ids(uploads).update(task=task)
    return task


def import_rest(task: Task, *, by: User) -> Task:
    """Go on with a task that broke off: what it has imported stays so."""
    ready = Upload.objects.with_ids(task.subject["uploads"]).ready().values_list("pk", flat=True)
    return start_import(list(ready), by=by, is_public=task.subject["is_public"])


def import_uploads(task: Task, report: Report) -> dict[str, object]:
    """Import the uploads of a task; the report has a line for each."""
    pks, report_lines, failed = task.subject["uploads"], [], 0
    for done, pk in enumerate(pks):
        report("导入", done, len(pks))
        outcome = import_upload(pk, is_draft=not task.subject["is_public"])
        failed += isinstance(outcome, Failure)
        report_lines.append(_report_line(outcome))
    message = f"导入 {len(pks) - failed} 件" + (f"，没有导入 {failed} 件" if failed else "")
    total = len(pks)
    report_text = "\n".join(report_lines)
    return {"message": message, "report": report_text, "done": total, "total": total, "step": ""}


def _report_line(outcome: Outcome | Failure) -> str:
    if isinstance(outcome, Failure):
        return f"{outcome.name}：没有导入，{outcome.reason}"
    return f"{outcome.name}：{outcome.result}，{outcome.policy}，{outcome.articles} 处"


def import_upload(pk: int, *, is_draft: bool) -> Outcome | Failure:
    """Import one upload with its corrections. Whatever goes wrong leaves it as it was."""
    try:
        return _import_document(pk, is_draft=is_draft)
    except (StructureError, StepError, UnreadableFileError) as error:
        return Failure(str(Upload.objects.get(pk=pk)), str(error))
    except DatabaseError as error:
        return Failure(str(Upload.objects.get(pk=pk)), refusal_of(error) or unexpected(error))
    except Exception as error:  # a fault of ours must not stop the others
        logger.exception("upload %s", pk)
        return Failure(str(Upload.objects.get(pk=pk)), unexpected(error))


@transaction.atomic
def _import_document(pk: int, *, is_draft: bool) -> Outcome:
    upload = Upload.objects.locked().get(pk=pk)
    if not upload.is_ready:
        raise StepError(f"现在是“{upload.get_state_display()}”，不能导入")
    document = corrected_document(upload)
    if document.problems:
        raise StructureError("；".join(document.problems))
    outcome = import_prepared(_prepare_document(document), is_draft=is_draft)
    upload.state, upload.imported_at, upload.content = UploadState.IMPORTED, timezone.now(), b""
    upload.policy, upload.outcome = outcome.policy, outcome.result
    upload.save()
    return outcome


def _prepare_document(document: CorrectedDocument) -> Prepared:
    prepared = prepare(document.source, matchers(), corrected=(document.parsed, document.stated))
    outline = [node.as_json() for node in document.outline.nodes] if document.is_corrected else None
    return replace(prepared, outline=outline)


@dataclass(frozen=True)
class ExpectedImport:
    """What an import of an upload would do now: `policy` is the stored one that it is a text of, if any."""

    policy: Policy | None
    is_same_file: bool = False
    doubt: str = ""


def expected_import(document: CorrectedDocument) -> ExpectedImport:
    """Where `import_upload` would store it; nothing is locked, so that another writer can still change it."""
    main_text, _ = without_laws(document.source)
    stored = unchanged(main_text.name, digest_of(main_text))
    if stored and not document.is_corrected:
        return ExpectedImport(stored.policy, is_same_file=True)
    destination = destination_of(document.stated, document.parsed)
    is_same_file = stored is not None and stored.policy == destination.policy
    return ExpectedImport(destination.policy, is_same_file, destination.doubt)


def compare_with_stored(document: CorrectedDocument, policy: Policy) -> VersionComparison:
    """What an import would change in the present text."""
    stored = rows_of(snapshot_of(stored_rows(policy)), policy, with_ids=True)
    return compare_rows(stored, document.rows)
