"""Path converters for the permanent addresses."""

from django.urls import register_converter

from articles.text.citing.article_citations import ARTICLE_ADDRESS, article_address, parse_article_address


class EntityKindConverter:
    """ministries ⇄ ministry: the plural in the address of each kind of entity."""

    plurals = {
        "ministries": "ministry",
        "goals": "goal",
        "instruments": "instrument",
        "documents": "document",
        "actors": "actor",
        "forces": "force",
    }
    regex = "|".join(plurals)

    def to_python(self, value: str) -> str:
        return self.plurals[value]

    def to_url(self, value: str) -> str:
        return next(plural for plural, kind in self.plurals.items() if kind == value)


class ArticleNumberConverter:
    """25 ⇄ (25, 0) and 12-1 ⇄ (12, 1): the number and suffix of an article."""

    regex = ARTICLE_ADDRESS

    def to_python(self, value: str) -> tuple[int, int]:
        read = parse_article_address(value)
        if read is None:
            raise ValueError(value)
        return read

    def to_url(self, value: tuple[int, int]) -> str:
        return article_address(*value)


class ChapterAddressConverter:
    """6, or 2-1 for 第二编第一章 where chapters are numbered anew in each part."""

    regex = r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4}){0,2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExportFormatConverter:
    """The suffix of an address that names a format."""

    regex = "jsonld|xml|txt|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class WrittenConverter(ExportFormatConverter):
    """A unit or a name as somebody wrote it: anything that a database can be asked for."""

    regex = r"[^\x00]+"


class ListFormatConverter(ExportFormatConverter):
    """The suffix of a list's address that names a format (articles.exports.quotations)."""

    regex = "docx|xlsx|txt|json"


register_converter(WrittenConverter, "written")
register_converter(ListFormatConverter, "list_format")
register_converter(ExportFormatConverter, "export_format")
register_converter(ArticleNumberConverter, "article_number")
register_converter(ChapterAddressConverter, "chapter_address")
register_converter(EntityKindConverter, "entity_kind")
