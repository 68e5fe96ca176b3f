"""Reads uploaded files, as a background task; each file on its own, so that none stops the others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from articles.importing.prepare import unexpected
from articles.importing.readers import SourceText, UnreadableFileError
from articles.jobs import Report, start_task
from articles.models import Task, Upload
from articles.models.work.task import TaskKind
from articles.models.work.upload import UploadState
from articles.text.parsing.structure import StructureError
from articles.uploads.archives import Packed, files_in_archive, is_archive
from articles.uploads.bounded import read_documents
from articles.uploads.corrected import as_stored, read_outline

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_BROKEN_OFF = "读取它的时候进程中断了（可能太大）；可以放弃它，或者拆开再上传"


@dataclass(frozen=True)
class NamedContent:
    name: str
    content: bytes


@transaction.atomic
def take_uploads(files: Iterable[NamedContent], *, by: User) -> Task:
    """Store files as they came and start the task that reads them."""
    task = start_task(TaskKind.READ, by=by)
    Upload.objects.bulk_create(
        Upload(task=task, name=file.name[-255:], content=file.content, created_by=by) for file in files
    )
    return task


@transaction.atomic
def read_rest(task: Task, *, by: User) -> Task:
    """Go on with a task that broke off. The file that it was reading is not tried again."""
    new_task = start_task(TaskKind.READ, by=by)
    uploads = Upload.objects.of_task(task)
    uploads.filter(state=UploadState.READING).update(state=UploadState.FAILED, problem=_BROKEN_OFF)
    uploads.filter(state=UploadState.WAITING).update(task=new_task)
    return new_task


def read_uploads(task: Task, report: Report) -> dict[str, object]:
    """Read the files of a task."""
    _unpack_archives(task)
    waiting = list(Upload.objects.of_task(task).unread().order_by("pk").values_list("pk", flat=True))
    for done, pk in enumerate(waiting):
        report("读取", done, len(waiting))
        _read_upload(Upload.objects.get(pk=pk))
    uploads = Upload.objects.of_task(task)
    failed = uploads.filter(state=UploadState.FAILED).count()
    total = uploads.count()
    message = f"读成 {total - failed} 件" + (f"，没有读成 {failed} 件" if failed else "")
    return {"message": message, "step": "", "done": len(waiting), "total": len(waiting)}


def _unpack_archives(task: Task) -> None:
    for upload in Upload.objects.of_task(task).unread():
        if is_archive(upload.name):
            _unpack(upload)


@transaction.atomic
def _unpack(upload: Upload) -> None:
    """Put the files of an archive in its place."""
    packed_files = list(files_in_archive(upload.name, bytes(upload.content)))
    Upload.objects.bulk_create(_upload_of_packed(upload, packed_file) for packed_file in packed_files)
    upload.delete()


def _upload_of_packed(upload: Upload, packed: Packed) -> Upload:
    problem = packed.problem or ("压缩包里的压缩包不读，请先解开" if is_archive(packed.name) else "")
    return Upload(
        task=upload.task,
        name=packed.name[-255:],
        content=packed.content,
        state=UploadState.FAILED if problem else UploadState.WAITING,
        problem=problem,
        created_by=upload.created_by,
    )


def _read_upload(upload: Upload) -> None:
    Upload.objects.with_ids([upload.pk]).update(state=UploadState.READING)
    try:
        documents = read_documents(upload.name, bytes(upload.content))
        with transaction.atomic():
            for row in _fill_uploads(upload, documents):
                row.save()
    except Exception as error:  # the other files are not to suffer from it
        Upload.objects.with_ids([upload.pk]).update(
            state=UploadState.FAILED, problem=_problem_text(upload, error)
        )


def _fill_uploads(upload: Upload, documents: Iterable[SourceText]) -> Iterator[Upload]:
    """Parse the documents of a file: the first one into the upload itself, each other into a further one."""
    for index, source in enumerate(documents):
        row = upload if index == 0 else Upload(task=upload.task, created_by=upload.created_by)
        row.name = source.name[-255:]
        try:
            outline = read_outline(source)
        except Exception as error:  # the other documents are not to suffer from it
            row.state, row.problem = UploadState.FAILED, _problem_text(row, error)
        else:
            row.state, row.source, row.outline = UploadState.READY, as_stored(source), outline
            row.title = outline["facts"]["title"][:300]
        yield row


def _problem_text(upload: Upload, error: Exception) -> str:
    """What an editor is told; what the file is not to blame for is logged."""
    if isinstance(error, (StructureError, UnreadableFileError, OSError)):
        return str(error)[:500]
    logger.error("upload %s", upload.name, exc_info=error)
    return unexpected(error)
