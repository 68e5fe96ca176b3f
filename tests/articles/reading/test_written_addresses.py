"""Another spelling of an address leads to the permanent one; where nothing is, what is near is shown."""

import pytest

from articles.models import Policy
from tests.addresses import ARTICLE, POLICY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "permanent"),
    [
        *(
            (f"{POLICY}articles/{form}", ARTICLE)
            for form in ("第25条/", "025/", "25", "第二十五条", "２５/", "二十五/")
        ),
        (f"{POLICY}articles/第25条.docx", f"{ARTICLE[:-1]}.docx"),
        (f"{POLICY}articles/025.json", f"{ARTICLE[:-1]}.json"),
        (f"{POLICY}chapters/第六章.docx", f"{POLICY}chapters/6.docx"),
        (f"{POLICY}articles/第十二条之一/", f"{POLICY}articles/12-1/"),
        (f"{POLICY}articles/第25条/?mark=off", f"{ARTICLE}?mark=off"),
        *(
            (f"{POLICY}chapters/{form}", f"{POLICY}chapters/6/")
            for form in ("第六章/", "06/", "6", "六/", "６")
        ),
    ],
)
def test_another_spelling_leads_on_for_good(client, shipped, written, permanent):
    answer = client.get(written)
    assert (answer.status_code, answer["Location"]) == (301, permanent)


@pytest.mark.parametrize(
    ("written", "permanent"),
    [
        ("/articles/第25条/", ARTICLE),
        ("/articles/025.txt", f"{ARTICLE[:-1]}.txt"),
        ("/chapters/第六章/", f"{POLICY}chapters/6/"),
        ("/articles/第99条/", "/goto/?q=%E7%AC%AC99%E6%9D%A1"),
        ("/policies/国家产业技术政策/", POLICY),
        ("/policies/工信部联科〔2009〕232号/", POLICY),
        ("/ministries/财政部/", "/ministries/mof/"),
    ],
)
def test_a_name_leads_on_for_now(client, shipped, written, permanent):
    answer = client.get(written)
    assert (answer.status_code, answer["Location"]) == (302, permanent)


def test_a_chapter_of_a_subpart_is_found_in_it(client, import_text):
    code = import_text(
        "parts",
        "某法典\n第一编 总则\n第一条 甲。\n第二编 合同\n第一分编 通则\n第一章 起草\n第二条 乙。\n"
        "第二分编 典型合同\n第一章 买卖\n第三条 丙。\n",
    )
    Policy.objects.filter(is_featured=True).update(is_featured=False)
    Policy.objects.filter(pk=code.pk).update(is_featured=True)
    assert client.get("/chapters/第二编第二分编第一章/")["Location"] == "/policies/parts/chapters/2-2-1/"


@pytest.mark.parametrize(
    "path",
    [
        *(
            f"{POLICY}articles/{form}"
            for form in ("总则/", "0/", "//evil.example", "25/26/", "100000/", "25.pdf", "25.xlsx")
        ),
        *(
            f"{POLICY}chapters/{form}"
            for form in ("总则/", "0/", "https://evil.example/", "6.xml", "6.jsonld")
        ),
        *(
            "/articles/abc/",
            "/articles/",
            "/chapters/x/",
            "/articles//evil.example/",
            "/policies/没有的政策/",
        ),
    ],
)
def test_what_is_no_number_stays_not_found(client, shipped, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "near"),
    [
        (f"{POLICY}articles/35/", [f"{POLICY}articles/34/", "条号最近的条文", f"{POLICY}chapters/7/"]),
        (f"{POLICY}articles/35.docx", [f"{POLICY}articles/34/"]),
        (f"{POLICY}articles/0/", [f"{POLICY}chapters/1/"]),
        (f"{POLICY}chapters/8/", [f"{POLICY}chapters/7/"]),
        (f"{POLICY}nothing/of/it/", [f"{POLICY}chapters/7/"]),
        ("/policies/gxblk-2009-233/", ["您找的可能是", f'href="{POLICY}"']),
        ("/policies/gxblk-2009-233/articles/25/", [f'href="{POLICY}"']),
        ("/policies/产业技术/", [f'href="{POLICY}"']),
        ("/ministries/moff/", ["/ministries/mof/"]),
        ("/ministries/财政/", ["/ministries/mof/"]),
        ("/feeds/ministries/moff/", ["/ministries/mof/"]),
    ],
)
def test_the_page_offers_what_is_near(client, shipped, path, near):
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'rel="canonical"' not in page
    assert [words for words in near if words not in page] == []
