"""Templates ask only for what there is: Django shows nothing for an attribute that an object lacks."""

from collections.abc import Mapping

import pytest
from django.template import Context, Template
from django.template.base import VariableDoesNotExist
from django.template.context import BaseContext

from tests.addresses import ARTICLE, PAGES, PERSONAL, POLICY, PROFILE
from tests.test_valid_html import ERRORS

pytestmark = pytest.mark.django_db
#: Rows of results are told apart by what they have, and only the page of a version gives its request a date.
_MAY_BE_MISSING = {"OtherHit.article", "OtherHit.hits", "WSGIRequest.dated", "WSGIRequest.amended"}
MORE = [
    "/guidance/?q=小公司搞研发怎么贷款",
    "/guidance/?q=公积金怎么提取",
    f"/guidance/?{PROFILE}&q=进口设备免税&force=task&policy=gxblk-2009-232",
    "/guidance/?kind=individual&does=bidding&ministry=mof",
    "/guidance/?kind=xyz&size=-1",
    "/guidance/measures/?force=task&kind=enterprise&ministry=mof&q=设备",
    "/guidance/measures/?force=strong",
    "/guidance/measures/?q=没有这样的措施",
    "/selection/?unit=gxblk-2009-232:23&unit=nowhere:1&title=一份",
    *(
        f"/search/?q={words}"
        for words in ("小公司贷款", "第25条", "进口 -设备", "知识产全", "什么叫专利", "北京 补贴", "龘龘")
    ),
    "/search/?q=税&ministry=mof&policy=gxblk-2009-232",
    "/compare/?a=gxblk-2009-232:10&b=gxblk-2009-232:25",
    f"{ARTICLE}?q=技术",
    f"/report/?page={ARTICLE}",
    f"{POLICY}versions/",
    "/matrix/cell/?rows=goal&cols=chapter",
    "/goto/?q=第25条、第26条",
]


@pytest.fixture
def missing(monkeypatch) -> list[str]:
    """What templates asked of objects that have no such attribute; a name may well not be given."""
    names_missing: list[str] = []
    remember = VariableDoesNotExist.__init__

    def tell(error: VariableDoesNotExist, msg: str, params: tuple = ()) -> None:
        name, of = params if len(params) == 2 else ("", None)
        if not (of is None or isinstance(of, BaseContext | Mapping | str)):
            names_missing.append(f"{type(of).__name__}.{name}")
        remember(error, msg, params)

    monkeypatch.setattr(VariableDoesNotExist, "__init__", tell)
    return names_missing


@pytest.mark.parametrize("address", [*PAGES, *ERRORS, *PERSONAL, *MORE])
def test_no_attribute_is_missing(client, db, missing, address):
    assert client.get(address).status_code < 500
    assert set(missing) <= _MAY_BE_MISSING


def test_no_attribute_is_missing_in_the_report_of_a_check(client, db, missing):
    draft = "根据《国家产业技术政策》第二十五条“对企业进口免税”，以及《没有这部法》第一条。"
    assert client.post("/check/", {"text": draft}).status_code == 200
    assert missing == []


def test_what_is_missing_is_found(missing):
    Template("{% if words.first %}{{ words.0.upper }}{% endif %}{{ words.upper }}{{ other.name }}").render(
        Context({"words": ["a"]})
    )
    assert missing == ["list.first", "list.upper"]
