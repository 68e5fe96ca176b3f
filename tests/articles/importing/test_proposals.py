"""An amending decision with the new text of the law behind it gives the decision and a proposal."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from articles.importing.store import Result
from articles.models import Article, Policy, PolicyVersion, SourceFile
from articles.models.policies.policy_version import VersionState
from articles.review.texts.versions import dismiss, due_versions, keep_as_version, make_present
from articles.versions.snapshots import snapshot_of, stored_rows
from articles.versions.timeline import timeline_of
from policy_portal.models import AuditEntry
from tests.articles.admin.administering import fields_of
from tests.articles.versions.texts import IN_2021, IN_2023, TITLE, day_ahead, outcome_of, text

DECISION = f"""滨江市人民代表大会常务委员会关于修改《{TITLE}》的决定
（2023年9月1日滨江市人民代表大会常务委员会第五次会议通过）
滨江市人民代表大会常务委员会第五次会议决定对《{TITLE}》作如下修改：
一、将第二条修改为：
“第二条　用水单位应当安装智能水表，每年检定。”
二、删去第二条之一。
本决定自2023年10月1日起施行。
《{TITLE}》根据本决定作相应修改，重新公布。

"""
NUMBERED = "滨江市公寓办法"
FIRST_TEXT = f"""{NUMBERED}
滨政规〔2019〕5号
第一条　为规范公寓管理，制定本办法。
第二条　租金按市场价的70%收取。
第三条　本办法自2019年6月1日起施行，有效期5年。
滨江市人民政府
2019年5月6日
"""
STATEMENT = (
    "（2019年5月6日滨政规〔2019〕5号公布　"
    f"根据2022年9月5日《滨江市人民政府关于修改〈{NUMBERED}〉的决定》修订）"
)
REPUBLISHED = f"""滨江市人民政府关于修改《{NUMBERED}》的决定
滨政规〔2022〕8号
市政府决定对《{NUMBERED}》（滨政规〔2019〕5号）作如下修改：
一、将第二条中的“70%”修改为“60%”。
二、删去第三条中的“有效期5年”。
本决定自2022年10月1日起施行。
《{NUMBERED}》根据本决定作相应修改，重新公布。
滨江市人民政府
2022年9月5日

{NUMBERED}
{STATEMENT}
第一条　为规范公寓管理，制定本办法。
第二条　租金按市场价的60%收取。
第三条　本办法自2019年6月1日起施行。
"""
UNNUMBERED = REPUBLISHED.replace("滨政规〔2019〕5号公布", "公布")


@pytest.mark.parametrize(
    "decision", [REPUBLISHED, UNNUMBERED], ids=["statement", "decision names the number"]
)
@pytest.mark.parametrize("is_first", [False, True], ids=["first text first", "decision first"])
def test_a_text_published_anew_keeps_the_number_and_is_one_policy(db, tmp_path, client, decision, is_first):
    texts = [(FIRST_TEXT, "first.txt"), (decision, "decision.txt")]
    for words, name in reversed(texts) if is_first else texts:
        outcome_of(tmp_path, words, name)
    assert Policy.objects.filter(title__contains="关于修改").count() == 1
    policy = Policy.objects.get(title=NUMBERED)
    assert (policy.document_number, policy.kind) == ("滨政规〔2019〕5号", "normative")
    assert [issuer.name for issuer in policy.issuers.all()] == ["滨江市人民政府"]
    (other,) = PolicyVersion.objects.all()
    expected = (date(2019, 5, 6), date(2019, 6, 1)) if is_first else (date(2022, 9, 5), date(2022, 10, 1))
    assert (other.made_on, other.effective_on) == expected
    assert other.state == (VersionState.HELD if is_first else VersionState.PROPOSED)
    page = client.get(f"/policies/{policy.slug}/?at=2020-01-01")
    assert page.status_code == 200
    assert "70%" in client.get(f"/policies/{policy.slug}/articles/2/?at=2022-09-20").content.decode()


@pytest.fixture
def proposal(db, tmp_path) -> PolicyVersion:
    outcome_of(tmp_path, IN_2021, "v21.txt")
    outcome = outcome_of(tmp_path, DECISION + IN_2023, "decision.txt")
    assert outcome.result is Result.CREATED
    assert "作为新版本待审" in outcome.doubts[-1].text
    return PolicyVersion.objects.get(state=VersionState.PROPOSED)


def law() -> Policy:
    return Policy.objects.get(title=TITLE)


def test_the_decision_is_a_policy_and_the_law_is_as_it_was(proposal, client, tmp_path):
    decision = Policy.objects.get(title__contains="关于修改")
    assert "智能水表，每年检定" in "".join(decision.articles.values_list("text", flat=True))
    assert not decision.articles.filter(text__contains="为了节约用水").exists()
    assert law().amended_on == date(2021, 6, 1)
    assert (proposal.made_on, proposal.effective_on) == (date(2023, 9, 1), date(2023, 10, 1))
    assert "decision.txt" in proposal.source
    rows = client.get(f"/api/v1/policies/{law().slug}/versions/").json()
    assert [row["date"] for row in rows] == ["2021-06-01"]
    before = PolicyVersion.objects.count(), SourceFile.objects.count()
    assert outcome_of(tmp_path, DECISION + IN_2023, "again.txt").result is Result.UNCHANGED
    assert (PolicyVersion.objects.count(), SourceFile.objects.count()) == before


def test_an_adopted_proposal_is_the_present_text_and_can_be_undone(proposal):
    before = snapshot_of(stored_rows(law()))
    assert len(make_present([proposal]).done) == 1
    timeline = timeline_of(law().slug)
    assert [(version.key, version.is_current) for version in timeline.versions] == [
        ("2023-09-01", True),
        ("2021-06-01", False),
    ]
    assert timeline.current.effective_on == date(2023, 10, 1)
    assert law().articles.get(address="2").text.endswith("智能水表，每年检定。")
    assert Article.objects.get(policy=law(), address="2-1").is_removed
    assert [file.name for file in law().source_files.present()] == ["decision.txt"]
    make_present([law().versions.get()])
    assert snapshot_of(stored_rows(law())) == before
    assert [file.name for file in law().source_files.present()] == ["v21.txt"]


def test_the_laws_own_file_makes_its_text_present_while_the_proposal_waits(proposal, tmp_path):
    assert outcome_of(tmp_path, IN_2023).result is Result.REVISED
    assert law().amended_on == date(2023, 9, 1)


def test_a_proposal_can_be_dismissed_and_kept_after_all(proposal):
    dismiss([proposal])
    assert make_present([proposal]).problems
    keep_as_version([proposal])
    assert [version.key for version in timeline_of(law().slug).versions] == ["2023-09-01", "2021-06-01"]
    assert timeline_of(law().slug).due(date(2024, 1, 1)).key == "2023-09-01"
    assert [version.pk for version in due_versions(date(2024, 1, 1))] == [proposal.pk]
    call_command("bring_into_force", verbosity=0)
    assert law().amended_on == date(2023, 9, 1)
    assert due_versions(date(2024, 1, 1)) == []


def test_a_law_that_the_portal_has_not_got_is_new(db, tmp_path):
    outcome = outcome_of(tmp_path, DECISION + IN_2023)
    assert "库中没有，已新增" in outcome.doubts[-1].text
    assert law().articles.count() == 3


def test_versions_are_restored_from_files_that_were_replaced_before(db, tmp_path, capsys):
    outcome_of(tmp_path, IN_2021, "v21.txt")
    outcome_of(tmp_path, IN_2023, "v23.txt")
    law().source_files.update(version=None)  # as the portal kept them before it had versions
    law().versions.all().delete()
    call_command("restore_versions", verbosity=0)
    assert [(version.made_on, version.source) for version in law().versions.all()] == [
        (date(2021, 6, 1), "文件“v21.txt”")
    ]
    assert law().amended_on == date(2023, 9, 1)
    call_command("restore_versions", verbosity=0)
    assert law().versions.count() == 1
    (entry,) = AuditEntry.objects.filter(kind="import")
    assert entry.what == "由以前的来源文件恢复历次版本：1 版"


class TestAdministration:
    LIST = "/admin/articles/policyversion/"

    def act(self, client, version, action):
        return client.post(self.LIST, {"action": action, "_selected_action": [version.pk]}, follow=True)

    def test_a_reviewer_decides_and_an_editor_corrects_dates(self, proposal, admin_client):
        numbers = {entry.label: entry.number for entry in admin_client.get("/admin/").context["desk"]}
        assert numbers["待审的新文本"] == 1
        change = f"{self.LIST}{proposal.pk}/change/"
        values = {**fields_of(admin_client, change), "made_on": "2023-09-02", "effective_on": "2023-10-02"}
        assert admin_client.post(change, values).status_code == 302
        history = admin_client.get(f"{self.LIST}{proposal.pk}/history/").content.decode()
        assert "由“2023-09-01”改为“2023-09-02”" in history
        page = self.act(admin_client, proposal, "make_present").content.decode()
        assert "设为现行文本 1 版" in page
        assert (law().amended_on, law().effective_on) == (date(2023, 9, 2), date(2023, 10, 2))

    @pytest.mark.parametrize(
        ("made_on", "words"),
        [
            ("2999-01-01", "不能在今天之后"),
            ("2021-06-01", "现行文本就是这一日期的"),
            ("昨天", "日期"),
            ("", None),
        ],
    )
    def test_dates_that_cannot_be_are_refused_in_words(self, proposal, admin_client, made_on, words):
        keep_as_version([proposal])
        change = f"{self.LIST}{proposal.pk}/change/"
        sent = {**fields_of(admin_client, change), "made_on": made_on}
        response = admin_client.post(change, sent)
        assert response.status_code == (200 if words else 302)
        assert words is None or words in response.content.decode()

    def test_only_those_who_may_publish_decide(self, proposal, client, django_user_model):
        editor = django_user_model.objects.create_user("editor", is_staff=True)
        editor.groups.add(Group.objects.get(name="编辑"))
        client.force_login(editor)
        assert client.get(f"{self.LIST}{proposal.pk}/change/").status_code == 200
        self.act(client, proposal, "make_present")
        assert law().amended_on == date(2021, 6, 1)

    def test_the_policy_lists_its_versions(self, proposal, admin_client):
        page = admin_client.get(f"/admin/articles/policy/{law().pk}/change/").content.decode()
        assert f"{self.LIST}{proposal.pk}/change/" in page


def test_a_text_announced_long_ago_comes_into_force_on_its_day(db, tmp_path, client):
    outcome_of(tmp_path, IN_2021)
    outcome_of(tmp_path, text("2021年6月1日", "2024年1月1日", force=day_ahead(10)))
    assert due_versions(date.today()) == []
    law().versions.update(effective_on=date(2024, 2, 1))
    page = client.get(f"/policies/{law().slug}/").content.decode()
    assert "2024年2月1日起施行，尚未由编辑设为现行文本" in page
    call_command("bring_into_force", verbosity=0)
    assert (law().amended_on, law().effective_on) == (date(2024, 1, 1), date(2024, 2, 1))


WAITS = "2023年10月1日起施行；修改后的文本正在等编辑审核，这里显示的是修改以前的"
NOT_HELD = "2023年10月1日起施行；修改后的文本库中没有收录，这里显示的是修改以前的"


def page_of(client, place: str = "") -> str:
    return client.get(f"/policies/{law().slug}/{place}").content.decode()


def test_pages_say_that_a_decision_has_changed_the_text_while_the_new_one_waits(proposal, client):
    for place in ("", "?at=2023-10-01", "articles/2/?at=2024-01-01", "full/?at=2024-01-01"):
        assert WAITS in page_of(client, place), place
        assert "日施行的是" not in page_of(client, place), place
    assert "修改后的文本" not in page_of(client, "?at=2023-09-30")
    make_present([proposal])
    for place in ("", "?at=2024-01-01", "?at=2023-09-30"):
        assert "修改后的文本" not in page_of(client, place), place


def test_pages_say_that_the_changed_text_is_not_held(db, client, tmp_path):
    outcome_of(tmp_path, IN_2021, "v21.txt")
    outcome_of(tmp_path, DECISION, "decision.txt")
    assert NOT_HELD in page_of(client)
    assert NOT_HELD in page_of(client, "?at=2024-01-01")
    assert "修改后的文本" not in page_of(client, "?at=2022-01-01")
