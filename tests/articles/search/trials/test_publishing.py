"""Versions of the settings: into force, dropped, restored; nobody is overruled unawares."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from articles.models import GoldenQuestion, IndexRebuild, SearchConfiguration, SearchTrial
from articles.models.search.configuration import ConfigurationStatus
from articles.search import search
from articles.search.settings.configuration import configuration, shipped_configuration
from articles.search.trials.publishing import (
    PublicationError,
    drop_draft,
    publish_settings,
    restore_as_draft,
    settings_difference,
    trial_loss,
)
from tests.articles.search.settings.drafts import (
    ask_few,
    ask_only,
    draft,
    finished_trial,
    with_word,
    without_synonyms,
)


@pytest.fixture
def shipped(shipped):
    """Few golden questions: what is asked here is what may come into force, not what a trial finds."""
    ask_few()
    return shipped


def first_article(query: str) -> int | None:
    hits = search(query).hits
    return hits[0].article.number if hits else None


@pytest.mark.usefixtures("shipped")
class TestPublish:
    def test_a_version_is_obeyed_at_the_next_query(self, admin_user):
        assert not search("奇怪的说法").hits
        version = draft(synonyms=f"{configuration().synonyms}\n奇怪的说法 → 免征 | 1 | 第二十五条\n")
        finished_trial(version)
        published = publish_settings(version, by=admin_user)
        assert first_article("奇怪的说法") == 25
        assert published.rebuild is None
        assert (published.version.author, published.version.published_at is None) == (admin_user, False)

    def test_the_version_before_is_retired(self, admin_user):
        versions = []
        for word in ("甲乙", "丙丁"):
            version = draft(synonyms=f"{configuration().synonyms}\n{word} → 免征 | 1\n")
            finished_trial(version)
            versions.append(publish_settings(version, by=admin_user).version)
        versions[0].refresh_from_db()
        assert versions[0].status == ConfigurationStatus.RETIRED
        assert SearchConfiguration.objects.in_force().get() == versions[1]

    def test_what_was_not_tried_out_is_refused(self, admin_user):
        with pytest.raises(PublicationError, match="请先试运行"):
            publish_settings(draft(**without_synonyms("免税")), by=admin_user)

    def test_a_draft_changed_after_its_trial_is_refused(self, admin_user):
        version = draft(**without_synonyms("免税"))
        finished_trial(version)
        version.stop_words += "国家\n"
        version.save()
        with pytest.raises(PublicationError, match="请先试运行"):
            publish_settings(version, by=admin_user)

    def test_a_trial_against_settings_no_longer_in_force_is_refused(self, admin_user):
        first, second = draft(**without_synonyms("专利")), draft(**without_synonyms("免税"))
        finished_trial(first)
        finished_trial(second)
        publish_settings(second, by=admin_user, is_loss_accepted=True)
        with pytest.raises(PublicationError, match="请先试运行"):
            publish_settings(first, by=admin_user, is_loss_accepted=True)

    def test_a_change_for_the_worse_needs_a_second_word(self, admin_user):
        ask_only(员工持股=33, 进口关税=25)
        version = draft(**without_synonyms("期权"))
        trial = finished_trial(version)
        assert trial_loss(trial) == "有 1 个问题变差"
        with pytest.raises(PublicationError, match="有 1 个问题变差"):
            publish_settings(version, by=admin_user)
        publish_settings(version, by=admin_user, is_loss_accepted=True)
        assert first_article("员工持股") != 33

    def test_without_questions_a_change_needs_a_second_word(self, admin_user):
        GoldenQuestion.objects.all().delete()
        version = draft(**without_synonyms("免税"))
        finished_trial(version)
        with pytest.raises(PublicationError, match="没有测试问题"):
            publish_settings(version, by=admin_user)

    def test_what_changes_nothing_is_refused(self, admin_user):
        version = draft()
        finished_trial(version)
        with pytest.raises(PublicationError, match="一字不差"):
            publish_settings(version, by=admin_user)

    def test_lines_that_cannot_be_read_never_come_into_force(self, admin_user):
        version = draft(synonyms="没有箭头\n")
        with pytest.raises(PublicationError, match="不合格式"):
            publish_settings(version, by=admin_user)
        assert search("免税").hits

    def test_a_new_dictionary_starts_a_rebuild(self, admin_user):
        version = draft(**with_word("国家急需"))
        finished_trial(version)
        published = publish_settings(version, by=admin_user, is_loss_accepted=True)
        assert published.rebuild == IndexRebuild.objects.get()
        assert published.rebuild.created_by == admin_user

    def test_a_comment_in_the_dictionary_starts_none(self, admin_user):
        version = draft(user_dictionary=f"{configuration().user_dictionary}# 说明\n")
        finished_trial(version)
        assert publish_settings(version, by=admin_user).rebuild is None


@pytest.mark.usefixtures("shipped")
class TestDropAndRestore:
    def test_a_dropped_draft_cannot_come_into_force(self, admin_user):
        version = draft(**without_synonyms("免税"))
        finished_trial(version)
        drop_draft(version)
        with pytest.raises(PublicationError, match="已放弃"):
            publish_settings(version, by=admin_user, is_loss_accepted=True)

    def test_dropping_stops_its_trial(self):
        from articles.search.trials.trial_runs import start_trial

        version = draft()
        start_trial(version)
        drop_draft(version)
        assert not SearchTrial.objects.unfinished().exists()

    def test_any_version_becomes_a_draft_again(self, admin_user):
        version = draft(stop_words="的\n")
        drop_draft(version)
        restored = restore_as_draft(version, by=admin_user)
        assert (restored.status, restored.stop_words, restored.author) == ("draft", "的\n", admin_user)
        assert str(version.pk) in restored.note

    def test_so_does_what_ships(self, admin_user):
        assert restore_as_draft(None, by=admin_user).synonyms == shipped_configuration().synonyms


def test_a_comparison_shows_changed_lines_only():
    before = shipped_configuration()
    after = before.with_weights(before.weights.replace("k1 = 0.9", "k1 = 1.1"))
    (difference,) = settings_difference(before, after)
    assert difference.label == "权重"
    kinds = "".join(line.kind for line in difference.lines)
    assert kinds.count("+") == kinds.count("-") == 1
    assert len(difference.lines) <= 7


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told_to_look_again(shipped, admin_user):
    versions = [draft(**without_synonyms(word)) for word in ("免税", "专利")]
    for version in versions:
        finished_trial(version)
    barrier, messages = Barrier(2), []

    def work(version):
        try:
            barrier.wait(10)
            publish_settings(version, by=admin_user, is_loss_accepted=True)
            messages.append("published")
        except PublicationError as error:
            messages.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=work, args=[version]) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted("请先试运行" in message for message in messages) == [False, True]
    assert SearchConfiguration.objects.in_force().count() == 1
