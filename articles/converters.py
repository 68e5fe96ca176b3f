"""Path converters for the permanent addresses."""

from django.urls import register_converter

from articles.text.citing.places.unit_addresses import UNIT_ADDRESS


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


class UnitAddressConverter:
    """25, 12-1, 2.6: the address of an article or another unit."""

    regex = UNIT_ADDRESS

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ChapterAddressConverter:
    """6, or 2-1 for 第二编第一章 where chapters are numbered anew in each part, or a1-2 for 附件1 第二章.

    a2.1-3 is the third chapter of 附件2-1."""

    regex = r"(?:a[1-9][0-9]{0,4}(?:\.[1-9][0-9]{0,2})?-)?[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4}){0,2}"

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

    regex = "docx|xlsx|csv|txt|json"


register_converter(WrittenConverter, "written")
register_converter(ListFormatConverter, "list_format")
register_converter(ExportFormatConverter, "export_format")
register_converter(UnitAddressConverter, "unit_address")
register_converter(ChapterAddressConverter, "chapter_address")
register_converter(EntityKindConverter, "entity_kind")
