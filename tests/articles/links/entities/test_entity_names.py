"""The names that are looked for are those in the database now, though compiled once for many texts."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from articles.links.entities.entity_names import matchers
from articles.models import Entity, Policy
from articles.search import using_configuration
from articles.search.settings.configuration import configuration

pytestmark = pytest.mark.django_db

TEXT = "量子企业应当申报。"


def named(text: str = TEXT, *, on: date | None = None) -> list[str]:
    """The words of a text that are names."""
    return [text[match.start : match.end] for match in matchers().on(on).find(text)]


@pytest.fixture
def company() -> Entity:
    return Entity.objects.create(kind="force", slug="quantum", name="量子企业")


def test_a_new_name_counts_from_the_next_text_on():
    assert "量子企业" not in named()
    Entity.objects.create(kind="force", slug="quantum", name="量子企业")
    assert "量子企业" in named()


def test_so_does_another_name_and_one_that_is_gone(company):
    assert named("量企") == []
    company.aliases.create(name="量企")
    assert named("量企") == ["量企"]
    company.aliases.get().delete()
    assert named("量企") == []


def test_a_name_that_is_not_to_be_searched_for_is_looked_for_no_longer(company):
    assert "量子企业" in named()
    Entity.objects.with_ids([company.pk]).update(is_searched=False)
    assert "量子企业" not in named()


def test_what_was_taken_back_is_no_name():
    assert "量子企业" not in named()
    with transaction.atomic():
        Entity.objects.create(kind="force", slug="quantum", name="量子企业")
        assert "量子企业" in named()
        transaction.set_rollback(True)
    assert "量子企业" not in named()


def test_each_day_has_its_names(company):
    company.aliases.create(name="量企", valid_from=date(2010, 1, 1), valid_until=date(2020, 12, 31))
    days = (date(2009, 12, 31), date(2010, 1, 1), date(2020, 12, 31), date(2021, 1, 1), None)
    assert [named("量企", on=day) for day in days] == [[], ["量企"], ["量企"], [], ["量企"]]


def test_titles_are_those_of_the_policies_and_of_the_documents_that_somebody_named(import_text, company):
    assert not {"某量子办法", "某量子条例", "量子例"} & matchers().titles
    import_text("quantum-rules", "某量子办法\n第一条 甲。\n")
    document = Entity.objects.create(kind="document", slug="d", name="某量子条例", is_published=False)
    assert {"某量子办法", "某量子条例"} & matchers().titles == {"某量子办法"}
    Entity.objects.with_ids([document.pk]).update(is_published=True)
    assert {"某量子办法", "某量子条例"} <= matchers().titles
    document.aliases.create(name="量子例")
    assert "量子例" in matchers().titles
    Policy.objects.titled("某量子办法").update(title="某量子新办法", title_key="某量子新办法")
    assert {"某量子办法", "某量子新办法"} & matchers().titles == {"某量子新办法"}


def test_names_are_compiled_once_while_they_are_the_same(company):
    before = matchers().on(None)
    Entity.objects.create(kind="document", slug="d", name="某量子条例", is_searched=False)
    assert matchers().on(None) is before


def test_short_names_stand_between_words_of_the_dictionary_in_use(company):
    company.aliases.create(name="量企")
    used = configuration()
    other = replace(used, user_dictionary=f"{used.user_dictionary}\n量企\n")
    assert named("量企甲来。") == []
    with using_configuration(other):
        assert named("量企甲来。") == ["量企"]
    assert named("量企甲来。") == []
