"""Relations between documents: what a text, its annexes and its number say."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from articles.editing import keep_policy
from articles.links.documents.policies_meant import policies_meant
from articles.links.documents.relations import relations_of
from articles.links.linker import suggest_links
from articles.models import Mention, Policy
from articles.models.links.evidence import LinkStatus
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.validity_doubts import doubts_of
from articles.review.texts.validity import accept_doubt
from articles.text.citing.naming.titles import title_key
from tests.articles.links.importing import NEW, OLD, imported, said

pytestmark = pytest.mark.django_db


def test_what_is_declared_to_hold_no_longer_may_have_expired(shipped, admin_user):
    plan = "某市就业方案\n某政发〔2018〕20号\n第一条 甲。\n第二条 乙。\n某市人民政府\n2018年5月9日\n"
    ended = (
        "某市人民政府关于废止和宣布失效部分文件的决定\n某政发〔2024〕11号\n"
        "一、宣布《某市就业方案》（某政发〔2018〕20号）失效。\n二、本决定自公布之日起施行。\n"
        "某市人民政府\n2024年6月3日\n"
    )
    policy = imported(plan, ended)["某市就业方案"]
    (doubt,) = doubts_of(policy)
    assert doubt.status == PolicyStatus.EXPIRED
    assert accept_doubt(policy, by=admin_user).status == PolicyStatus.EXPIRED


LOANS = (
    "某市贷款办法\n某金规〔2019〕2号\n第一条 甲。\n第二条 本办法自2019年1月1日起施行，有效期5年。\n"
    "某市管理委员会\n2018年12月1日\n"
)


def extension(until: str) -> str:
    return (
        "某市管理委员会关于延长《某市贷款办法》有效期的通知\n某金规〔2024〕3号\n各单位：\n"
        f"经评估，《某市贷款办法》（某金规〔2019〕2号）继续有效，有效期延长至{until}。\n"
        "某市管理委员会\n2024年3月1日\n"
    )


MEASURES = (
    "锦屏市发展和改革委员会关于促进算力发展的若干措施\n锦发改规〔2024〕7号\n各单位：\n一、支持建设。\n二、支持应用。\n"
    "锦屏市发展和改革委员会\n2024年5月1日\n"
)
OTHER = MEASURES.replace("锦屏市", "青河市").replace("锦发改规〔2024〕7号", "青发改规〔2024〕3号")
EXPLAINED = (
    "《关于促进算力发展的若干措施》政策解读\n一、背景\n"
    "近日，市发改委印发《关于促进算力发展的若干措施》（锦发改规〔2024〕7号）。\n二、内容\n共两条。\n"
)
UNNUMBERED = EXPLAINED.replace("（锦发改规〔2024〕7号）", "")


def explained_by(*texts: str) -> set[tuple]:
    policies = imported(*texts)
    explanation = next(policy for title, policy in policies.items() if title.endswith("解读"))
    return {(row.kind.value, row.policy and row.policy.document_number) for row in relations_of(explanation)}


@pytest.mark.parametrize("texts", [(MEASURES, EXPLAINED), (EXPLAINED, MEASURES)], ids=["first", "last"])
@pytest.mark.parametrize("others", [(), (OTHER,)], ids=["one", "two alike"])
def test_the_number_beside_a_name_decides_what_it_means(shipped, texts, others):
    explained = explained_by(*others, *texts)
    assert explained == {("explains", "锦发改规〔2024〕7号"), ("cites", "锦发改规〔2024〕7号")}


@pytest.mark.parametrize("texts", [(MEASURES, UNNUMBERED), (UNNUMBERED, MEASURES)], ids=["first", "last"])
def test_a_title_without_its_issuer_means_the_only_one_that_fits(shipped, texts):
    assert {number for _, number in explained_by(*texts)} == {"锦发改规〔2024〕7号"}


def test_a_title_without_its_issuer_that_two_have_means_none(shipped):
    assert {number for _, number in explained_by(MEASURES, OTHER, UNNUMBERED)} == {None}


def test_whom_a_text_is_from_is_read_once_for_all_that_it_may_mean(shipped):
    citing = imported(MEASURES, OTHER, UNNUMBERED)["《关于促进算力发展的若干措施》政策解读"]
    name = title_key("关于促进算力发展的若干措施")
    with CaptureQueriesContext(connection) as statements:
        policies_meant([name], [UNNUMBERED], citing=Policy.objects.get(pk=citing.pk))
    assert sum('FROM "articles_issuer"' in statement["sql"] for statement in statements) == 2


def test_a_name_with_another_number_or_issuer_is_not_held(shipped):
    assert {number for _, number in explained_by(MEASURES, EXPLAINED.replace("7号", "9号"))} == {None}
    others = UNNUMBERED.replace("市发改委", "省教育厅").replace("《关于", "《 关于")
    assert {number for _, number in explained_by(others)} == {None}


def test_a_validity_that_was_extended_ends_when_the_extension_says(shipped):
    loans = imported(LOANS)["某市贷款办法"]
    assert [doubt.status for doubt in doubts_of(loans)] == [PolicyStatus.EXPIRED]
    later = f"{date.today().year + 3}年12月31日"
    imported(extension(later))
    assert doubts_of(loans) == ()
    relation = relations_of(loans)[0]
    assert (relation.kind, relation.direction) == ("extends", "in")
    assert any(later in statement.sentence for statement in relation.statements)


def test_an_extension_that_has_run_out_is_the_basis_of_the_doubt(shipped):
    loans = imported(extension("2024年12月31日"), LOANS)["某市贷款办法"]
    (doubt,) = doubts_of(loans)
    assert doubt.status == PolicyStatus.EXPIRED
    assert "有效期延长至2024年12月31日" in doubt.basis
    assert "2024-12-31" in doubt.basis


def test_a_quote_in_the_title_stands_in_the_title(shipped):
    title = "某省实施《中华人民共和国量子法》办法"
    text = f"{title}\n2020年5月4日某省人大常委会通过\n第一条 量子应当登记。\n第二条 略。\n"
    (policy,) = imported(text).values()
    mention = Mention.objects.of_policy(policy).of_passage("title").get()
    assert (mention.relation, mention.status) == ("implements", LinkStatus.PUBLISHED)
    assert policy.title[mention.start : mention.end] == mention.quote == "《中华人民共和国量子法》"
    Policy.objects.filter(pk=policy.pk).update(title="某省量子办法", title_key="某省量子办法")
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_the_annex_that_lists_what_is_ended_says_so_at_the_import_and_when_read_again(shipped):
    text = (
        "某部关于废止部分规范性文件的公告\n某部公告2024年第18号\n现决定废止2件规范性文件（目录见附件）。\n"
        "附件：废止的规范性文件目录\n某部\n2024年3月29日\n附件\n废止的规范性文件目录\n"
        "序号\t名称\t文号\n1\t关于某事的通知\t某发〔2010〕65号\n2\t《某某规范》\t某发〔2018〕55号\n"
    )
    (policy,) = imported(text).values()
    ended = [("repeals", "out", "关于某事的通知", None), ("repeals", "out", "某某规范", None)]
    assert said(policy) == ended
    assert suggest_links(policy).mentions == 0
    Mention.objects.of_policy(policy).delete()
    suggest_links(policy)
    assert said(policy) == ended


AMENDED = (
    "某量子法\n（2010年5月4日第九届全国人民代表大会常务委员会第三次会议通过　"
    "根据2020年5月4日第十届全国人民代表大会常务委员会第七次会议《关于修改〈某量子法〉的决定》修正）\n"
    "第一条 甲。\n第二条 乙。\n"
)
AMENDING = (
    "全国人民代表大会常务委员会关于修改《某量子法》的决定\n"
    "（2020年5月4日第十届全国人民代表大会常务委员会第七次会议通过）\n"
    "一、将第一条修改为：“甲。”\n二、删去第三条。\n本决定自公布之日起施行。\n"
)


@pytest.mark.parametrize("texts", [(AMENDED, AMENDING), (AMENDING, AMENDED)], ids=["law", "decision"])
def test_a_law_tells_by_which_decision_it_was_amended(shipped, texts):
    policies = imported(*texts)
    law, decision = policies["某量子法"], policies["全国人民代表大会常务委员会关于修改《某量子法》的决定"]
    assert said(law) == [("amends", "in", decision.title, decision.pk)]
    assert {statement.place for statement in relations_of(law)[0].statements} == {"标题", "制定与修改"}
    assert said(decision) == [("amends", "out", law.title, law.pk)]


def test_a_decision_that_is_not_held_is_named(shipped, client):
    law = imported(AMENDED)["某量子法"]
    (relation,) = client.get(f"/api/v1/policies/{law.slug}/relations/").json()
    assert (relation["kind"], relation["direction"], relation["policy"]) == ("amends", "in", None)
    assert relation["name"] == "全国人民代表大会常务委员会关于修改〈某量子法〉的决定"
    assert "修正" in relation["sentence"]
    assert "修改它的（1）" in client.get(law.get_absolute_url()).content.decode()


def test_the_database_keeps_a_quote_in_the_statement_of_adoption(shipped):
    law = imported(AMENDED)["某量子法"]
    law.adoption = "2010年5月4日通过"
    law.save()
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_an_edit_of_the_statement_of_adoption_takes_the_link_along(shipped, admin_user):
    law = imported(AMENDED)["某量子法"]
    law.adoption = law.adoption.replace("根据2020", " 根据 2020")
    law.save()
    keep_policy(law, by=admin_user)
    (relation,) = relations_of(law)
    assert "根据 2020年" in relation.sentence


def test_what_two_writers_stored_at_the_same_time_is_joined_at_the_end(shipped, tmp_path, monkeypatch):
    monkeypatch.setattr("articles.links.linker.join_policy", lambda policy: None)  # not seen yet
    for name, words in (("a.txt", NEW), ("b.txt", OLD)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    call_command("import_policy", tmp_path / "a.txt", tmp_path / "b.txt", verbosity=0)
    old = Policy.objects.get(title="某省量子管理办法")
    assert [(relation.kind, relation.direction) for relation in relations_of(old)] == [("repeals", "in")]


TERM = (
    "某市软件政策\n某府办发〔2018〕61号\n第一条 支持软件。\n"
    "第二条 本政策自2019年1月1日起施行，有效期5年。\n某市政府办公室\n2018年12月1日\n"
)
LIST = (
    "某市政府办公室关于继续执行部分文件的通知\n某府办发〔2023〕100号\n各区：\n"
    "下列文件继续有效，有效期延长至2099年12月31日：\n1．《某市软件政策》（某府办发〔2018〕61号）\n"
    "2．《某市民宿办法》（某府办发〔2018〕90号）\n某市政府办公室\n2023年12月20日\n"
)


def test_an_item_of_a_list_is_stated_by_its_heading(shipped):
    policy = imported(TERM)["某市软件政策"]
    assert [doubt.status for doubt in doubts_of(policy)] == [PolicyStatus.EXPIRED]
    imported(LIST)
    (relation,) = relations_of(policy)
    assert (relation.kind, relation.direction) == ("extends", "in")
    heading = "下列文件继续有效，有效期延长至2099年12月31日："
    assert relation.sentence == f"{heading}《某市软件政策》（某府办发〔2018〕61号）"
    assert doubts_of(policy) == ()
