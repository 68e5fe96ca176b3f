"""历次版本 for readers: pages, `?at=`, formats, API, caching."""

import io
import json
import re
from datetime import date

import pytest
from docx import Document

from articles.exports.open_data import export_open_data
from articles.models import Policy
from articles.review.publication import withdraw_articles, withdraw_policies
from tests.articles.versions.texts import IN_2021, TITLE, day_ahead, outcome_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("work_of_module")]
#: What only the text of 2015, of 2021, of 2023 says in its second article.
OWN = {"2015-03-01": "安装水表。", "2021-06-01": "安装智能水表。", "2023-09-01": "智能水表，每年检定。"}
AS_OF = {"2016-01-01": "2015-03-01", "2022-01-01": "2021-06-01", "2024-01-01": "2023-09-01"}
PLACES = ("", "full/", "articles/2/", ".txt", ".xml", ".docx", "articles/2.txt", "articles/2.xml")
JSON = (".json", ".jsonld", "articles/2.json", "articles/2.jsonld")


@pytest.fixture
def work(db) -> Policy:
    return Policy.objects.get(title=TITLE)


def page(client, work, place: str = "", **query) -> str:
    response = client.get(f"/policies/{work.slug}{'' if place.startswith('.') else '/'}{place}", query)
    assert response.status_code == 200, response.content.decode()
    if ".docx" in place:
        return "\n".join(p.text for p in Document(io.BytesIO(response.content)).paragraphs)
    return response.content.decode()


def refusal(client, address: str, status: int = 404) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", AS_OF)
def test_at_shows_the_text_in_force_on_the_day_and_says_so(client, work, place, day):
    html = page(client, work, place, at=day)
    has_text = place or AS_OF[day] != "2023-09-01"  # the present policy's page lists its contents only
    for version, words in OWN.items():
        assert (words in html) == (has_text and version == AS_OF[day]), (version, words)
    year, month, number = (int(part) for part in day.split("-"))
    assert f"{year}年{month}月{number}日施行的是{AS_OF[day][:4]}年" in html


@pytest.mark.parametrize("day", AS_OF)
def test_at_in_the_api_shows_the_text_in_force_and_names_it(client, work, day):
    api = f"/api/v1/policies/{work.slug}/"
    words, version = OWN[AS_OF[day]], AS_OF[day]
    article = client.get(f"{api}articles/2/", {"at": day}).json()
    assert article["text"].endswith(words)
    assert article["version"]["date"] == version
    policy = client.get(api, {"at": day}).json()
    assert (policy["amended_on"] or policy["adopted_on"], policy["version"]["date"]) == (version, version)
    units = client.get(f"{api}units/", {"at": day})
    assert next(unit for unit in units.json() if unit["label"] == "第二条")["text"].endswith(words)
    assert units.headers["Memento-Datetime"].endswith("00:00:00 GMT")
    listed = client.get(f"{api}articles/", {"at": day}).json()["results"]
    assert listed[1]["text"].endswith(words)
    for suffix in JSON:
        address = f"/policies/{work.slug}{'' if suffix.startswith('.') else '/'}{suffix}"
        assert client.get(address, {"at": day}).status_code == 200


def test_the_list_of_versions_is_newest_first(client, work):
    rows = client.get(f"/api/v1/policies/{work.slug}/versions/").json()
    assert [(row["date"], row["effective_on"], row["until"], row["is_current"]) for row in rows] == [
        ("2023-09-01", None, None, True),
        ("2021-06-01", None, "2023-09-01", False),
        ("2015-03-01", "2015-05-01", "2021-06-01", False),
    ]
    for row in rows:
        assert OWN[row["date"]] in client.get(row["address"]).content.decode()
    html = page(client, work, "versions/")
    assert all(f"2{row['date'][1:4]}年" in html for row in rows)
    assert "改动 1 处，删去 1 处" in html


def test_an_article_that_only_an_older_text_has_is_readable_at_its_day(client, work):
    assert "旧条。" in page(client, work, "articles/2-1/", at="2022-01-01")
    assert "没有这一处" in refusal(client, f"/policies/{work.slug}/articles/2-1/?at=2016-01-01")


def test_two_versions_are_compared_by_words_whichever_is_named_first(client, work):
    for a, b in (("2015-03-01", "2023-09-01"), ("2023-09-01", "2015-03-01")):
        html = page(client, work, "versions/", a=a, b=b)
        assert "安装水表。" in re.sub("</?del>", "", html)
        assert "安装智能水表，每年检定。" in re.sub("</?ins>", "", html)
        assert "<ins>" in html
    of_unit = page(client, work, "versions/", a="2021-06-01", b="2023-09-01", unit="2")
    assert "第二条" in of_unit
    assert "旧条" not in of_unit
    assert "较新的文本没有这一处" in page(
        client, work, "versions/", a="2021-06-01", b="2023-09-01", unit="2-1"
    )


@pytest.mark.parametrize(
    "day",
    ["2022-02-30", "20220101", "2022-W01-1", "昨天", "0000-00-00", "2022-01-01'", "2022/1/1", "x" * 500],
)
def test_what_is_no_day_is_refused_in_words(client, work, day):
    assert "不是日期" in refusal(client, f"/policies/{work.slug}/?at={day}")
    assert client.get(f"/api/v1/policies/{work.slug}/", {"at": day}).status_code == 400


def test_a_day_before_all_texts_gets_the_dates_that_are_held(client, work):
    for address in (f"/policies/{work.slug}/?at=0001-01-01", f"/api/v1/policies/{work.slug}/?at=2014-12-31"):
        message = refusal(client, address)
        assert "2023年9月1日" in message
        assert "2015年3月1日（2015年5月1日起施行）" in message
    assert "2021年6月1日" in refusal(client, f"/policies/{work.slug}/versions/2020-01-01/")
    assert "没有一个版本" in refusal(client, f"/policies/{work.slug}/versions/?unit=99")
    assert client.get("/policies/nothing/versions/").status_code == 404


def test_announced_is_told_apart_from_in_force(client, work, tmp_path):
    future = text("2024年1月1日", meters="远传水表", force=day_ahead(90))
    outcome_of(tmp_path, future)
    today = page(client, work, at=date.today().isoformat())
    assert "施行的是2023年修改的文本" in today
    assert "已公布，尚未施行" in today
    assert "已公布，尚未施行" in page(client, work, "versions/")
    assert "2015年4月1日，2015年3月1日的文本已公布，尚未施行（2015年5月1日起施行" in page(
        client, work, at="2015-04-01"
    )


def test_pages_as_of_a_day_are_not_indexed_and_present_ones_are(client, work):
    address = f"/policies/{work.slug}/"
    for path in (
        f"{address}?at=2022-01-01",
        f"{address}versions/2021-06-01/",
        f"{address}articles/2.txt?at=2022-01-01",
    ):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get(address).headers
    assert "versions" not in client.get("/sitemap-policies.xml").content.decode()


def test_the_cache_tells_days_apart_and_forgets_when_a_version_comes(client, work, tmp_path):
    address = f"/policies/{work.slug}/articles/2/"
    for _ in range(3):
        pages = {day: client.get(address, {"at": day}) for day in AS_OF}
        assert len({response.headers["ETag"] for response in pages.values()}) == 3
        assert client.get(address).headers["ETag"] not in {r.headers["ETag"] for r in pages.values()}
    outcome_of(tmp_path, text("2021年6月1日", "2022年5月1日", meters="节水表"))
    assert "节水表" in client.get(address, {"at": "2023-01-01"}).content.decode()


def test_what_is_withdrawn_is_in_no_version(client, work):
    withdraw_articles(work.articles.filter(address="2"))
    assert "安装智能水表" not in page(client, work, at="2022-01-01")
    assert client.get(f"/policies/{work.slug}/articles/2/?at=2022-01-01").status_code == 404
    withdraw_policies(Policy.objects.filter(pk=work.pk))
    for place in ("versions/", "versions/2021-06-01/", "?at=2022-01-01", "articles/1/?at=2022-01-01"):
        assert client.get(f"/policies/{work.slug}/{place}").status_code == 404
    assert client.get(f"/api/v1/policies/{work.slug}/versions/").status_code == 404


def test_a_policy_of_one_text_has_one_version(client, shipped):
    (only,) = client.get(f"/api/v1/policies/{shipped.slug}/versions/").json()
    assert (only["date"], only["until"], only["is_current"]) == ("2009-05-15", None, True)
    assert "库中只有这一版" in page(client, shipped, "versions/")
    assert page(client, shipped, "articles/25/", at="2012-01-01").count("data-unit") >= 1


def test_a_unit_has_its_own_history(client, work):
    assert IN_2021.count("智能水表")
    assert f"/policies/{work.slug}/versions/?unit=2" in page(client, work, "articles/2/")
    html = page(client, work, "versions/", unit="2")
    assert "第二条</a>的历次版本" in html
    assert html.count("改动 1 处") == 2


def test_an_identifier_of_an_older_text_leads_to_it(client, work):
    expression = re.search(
        r"/akn/cn/[^\"]*@2021-06-01(?=/!main)", page(client, work, ".xml", at="2022-01-01")
    )[0]
    response = client.get(f"{expression}/art_2", follow=True)
    assert "安装智能水表。" in response.content.decode()
    present = client.get(f"{expression.replace('2021-06-01', '2023-09-01')}/art_2")
    assert "at=" not in present["Location"]


def test_the_dump_holds_every_version_with_its_text(work, tmp_path):
    export_open_data(tmp_path / "data", progress=lambda rows, *_: rows)
    lines = {
        name: [json.loads(line) for line in (tmp_path / "data" / f"{name}.jsonl").open(encoding="utf-8")]
        for name in ("versions", "version_texts")
    }
    listed = next(row["versions"] for row in lines["versions"] if row["policy"] == work.slug)
    assert [row["date"] for row in listed] == ["2023-09-01", "2021-06-01", "2015-03-01"]
    texts = {row["date"]: "".join(unit["text"] for unit in row["units"]) for row in lines["version_texts"]}
    assert {day for day, words in OWN.items() if words in texts.get(day, "")} == {"2021-06-01", "2015-03-01"}


def test_the_list_of_a_chapter_as_of_a_day(client, db, tmp_path):
    first = "某办法\n（2015年1月1日某市人民政府令第1号公布）\n第一章 总则\n第一条 甲。\n第二条 乙。\n"
    second = first.replace("公布）", "公布　2020年1月1日某市人民政府令第2号修改）").replace("乙。", "丙。")
    for words in (first, second):
        outcome_of(tmp_path, words)
    chapter = f"/policies/{Policy.objects.get(title='某办法').slug}/chapters/1"
    for address, present, past in ((f"{chapter}/", "丙。", "乙。"), (f"{chapter}.txt", "丙。", "乙。")):
        assert present in client.get(address).content.decode()
        dated = client.get(address, {"at": "2018-01-01"}).content.decode()
        assert past in dated
        assert present not in dated
    for address, named in (("9", "第9章"), ("2-3", "这一章（2-3）"), ("a1-2", "这一章（a1-2）")):
        assert f"没有{named}" in refusal(client, f"{chapter.removesuffix('1')}{address}/?at=2018-01-01")


def test_the_tables_of_an_older_text_are_shown_as_tables(client, db, tmp_path):
    head = "某收费办法\n（2015年1月1日某市人民政府令第1号公布）\n"
    first = f"{head}第一条 标准：\n类别\t元\n甲类\t100\n第二条 乙。\n"
    second = first.replace("公布）", "公布　2020年1月1日某市人民政府令第2号修改）").replace("100", "200")
    for words in (first, second):
        outcome_of(tmp_path, words)
    slug = Policy.objects.get(title="某收费办法").slug
    for place in ("", "articles/1/"):
        dated = client.get(f"/policies/{slug}/{place}", {"at": "2018-01-01"}).content.decode()
        assert re.search(r"<td>甲类</td>\s*<td>100</td>", dated)


@pytest.mark.parametrize(
    ("day", "is_listed"), [("2014-01-01", False), ("2022-01-01", True), ("2024-01-01", True)]
)
def test_the_list_of_a_day_has_what_had_a_text_then_and_leads_to_that(client, work, day, is_listed):
    page = client.get("/policies/", {"at": day}).content.decode()
    assert (f'href="{work.get_absolute_url()}?at={day}"' in page) == is_listed
    assert "已有文本的政策，点开是那一天的文本" in page
    rows = client.get("/api/v1/policies/", {"at": day}).json()["results"]
    assert (work.slug in [row["slug"] for row in rows]) == is_listed


def test_the_list_of_no_day_says_what_is_wrong(client, work):
    page = client.get("/policies/", {"at": "2022"}).content.decode()
    assert "field-error" in page
    assert "点开是那一天的文本" not in page
    assert client.get("/api/v1/policies/", {"at": "2022"}).status_code == 400


def test_headings_of_a_version_follow_its_title(client, work):
    assert '<h2 id="art_2-title">' in page(client, work, "versions/2021-06-01/")


def test_neighbours_do_not_repeat_the_title_of_their_policy(client, work):
    assert "下一条</span>第三条</a>" in page(client, work, "articles/2/")


@pytest.mark.parametrize("place", ["", "full/", "articles/2/"])
def test_pages_of_the_present_text_tell_of_one_that_is_announced(client, work, tmp_path, place):
    assert "新的文本已公布" not in page(client, work, place)
    outcome_of(tmp_path, text(day_ahead(-1), meters="电子水表", force=day_ahead(30)), "ahead.txt")
    html = page(client, work, place)
    assert f'新的文本已公布，{day_ahead(30)}起施行：<a href="/policies/{work.slug}/versions/' in html
    assert "电子水表" not in html


def test_versions_and_relations_of_a_day_in_the_api(client, work):
    api = f"/api/v1/policies/{work.slug}/"
    for day, version in AS_OF.items():
        assert [row["date"] for row in client.get(f"{api}versions/", {"at": day}).json()] == [version]
    own = client.get(f"{api}relations/", {"at": "2024-01-01"}).json()
    assert own == client.get(f"{api}relations/").json()
    assert [
        row for row in client.get(f"{api}relations/", {"at": "2016-01-01"}).json() if row not in own
    ] == []
    for name in ("versions", "relations"):
        assert "2015年3月1日" in client.get(f"{api}{name}/", {"at": "2010-01-01"}).json()["detail"]
        assert client.get(f"{api}{name}/", {"at": "2016-13-01"}).status_code == 400
