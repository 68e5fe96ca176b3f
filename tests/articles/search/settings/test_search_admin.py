"""The administration of search as an editor meets it."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import IndexRebuild, QueryLog, SearchConfiguration, SearchTrial, SynonymEntry
from articles.models.search.index import mark_all_unindexed
from articles.models.work.job import JobStatus
from articles.search import search
from articles.search.settings.configuration import SETTING_NAMES, configuration, configuration_of
from articles.search.trials.trial_runs import run_trial
from policy_portal.models import AuditEntry
from tests.articles.admin.administering import fields_of
from tests.articles.search.logged_queries import log_searches
from tests.articles.search.settings.drafts import ask_only, draft, finished_trial, with_word, without_synonyms

PAGES = "/admin/articles/searchconfiguration/"
STEPS = ("try", "stop", "publish", "drop", "restore")

pytestmark = pytest.mark.usefixtures("shipped")


def form_values(**changes) -> dict[str, str]:
    texts = {name: getattr(configuration(), name) for name in SETTING_NAMES if name != "synonyms"}
    return {"note": "试试", **texts, **changes}


def page(client, path: str, **options) -> str:
    response = client.get(f"{PAGES}{path}", **options)
    assert response.status_code == 200
    return response.content.decode()


class TestFlow:
    def test_from_a_draft_to_a_version_in_force(self, admin_client, admin_user):
        assert "还没有发布过设置" in page(admin_client, "")
        SynonymEntry.objects.create(words="奇怪的说法", means="免征", weight=1, basis="第二十五条")
        assert "k1 =" in page(admin_client, "add/")  # the draft begins with what is in force
        response = admin_client.post(f"{PAGES}add/", form_values(_try="1"))
        version = SearchConfiguration.objects.get()
        assert response["Location"] == f"{PAGES}{version.pk}/trial/"
        assert (version.status, version.author, version.note) == ("draft", admin_user, "试试")
        assert "等待开始" in page(admin_client, f"{version.pk}/trial/")
        run_trial(SearchTrial.objects.get())
        html = page(admin_client, f"{version.pk}/trial/")
        assert "0 个变差" in html
        assert "MRR@10" in html
        assert not search("奇怪的说法").hits
        response = admin_client.post(f"{PAGES}{version.pk}/publish/", follow=True)
        assert f"第 {version.pk} 版已经生效" in response.content.decode()
        assert search("奇怪的说法").hits[0].article.number == 25
        entry = AuditEntry.objects.latest("number")
        assert (entry.user, entry.what) == (admin_user, "检索设置生效")
        assert f"第 {version.pk} 版" in page(admin_client, "")

    def test_a_browsers_line_ends_are_not_a_change(self, admin_client):
        crlf = {name: text.replace("\n", "\r\n") for name, text in form_values().items()}
        admin_client.post(f"{PAGES}add/", crlf)
        assert configuration_of(SearchConfiguration.objects.get()) == configuration()

    def test_every_line_that_cannot_be_read_is_shown_at_its_field(self, admin_client):
        response = admin_client.post(
            f"{PAGES}add/", form_values(weights="k1 = ", user_dictionary="技\n技术\n技术\n")
        )
        errors = response.context["adminform"].form.errors
        assert list(errors) == ["user_dictionary", "weights"]
        assert "第 3 行" in errors["user_dictionary"][1]
        assert not SearchConfiguration.objects.exists()

    def test_worse_questions_are_named_and_have_to_be_accepted(self, admin_client):
        ask_only(进口关税=25, 员工持股=33)
        version = draft(**without_synonyms("期权"))
        finished_trial(version)
        html = page(admin_client, f"{version.pk}/trial/")
        assert html.index("员工持股") < html.index("进口关税")
        assert "↓ 变差" in html
        assert 'name="accept" required' in html
        refusal = admin_client.post(f"{PAGES}{version.pk}/publish/", follow=True).content.decode()
        assert "有 1 个问题变差；仍要生效，请勾选确认" in refusal
        admin_client.post(f"{PAGES}{version.pk}/publish/", {"accept": "on"})
        assert SearchConfiguration.objects.in_force().get() == version

    def test_a_new_dictionary_is_rebuilt_for_in_sight(self, admin_client):
        version = draft(**with_word("国家急需"))
        finished_trial(version)
        assert "在内存中按草稿重新切分全部 34 条" in page(admin_client, f"{version.pk}/trial/")
        html = admin_client.post(f"{PAGES}{version.pk}/publish/", follow=True).content.decode()
        assert "索引在后台重建" in html
        assert "其中 34 条尚未按现在的设置" in html
        job = IndexRebuild.objects.get()
        IndexRebuild.objects.report(job.pk, step="重建索引", done=12, total=34)
        part = page(admin_client, "state/")
        assert 'value="12" max="34"' in part
        assert "data-hx-get" in part

    def test_a_draft_is_dropped_and_restored(self, admin_client):
        version = draft(stop_words="的\n")
        admin_client.post(f"{PAGES}{version.pk}/drop/")
        version.refresh_from_db()
        assert version.status == "dropped"
        admin_client.post(f"{PAGES}{version.pk}/restore/")
        assert SearchConfiguration.objects.first().stop_words == "的\n"

    def test_an_index_that_lags_behind_is_made_up_from_the_page(self, admin_client):
        mark_all_unindexed()
        assert "在后台补齐索引" in page(admin_client, "")
        admin_client.post(f"{PAGES}rebuild/")
        assert IndexRebuild.objects.get().status == JobStatus.WAITING


class TestPages:
    def test_a_running_trial_is_polled_and_stopped(self, admin_client):
        version = draft()
        admin_client.post(f"{PAGES}{version.pk}/try/")
        part = page(admin_client, f"{version.pk}/trial/", headers={"HX-Request": "true"})
        assert part.startswith('<div id="trial" data-hx-get=')
        html = page(admin_client, f"{version.pk}/trial/")
        assert '<noscript><meta http-equiv="refresh"' in html
        html_after_stop = admin_client.post(f"{PAGES}{version.pk}/stop/", follow=True).content.decode()
        assert "已停止" in html_after_stop
        assert "data-hx-get" not in html_after_stop

    def test_an_outdated_trial_says_so_and_offers_no_publishing(self, admin_client):
        version = draft(**without_synonyms("免税"))
        finished_trial(version)
        version.stop_words += "国家\n"
        version.save()
        html = page(admin_client, f"{version.pk}/trial/")
        assert "须重新试运行" in html
        assert f"{PAGES}{version.pk}/publish/" not in html

    def test_two_versions_are_compared_line_by_line(self, admin_client):
        first, second = draft(stop_words="的\n了\n"), draft(stop_words="的\n着\n")
        html = page(admin_client, f"{second.pk}/diff/?with={first.pk}")
        assert 'class="is-removed"' in html
        assert "<td>了</td>" in html
        assert "<td>着</td>" in html
        assert "一字不差" in page(admin_client, f"{second.pk}/diff/?with={second.pk}")
        assert "随附的设置" in page(admin_client, f"{second.pk}/diff/?with=shipped")
        assert admin_client.get(f"{PAGES}{second.pk}/diff/?with=99999999999999999999").status_code == 404

    def test_synonyms_are_a_table_to_filter(self, admin_client):
        version = draft()
        assert "员工持股" in page(admin_client, f"{version.pk}/synonyms/?q=期权")
        assert "员工持股" not in page(admin_client, f"{version.pk}/synonyms/?q=免征")
        broken = draft(synonyms="没有箭头")
        assert "第 1 行" in page(admin_client, f"{broken.pk}/synonyms/")

    def test_many_synonyms_are_shown_in_pages_and_a_filter_goes_through_all(self, admin_client):
        version = draft(synonyms="".join(f"说法{number:03} → 免征 | 0.5 | 依据\n" for number in range(301)))
        first = page(admin_client, f"{version.pk}/synonyms/")
        assert "共 301 条" in first
        assert first.count('<th scope="row">') == 200
        assert 'href="?q=&amp;page=2"' in first
        assert "说法300" in page(admin_client, f"{version.pk}/synonyms/?page=2")
        assert "说法300" in page(admin_client, f"{version.pk}/synonyms/?q=300")
        filtered = page(admin_client, f"{version.pk}/synonyms/?q=说法")
        assert f'href="?q={quote("说法")}&amp;page=2"' in filtered

    def test_a_word_can_begin_a_synonym(self, admin_client):
        response = admin_client.get("/admin/articles/synonymentry/add/?words=小微贷%20款")
        assert 'value="小微贷 款"' in response.content.decode()

    def test_what_was_in_force_cannot_be_edited(self, admin_client, admin_user):
        version = draft(**without_synonyms("免税"))
        SearchConfiguration.objects.filter(pk=version.pk).update(status="published")
        html = page(admin_client, f"{version.pk}/change/")
        assert "恢复此版本" in html
        assert '<textarea name="synonyms"' not in html
        assert admin_client.post(f"{PAGES}{version.pk}/change/", form_values()).status_code == 403

    def test_another_editors_changes_are_not_written_over(self, admin_client):
        version = draft()
        fields = fields_of(admin_client, f"{PAGES}{version.pk}/change/")
        version.stop_words += "国家\n"
        version.save()
        response = admin_client.post(f"{PAGES}{version.pk}/change/", {**fields, "note": "另一处"})
        assert response.status_code == 409
        version.refresh_from_db()
        assert version.stop_words.endswith("国家\n")

    def test_no_version_is_deleted(self, admin_client):
        assert admin_client.get(f"{PAGES}{draft().pk}/delete/").status_code == 403

    def test_they_stand_together_in_the_menu(self, admin_client):
        apps = admin_client.get("/admin/").context["app_list"]
        (section,) = [app for app in apps if app["name"] == "检索"]
        assert {model["object_name"] for model in section["models"]} == {
            "SearchConfiguration",
            "EverydayQuestion",
            "GoldenQuestion",
            "QueryLog",
            "SynonymEntry",
        }

    def test_unknown_versions_are_not_found(self, admin_client):
        for path in ("999/trial/", "999/diff/", "999/synonyms/"):
            assert admin_client.get(f"{PAGES}{path}").status_code == 404
        assert admin_client.post(f"{PAGES}999/publish/").status_code == 404


class TestPermissions:
    @pytest.fixture
    def staff(self, client, django_user_model):
        user = django_user_model.objects.create_user("staff", password="x", is_staff=True)
        client.force_login(user)

        def grant(*names: str):
            user.user_permissions.add(*Permission.objects.filter(codename__in=names))
            return client

        return grant

    @pytest.mark.parametrize("step", STEPS)
    def test_who_may_only_look_changes_nothing(self, staff, step):
        version = draft(**without_synonyms("免税"))
        finished_trial(version)
        client = staff("view_searchconfiguration")
        assert client.post(f"{PAGES}{version.pk}/{step}/", {"accept": "on"}).status_code == 403
        version.refresh_from_db()
        assert version.status == "draft"
        assert f"{PAGES}{version.pk}/publish/" not in page(client, f"{version.pk}/trial/")

    def test_who_may_not_look_sees_nothing(self, staff):
        version = draft()
        client = staff()
        for path in ("", "state/", *(f"{version.pk}/{name}/" for name in ("trial", "diff", "synonyms"))):
            assert client.get(f"{PAGES}{path}").status_code == 403
        for path in ("upload/", "golden.jsonl"):
            assert client.get(f"/admin/articles/goldenquestion/{path}").status_code == 403
        for path in ("popular/", "failed/"):
            assert client.get(f"/admin/articles/querylog/{path}").status_code == 403

    @pytest.mark.parametrize("step", STEPS)
    def test_nothing_changes_by_a_link(self, admin_client, step):
        version = draft(**without_synonyms("免税"))
        assert admin_client.get(f"{PAGES}{version.pk}/{step}/").status_code == 302
        version.refresh_from_db()
        assert version.status == "draft"
        assert not SearchTrial.objects.exists()

    def test_strangers_are_asked_to_log_in(self, client):
        response = client.post(f"{PAGES}{draft().pk}/publish/")
        assert response["Location"].startswith("/admin/login/")


class TestQueryLog:
    @pytest.fixture(autouse=True)
    def searches(self, shipped):
        today = timezone.localdate()
        for query, day, outcome in (
            ("进口关税", today, "answered"),
            ("进口关税", today, "answered"),
            ("小微贷", today, "empty"),
            ("去年的词", today - timedelta(days=60), "empty"),
        ):
            log_searches(query, day=day, outcome=outcome)

    def test_popular_and_failed_searches(self, admin_client):
        popular_html = admin_client.get("/admin/articles/querylog/popular/").content.decode()
        assert popular_html.index("进口关税") < popular_html.index("小微贷")
        failed_html = admin_client.get("/admin/articles/querylog/failed/").content.decode()
        assert "进口关税" not in failed_html
        assert "去年的词" not in failed_html
        assert "去年的词" in admin_client.get("/admin/articles/querylog/failed/?days=400").content.decode()

    def test_a_search_becomes_a_synonym_or_a_question_by_one_click(self, admin_client):
        html = admin_client.get("/admin/articles/querylog/failed/").content.decode()
        assert "/admin/articles/synonymentry/add/?words=%E5%B0%8F%E5%BE%AE%E8%B4%B7" in html
        assert "/admin/articles/goldenquestion/add/?query=%E5%B0%8F%E5%BE%AE%E8%B4%B7" in html

    @pytest.mark.parametrize("parameters", ["?days=x", "?page=x", "?days=7&page=999", "?days=-1"])
    def test_odd_addresses_show_the_page(self, admin_client, parameters):
        assert admin_client.get(f"/admin/articles/querylog/popular/{parameters}").status_code == 200

    def test_it_is_read_only(self, admin_client):
        row = QueryLog.objects.first()
        assert admin_client.get("/admin/articles/querylog/").status_code == 200
        assert admin_client.get("/admin/articles/querylog/add/").status_code == 403
        assert admin_client.post(f"/admin/articles/querylog/{row.pk}/change/", {}).status_code == 403
        assert admin_client.get(f"/admin/articles/querylog/{row.pk}/delete/").status_code == 403
