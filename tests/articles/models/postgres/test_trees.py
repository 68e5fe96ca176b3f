"""Circles of parents: refused by form and database; where there is one all the same, every page answers."""

import threading
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from articles.links.entities.entity_trees import tree_of
from articles.models import Division, Entity
from articles.models.postgres.trees import MOST_LEVELS, by_parent, lineage
from tests.articles.links.linked import LAW, entity, link_law

PAGES = [
    *("/", "/goals/", "/instruments/", "/goals/t-b/", "/guidance/", "/guidance/measures/", "/graph/"),
    *("/matrix/", "/search/?q=税收", "/search/?q=税收&goal=t-b", "/policies/law/", "/policies/law.xml"),
    *("/policies/law.docx", "/policies/law/chapters/1/", "/policies/law/articles/1/", "/feeds/policies/law/"),
    *("/policies/law/articles/1.json", "/graph/?policy=law", "/matrix/?policy=law&rows=goal&cols=chapter"),
    *("/api/v1/entities/", "/api/v1/policies/law/divisions/", "/sitemap-chapters.xml"),
    *("/guidance/measures/?instrument=supply", "/policies/law.txt"),
]


def set_parent(row, parent) -> None:
    type(row).objects.filter(pk=row.pk).update(parent=parent)


@pytest.fixture
def goals(db) -> list[Entity]:
    first = entity("goal", "t-a1", "目标甲")
    return [first, entity("goal", "t-b", "目标乙", first), entity("goal", "t-c", "目标丙")]


@pytest.fixture
def chapters(import_text) -> list[Division]:
    return list(import_text("law", LAW).divisions.in_order())


@pytest.mark.parametrize("fixture", ["goals", "chapters"])
@pytest.mark.parametrize("ring", [1, 2, 3])
def test_the_database_refuses_a_circle(request, fixture, ring):
    rows = request.getfixturevalue(fixture)[:ring]
    for above, below in pairwise(rows):
        set_parent(below, above)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_parent(rows[0], rows[-1])


def test_the_database_refuses_a_circle_made_by_one_statement(goals):
    first, _, last = goals
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_entity SET parent_id = CASE id WHEN %s THEN %s ELSE %s END WHERE id IN (%s, %s)",
            [first.pk, last.pk, first.pk, first.pk, last.pk],
        )


def test_the_database_refuses_a_fifth_level(db):
    above = None
    for level in range(MOST_LEVELS):
        above = entity("goal", f"t-{level}", f"目标{level}", above)
    with pytest.raises(IntegrityError), transaction.atomic():
        entity("goal", "t-deep", "过深", above)
    top = entity("goal", "t-top", "更高")
    with pytest.raises(IntegrityError), transaction.atomic():
        set_parent(lineage(above)[0], top)


def test_a_form_says_what_a_circle_is(goals):
    first, second, _ = goals
    first.parent = second
    with pytest.raises(Exception, match="上级不能是它自己或它的下级"):
        first.full_clean()


def test_a_chapter_stands_in_no_chapter_and_above_none(shipped):
    first, second, *_ = shipped.divisions.chapters().order_by("position")
    second.parent = first
    with pytest.raises(ValidationError, match="上级须比它高"):
        second.full_clean()
    section = Division(policy=shipped, parent=first, kind="section", number=1, position=900)
    section.identify()
    section.full_clean()
    section.save()
    first.kind = "section"
    with pytest.raises(ValidationError, match="同级或更高"):
        first.full_clean()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_each_others_row_the_parent_take_turns(goals):
    first, _, last = goals
    refused, has_written, may_end = [], threading.Event(), threading.Event()

    def put_below(row, parent, *, then=lambda: None) -> None:
        try:
            with transaction.atomic():
                set_parent(row, parent)
                then()
        except IntegrityError:
            refused.append(row)
        finally:
            connection.close()

    def wait() -> None:
        has_written.set()
        may_end.wait(20)

    first_writer = threading.Thread(target=put_below, args=(first, last), kwargs={"then": wait})
    second_writer = threading.Thread(target=put_below, args=(last, first))
    first_writer.start()
    assert has_written.wait(20)
    second_writer.start()
    may_end.set()
    first_writer.join(20)
    second_writer.join(20)
    assert refused == [last]
    assert Entity.objects.get(pk=first.pk).parent_id == last.pk


@pytest.fixture
def circles(import_text, goals) -> None:
    """A database in which rows are each other's parents, as an older one may be."""
    law = import_text("law", LAW)
    linked = link_law(law)
    chapters = list(law.divisions.in_order())
    goal, other_goal, _ = goals
    rings = [(goal, other_goal), (linked["t-a"], linked["t-tax"]), (chapters[0], chapters[1])]
    supply = Entity.objects.get(kind="instrument", slug="supply")
    rings.append((supply, supply.children.first()))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("articles_entity", "articles_division"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for row, other_row in rings:
        set_parent(row, other_row)
        set_parent(other_row, row)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_in_spite_of_a_circle(client, circles, page):
    assert client.get(page).status_code == 200


def test_nothing_in_a_circle_is_missing(client, circles):
    page = client.get("/goals/").content.decode()
    assert "目标甲" in page
    assert "目标乙" in page
    assert "第一条" in client.get("/policies/law/").content.decode()
    assert {branch.entity.slug for branch in tree_of("goal")} >= {"t-a1", "t-b"}


def test_the_administration_answers_in_spite_of_a_circle(admin_client, circles):
    goal = Entity.objects.get(kind="goal", slug="t-b")
    for row in (goal, Division.objects.filter(policy__slug="law").first()):
        page = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
        assert admin_client.get(page).status_code == 200
        with pytest.raises(Exception, match="上级"):
            row.full_clean()


def test_what_hangs_below_a_circle_stays_below_it():
    first, second, below = Entity(pk=1, parent_id=2), Entity(pk=2, parent_id=1), Entity(pk=3, parent_id=1)
    children = by_parent([first, second, below])
    assert (children[None], children[1]) == ([first, second], [below])
