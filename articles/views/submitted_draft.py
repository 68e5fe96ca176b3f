"""A draft to be checked, as a reader sends it: pasted text, or a file of text or Word. Nothing is kept."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.checking import MOST_CHARACTERS
from articles.exports.checks import WordDraft, word_draft
from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.docx import DAMAGED
from articles.importing.readers.file_size import check_package

#: Bytes of a file, which comes back once more with the request for a report.
LARGEST_FILE = 1_500_000
_SUFFIXES = ("txt", "md", "docx")
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")  # .doc, and a .docx with a password
_ZIP = b"PK\x03\x04"
_MB = 1_000_000


@dataclass(frozen=True)
class SubmittedDraft:
    """`document` is the Word file that it was read from, in base64 as a page sends it back."""

    text: str
    name: str = ""
    word: WordDraft | None = None
    document: str = ""

    @property
    def title(self) -> str:
        """The name of its file without suffix."""
        return self.name.rpartition(".")[0] or self.name or "草稿"

    def as_word(self) -> WordDraft:
        """The reader's own document, or one made of the text."""
        return self.word or word_draft(self.text)


class DraftText(forms.CharField):
    """A text as it stands: with one kind of line ends, and a sign for what no text has."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


class CheckedDraftForm(forms.Form):
    """A file goes before the document of an earlier request, and that before text."""

    text = DraftText(required=False, strip=False)
    file = forms.FileField(required=False, allow_empty_file=True)
    document = forms.CharField(required=False)
    name = forms.CharField(required=False)

    draft = SubmittedDraft("")

    @property
    def typed(self) -> str:
        """What was pasted, to be mended and sent again; no more of it than may be sent."""
        return self.data.get("text", "")[: 2 * MOST_CHARACTERS]

    @property
    def status(self) -> int:
        """413 for what is too long, else 400."""
        return 413 if self.has_error(NON_FIELD_ERRORS, "too_long") else 400

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        name = cleaned.get("name", "")[:200]
        if file := cleaned.get("file"):
            self.draft = _read_upload(file)
        elif document := cleaned.get("document"):
            self.draft = _read_word(_from_base64(document), name)
        else:
            self.draft = SubmittedDraft(cleaned.get("text", ""))
        if not self.draft.text.strip():
            raise ValidationError("没有可以核验的文字：请粘贴草稿，或选一个有文字的文件。")
        if len(self.draft.text) > MOST_CHARACTERS:
            raise ValidationError(
                f"草稿有 {len(self.draft.text):,} 字，一次至多 {MOST_CHARACTERS:,} 字；请分几次核验。",
                code="too_long",
            )
        return cleaned


def _read_upload(file: UploadedFile) -> SubmittedDraft:
    name = file.name or ""
    if (file.size or 0) > LARGEST_FILE:
        raise ValidationError(
            f"文件超过 {LARGEST_FILE / _MB} MB，没有读；请删去图片，或只粘贴文字。",
            code="too_long",
        )
    content = file.read()
    if content.startswith((_ZIP, _OLD_WORD)) or name.lower().endswith(".docx"):
        return _read_word(content, name)
    if not name.lower().endswith(_SUFFIXES):
        raise ValidationError("只收 .txt、.md、.docx；其他格式请另存为 .docx，或复制文字粘贴在上面。")
    return SubmittedDraft(_decoded_text(content), name)


def _decoded_text(content: bytes) -> str:
    try:
        text = decode(content)
    except UnreadableFileError as error:
        raise ValidationError(f"文件不是认得的文字编码：{error}。请另存为 UTF-8 再试。") from error
    return DraftText().to_python(text.removeprefix("\ufeff"))


def _read_word(content: bytes, name: str) -> SubmittedDraft:
    if content.startswith(_OLD_WORD):
        raise ValidationError("这是加了密码的 Word 文档或旧格式的 .doc：请去掉密码，另存为 .docx 再试。")
    try:
        check_package(content)
        word = WordDraft.read(content)
    except UnreadableFileError as error:
        raise ValidationError(f"这个 Word 文档不能读：{error}。") from error
    except DAMAGED as error:
        raise ValidationError("不是完好的 .docx 文件（可能损坏，或是改了扩展名的其他文件）。") from error
    return SubmittedDraft(word.text, name, word, base64.b64encode(content).decode())


def _from_base64(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise ValidationError("送回来的文档不完整，请重新上传。") from error
