"""A new entity becomes public with its first published link; what an editor has withdrawn stays withdrawn."""

import pytest

from articles.models import Entity, Mention
from articles.review.batches import remember, states_of, undo
from articles.review.links.link_decisions import publish_links
from articles.review.publication import publish_entities, withdraw_entities
from tests.articles.links.linked import name_words


@pytest.fixture
def goal(db) -> Entity:
    return Entity.objects.create(kind="goal", slug="t-goal", name="测试目标", is_published=False)


@pytest.fixture
def link(article, goal) -> Mention:
    return name_words(article(25), goal, "免征进口关税", status="suggested")


def is_public(goal: Entity) -> bool:
    return Entity.objects.get(pk=goal.pk).is_published


def publish(link: Mention):
    rows = Mention.objects.with_ids([link.pk]).with_texts()
    before = states_of(rows)
    return publish_links(rows), before


def test_an_entity_that_was_withdrawn_before_it_had_links_is_not_shown_by_its_first(goal, link):
    publish_entities([goal])
    withdraw_entities([goal])
    publish(link)
    assert not is_public(goal)


def test_a_withdrawn_entity_is_not_shown_by_a_link_that_stands_again(goal, link):
    publish(link)
    withdraw_entities([Entity.objects.get(pk=goal.pk)])
    Mention.objects.with_ids([link.pk]).update(status="stale")
    publish(link)
    assert not is_public(goal)


def test_an_entity_that_an_undone_decision_has_hidden_is_shown_by_the_next(goal, link, admin_user):
    decision, before = publish(link)
    undo(remember(decision, before, verb="接受", by=admin_user), by=admin_user)
    assert not is_public(goal)
    publish(link)
    assert is_public(goal)
