"""Rows written by COPY are the rows that `bulk_create` writes, whatever their texts hold."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Division, Mention, PolicyRecord, SourceFile
from articles.models.links.evidence import Basis, LinkStatus, Passage
from articles.models.postgres.copying import copy_rows, copy_with_ids

AWKWARD = ["", "\\N", "甲\t乙\n丙\r\n丁\\戊\\t", "'\"{},%s", "\u3000𠮷○", "\\."]


def content(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def articles_of(policy) -> list[Article]:
    rows = [
        Article(policy=policy, number=900 + place, text=text or "空", heading="", position=900 + place)
        for place, text in enumerate(AWKWARD)
    ]
    for row in rows:
        row.derive_keys()
        row.spans = [[0, 1, {"kind": "表\\\n"}]]
    return rows


@pytest.mark.django_db
def test_rows_are_read_back_as_they_were_and_have_ids(shipped):
    rows = articles_of(shipped)
    copy_with_ids(rows)
    assert len({row.pk for row in rows}) == len(AWKWARD)
    for row in rows:
        assert not row._state.adding
        assert content(Article.objects.get(pk=row.pk)) == content(row)


@pytest.mark.django_db
def test_rows_may_point_to_rows_that_are_written_with_them(shipped):
    above = Division(policy=shipped, kind="part", number=91, title_first="甲", position=91)
    below = Division(policy=shipped, parent=above, kind="chapter", number=92, title_first="乙", position=92)
    for row in (above, below):
        row.identify()
    copy_with_ids([below, above])
    assert Division.objects.get(pk=below.pk).parent == above
    assert below.parent_id == above.pk


@pytest.mark.django_db
@pytest.mark.parametrize("value", AWKWARD)
def test_a_json_value_a_date_and_nothing_are_read_back(shipped, value):
    file = SourceFile(policy=shipped, position=9, name="甲", format="txt", text=value, sha256="0" * 64)
    file.outline, file.imported_at = [{"标": value, "数": None}], shipped.revisions.first().created_at
    copy_rows([file])
    source_file = SourceFile.objects.get(policy=shipped, position=9)
    assert (source_file.text, source_file.outline, source_file.imported_at) == (
        value,
        file.outline,
        file.imported_at,
    )
    assert source_file.replaced_at is None
    record = PolicyRecord(policy=shipped, position=99, kind="index", value="甲", day=shipped.signed_on)
    copy_rows([record])
    assert PolicyRecord.objects.get(policy=shipped, position=99).day == shipped.signed_on


@pytest.mark.django_db
def test_no_rows_are_no_statement(shipped, django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_rows([])
        copy_with_ids([])


@pytest.mark.django_db
def test_the_database_refuses_of_them_what_it_refuses_of_others(shipped):
    """A quote that does not stand in its text."""
    article, entity = shipped.articles.first(), Mention.objects.first().entity
    mention = Mention(
        policy=shipped, article=article, passage=Passage.ARTICLE, entity=entity, basis=Basis.NAMED
    )
    mention.quote, mention.start, mention.end, mention.status = (
        "没有这句",
        0,
        4,
        LinkStatus.SUGGESTED,
    )
    with pytest.raises(IntegrityError, match="does not stand"), transaction.atomic():
        copy_rows([mention])
    mention.start = mention.end = None
    mention.basis, mention.status, mention.quote = Basis.INHERITED, LinkStatus.PUBLISHED, ""
    copy_rows([mention])
    assert Mention.objects.filter(article=article, entity=entity, basis=Basis.INHERITED).count() >= 1
