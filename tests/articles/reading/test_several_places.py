"""Lists, ranges, missing documents and versions, as /goto/, the search box and the API answer them."""

import pytest

from articles.models import Policy, PolicyVersion

CODE = "中华人民共和国民法典\n" + "".join(f"第{n}条 甲{n}。\n乙{n}。\n" for n in "一二三四五六七八九")
PARTS = (
    "某法典\n第一编 总则\n第一条 甲。\n第二编 合同\n第一分编 通则\n"
    "第一章 起草\n第二条 乙。\n第二章 订立\n第三条 丙。\n附则\n第四条 丁。\n"
)
ANNEXED = (
    "某管理办法\n第一条 甲。\n附件1\n甲则\n第一章 一般\n第一条 子。\n"
    "附件2\n乙则\n第一章 一般\n第一条 丑。\n第二章 其他\n第二条 寅。\n"
)


@pytest.fixture
def code(shipped, import_text):
    return import_text("code", CODE)


@pytest.mark.parametrize("path", ["/goto/", "/search/"])
class TestEitherWay:
    def test_several_places_are_a_list_in_the_order_in_which_they_are_written(self, client, code, path):
        page = client.get(path, {"q": "民法典8条2款、3条和第五条"}).content.decode()
        links = ("articles/8/#para_2", "articles/3/", "articles/5/")
        places = [page.index(f'href="/policies/code/{link}"') for link in links]
        assert places == sorted(places)
        assert "引用的 3 处" in page

    def test_a_range_lists_its_articles_and_leads_to_the_whole_text(self, client, code, path):
        page = client.get(path, {"q": "民法典第3-5条"}).content.decode()
        numbers = [n for n in range(1, 10) if f'href="/policies/code/articles/{n}/"' in page]
        assert numbers == [3, 4, 5]
        assert 'href="/policies/code/full/#art_3"' in page

    def test_what_is_missing_in_a_list_is_said_beside_what_is_there(self, client, code, path):
        response = client.get(path, {"q": "民法典第二条、合同法第五十二条"})
        page = response.content.decode()
        assert response.status_code == 200
        assert 'href="/policies/code/articles/2/"' in page
        assert "没有收录《合同法》；它已自2021-01-01起由《民法典》取代" in page

    @pytest.mark.parametrize("typed", ["合同法52条", "《合同法》第52条", "合同法 52", "请问合同法第五十二条"])
    def test_a_law_that_is_not_stored_is_said_to_be_missing(self, client, code, path, typed):
        response = client.get(path, {"q": typed})
        page = response.content.decode()
        assert response.status_code == 404
        assert "本库未收录《合同法》" in page
        assert "第一千二百六十条" in page
        assert 'href="/policies/code/"' in page

    @pytest.mark.parametrize("typed", ["火星开发法第三条", "ＷＴＯ法第三条"])
    def test_so_is_one_that_nobody_has_heard_of(self, client, shipped, path, typed):
        response = client.get(path, {"q": typed})
        assert response.status_code == 404
        assert "没有收录" in response.content.decode()

    def test_a_version_that_is_stored_is_shown_as_of_then(self, client, code, path):
        Policy.objects.filter(pk=code.pk).update(adopted_on="2020-05-28")
        assert client.get(path, {"q": "民法典(2020修正)第2条"})["Location"] == "/policies/code/articles/2/"
        PolicyVersion.objects.create(
            policy=code, made_on="1999-03-15", source="甲", snapshot={}, imported_at="2026-01-01T00:00Z"
        )
        dated = client.get(path, {"q": "民法典（1999修正）第2条"})["Location"]
        assert dated == "/policies/code/articles/2/?at=1999-03-15"

    def test_a_version_that_is_not_stored_is_told(self, client, code, path):
        page = client.get(path, {"q": "民法典（1999修正）第2条"}, follow=True).content.decode()
        assert "您引用的是1999年的文本，本库没有收录那一版" in page


@pytest.mark.parametrize("path", ["/goto/", "/search/"])
@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("某法典第二编", "full/#part_2"),
        ("某法典合同编", "full/#part_2"),
        ("某法典第二编第一分编", "full/#part_2__subpart_1"),
        ("某法典合同编第一分编", "full/#part_2__subpart_1"),
        ("某法典第一分编", "full/#part_2__subpart_1"),
        ("某法典总则", "full/#part_1"),
        ("某法典 总则", "full/#part_1"),
        ("某法典附则", "full/#part_3"),
        ("某法典合同编第二章", "chapters/2-1-2/"),
        ("某法典第二编第二章", "chapters/2-1-2/"),
    ],
)
def test_a_division_is_read_where_it_begins(client, shipped, import_text, path, typed, page):
    import_text("parts", PARTS)
    assert client.get(path, {"q": typed})["Location"] == f"/policies/parts/{page}"
    page_address, _, anchor = page.partition("#")
    assert not anchor or f'id="{anchor}"' in client.get(f"/policies/parts/{page_address}").content.decode()


def test_a_chapter_is_called_by_its_title_as_parts_are(client, shipped, import_text):
    import_text("law", "某管理条例\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
    assert client.get("/goto/", {"q": "某管理条例附则"})["Location"] == "/policies/law/chapters/2/"
    assert "没有“分则”" in client.get("/goto/", {"q": "某管理条例分则"}).content.decode()


def test_a_chapter_of_an_annex_is_opened(client, shipped, import_text):
    import_text("act", ANNEXED)
    location = client.get("/goto/", {"q": "某管理办法附件2第一章"})["Location"]
    assert location == "/policies/act/chapters/a2-1/"
    assert "乙则" in client.get(location).content.decode()


def test_a_law_whose_name_ends_like_a_part_is_that_law(client, shipped, import_text):
    import_text("general", "中华人民共和国民法总则\n第一条 甲。\n第二条 乙。\n")
    assert client.get("/goto/", {"q": "民法总则"})["Location"] == "/policies/general/"
    assert client.get("/goto/", {"q": "民法总则第二条"})["Location"] == "/policies/general/articles/2/"


def test_one_that_is_not_stored_is_said_to_be_missing(client, shipped):
    assert "没有收录《民法总则》" in client.get("/goto/", {"q": "民法总则第二条"}).content.decode()


def test_a_part_that_is_not_there(client, shipped, import_text):
    import_text("parts", PARTS)
    assert "没有这一编" in client.get("/goto/", {"q": "某法典第九编"}).content.decode()
    assert "不分编" in client.get("/goto/", {"q": "第二编"}).content.decode()


def test_words_before_a_citation_are_searched_for(client, code):
    """They are a question; only a whole text that is a citation has a place of its own."""
    assert client.get("/search/", {"q": "本法第三条"}).status_code == 200
    assert client.get("/search/", {"q": "合同法怎么规定违约"}).status_code == 200


def test_the_interface_gives_every_place(client, code):
    body = client.get("/api/v1/goto/", {"q": "民法典第3-5条、第八条"}).json()
    assert [target["label"] for target in body["targets"]] == ["第三条", "第四条", "第五条", "第八条"]
    missing = client.get("/api/v1/goto/", {"q": "合同法52条"})
    assert missing.status_code == 404
    assert "由《民法典》取代" in missing.json()["detail"]


def test_suggestions_know_names_and_lists(client, code):
    def offered_addresses(typed: str) -> list[str]:
        return client.get("/suggest/", {"q": typed}).json()[3]

    assert any(path.endswith("/policies/code/articles/3/") for path in offered_addresses("民法典3条、5条"))
    assert any(path.endswith("/policies/code/articles/5/") for path in offered_addresses("民法典3条、5条"))
