"""The entities that ship: complete, unambiguous, with a history; they reach an existing database."""

import tomllib
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.conf import settings

from articles.editing import keep_entity
from articles.links.entities.entity_trees import entity_list_of
from articles.links.linker import suggest_links
from articles.links.shipped_links import load_shipped_links
from articles.models import Entity, Mention, NameStart, ShippedFile, Succession
from articles.search.index.name_prefixes import ensure_names

DEPARTMENTS = """
外交部 国防部 国家发展和改革委员会 教育部 科学技术部 工业和信息化部
国家民族事务委员会 公安部 国家安全部 民政部 司法部 财政部
人力资源和社会保障部 自然资源部 生态环境部 住房和城乡建设部 交通运输部 水利部
农业农村部 商务部 文化和旅游部 国家卫生健康委员会 退役军人事务部 应急管理部
中国人民银行 审计署
"""
DIRECT = """
国务院国有资产监督管理委员会 海关总署 国家税务总局 国家市场监督管理总局
国家金融监督管理总局 中国证券监督管理委员会 国家广播电视总局 国家体育总局
国家信访局 国家统计局 国家知识产权局 国家国际发展合作署 国家医疗保障局
国务院参事室 国家机关事务管理局 国务院研究室 新华通讯社 中国科学院
中国社会科学院 中国工程院 国务院发展研究中心 中央广播电视总台 中国气象局
"""
MANAGED = """
国家粮食和物资储备局 国家能源局 国家数据局 国家国防科技工业局 国家烟草专卖局
国家移民管理局 国家林业和草原局 国家铁路局 中国民用航空局 国家邮政局
国家文物局 国家中医药管理局 国家疾病预防控制局 国家矿山安全监察局 国家消防救援局
国家外汇管理局 国家药品监督管理局
"""


def shipped_file(name: str) -> dict:
    return tomllib.loads((settings.CONTENT_DIR / "entities" / f"{name}.toml").read_text(encoding="utf-8"))


def bodies() -> dict[str, dict]:
    return {entry["slug"]: entry for entry in shipped_file("ministries")["entity"]}


def test_all_bodies_of_the_state_council_are_there_and_none_has_ended():
    present = {entry["name"]: slug for slug, entry in bodies().items()}
    departments, direct, managed = DEPARTMENTS.split(), DIRECT.split(), MANAGED.split()
    assert (len(departments), len(direct), len(managed)) == (26, 23, 17)
    ended = {slug for reform in shipped_file("successions")["reform"] for slug in reform["became"]}
    reused = {"nmpa"}  # the name of an earlier body as well
    for name in departments + direct + managed:
        assert present[name] not in ended - reused, name


def test_successions_are_between_bodies_of_the_file_and_in_the_order_of_their_dates():
    known, reforms = bodies(), shipped_file("successions")["reform"]
    years = [reform["date"][:4] for reform in reforms]
    assert years == sorted(years)
    for reform in reforms:
        assert reform["date"][:4] in reform["source"]
        for slug, successors in reform["became"].items():
            assert {slug, *successors} <= known.keys()


def test_a_name_means_one_body_on_any_day():
    uses = defaultdict(list)
    for slug, entry in bodies().items():
        uses[entry["name"]].append((slug, None, None))
        for alias in entry.get("aliases", ()):
            uses[alias["name"]].append((slug, alias.get("from"), alias.get("until")))
    for name, rows in uses.items():
        ordered = sorted(rows, key=lambda row: str(row[1] or ""))
        for (_, _, until), (_, begin, _) in pairwise(ordered):
            assert (until or date.max) < (begin or date.min), name


@pytest.mark.parametrize(
    ("year", "words", "slug"),
    [
        (2009, "环境保护部", "mep"),
        (2019, "生态环境部", "mee"),
        (1996, "国家计委", "spc-planning"),
        (2001, "国家计委", "sdpc"),
        (2009, "广电总局", "sarft"),
        (2015, "广电总局", "sapprft"),
        (2020, "广电总局", "nrta"),
        (2019, "银监会", "cbrc"),
        (2024, "发展改革委", "ndrc"),
    ],
)
def test_a_name_is_that_of_the_body_of_its_time(shipped, import_text, year, words, slug):
    text = f"某通知\n各市：\n请执行。\n甲部\n{year}年7月4日\n第一条 由{words}办理。\n"
    policy = import_text("dated", text)
    suggest_links(policy)
    (mention,) = Mention.objects.of_policy(policy).of_kind("ministry").in_articles()
    assert mention.entity.slug == slug


def test_the_page_of_a_body_says_what_it_was_and_what_it_became(shipped, client):
    page = client.get("/ministries/mep/").content.decode()
    assert 'href="/ministries/mee/"' in page
    assert 'href="/ministries/sepa/"' in page
    assert "2018年3月17日，《关于国务院机构改革方案的决定》" in page
    assert 'href="/ministries/mep/"' in client.get("/ministries/mee/").content.decode()
    Entity.objects.filter(slug="mep").update(is_published=False)
    assert "/ministries/mep/" not in client.get("/ministries/mee/").content.decode()


def test_the_list_shows_those_with_articles_and_folds_the_others(shipped, client):
    listed = entity_list_of("ministry")
    slugs = {branch.entity.slug for branch in listed.branches}
    assert {"mof", "mee"} <= slugs
    assert "mfa" in {entity.slug for entity in listed.others}
    former = {entity.slug for entity in listed.former}
    assert {"mep", "setc"} <= former
    assert "nmpa" not in former  # its name was given again in 2018
    page = client.get("/ministries/").content.decode()
    assert f"尚无条文，已改组或并入其他机构（{len(listed.former)}）" in page
    assert f"/ministries/{listed.others[0].slug}/" in page


@pytest.fixture
def earlier_version(shipped, import_text) -> Entity:
    """A database of the time when 环境保护部 was an alias of its successor."""
    successor, body = Entity.objects.get(slug="mee"), Entity.objects.get(slug="mep")
    Succession.objects.filter(predecessor=body).delete()
    Succession.objects.filter(successor=body).delete()
    body.aliases.all().delete()
    body.delete()
    successor.aliases.create(name="环境保护部", valid_from="2008-03-15", valid_until="2018-04-15")
    policy = import_text("of-2009", "某通知\n各市：\n请执行。\n甲部\n2009年7月4日\n第一条 环境保护部办理。\n")
    suggest_links(policy)
    assert Mention.objects.of_policy(policy).get(quote="环境保护部").entity == successor
    ShippedFile.objects.forget("entities")
    return successor


def test_an_existing_database_follows_the_file_and_open_suggestions_go_with_the_name(earlier_version):
    load_shipped_links()
    body = Entity.objects.get(slug="mep")
    assert list(earlier_version.aliases.all()) == []
    assert Mention.objects.get(quote="环境保护部").entity == body
    assert [row.successor for row in body.successions.all()] == [earlier_version]
    load_shipped_links()
    assert Succession.objects.after(body).count() == 1
    ensure_names()
    offers = NameStart.objects.filter(text="环境保护部")
    assert set(offers.values_list("entity", flat=True)) == {body.pk}


def test_what_an_editor_has_changed_stays(earlier_version, admin_user):
    Entity.objects.filter(pk=earlier_version.pk).update(description="编辑写的说明")
    keep_entity(earlier_version, by=admin_user, note="后台编辑")
    load_shipped_links()
    earlier_version.refresh_from_db()
    assert earlier_version.description == "编辑写的说明"
    assert earlier_version.aliases.get().name == "环境保护部"
    assert not Entity.objects.filter(slug="mep").exists()


def test_an_editor_writes_the_history_in_the_administration(shipped, admin_client):
    body = Entity.objects.get(slug="mep")
    page = admin_client.get(f"/admin/articles/entity/{body.pk}/change/").content.decode()
    assert "后来（沿革：改组、取代）" in page
    goal = Entity.objects.of_kind("goal").first()
    page = admin_client.get(f"/admin/articles/entity/{goal.pk}/change/").content.decode()
    assert "后来（机构沿革）" not in page
