"""Earlier texts of a document that it ends by its own title, and documents named by their numbers alone."""

import pytest

from articles.text.citing.relations import NamedDocument, RelationReader
from articles.text.citing.relations.relation_kinds import RelationKind

OWN = "某省消防条例"
OWN_NUMBER = "某政发〔2024〕1号"


def read(text: str, *, title: str = OWN, is_front: bool = False, **names) -> list[tuple[str, str, bool]]:
    reader = RelationReader(title, own_number=OWN_NUMBER, **names)
    relations = reader.read(text, is_front=is_front)
    return [(relation.kind.value, relation.title, relation.is_sure) for relation in relations]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("2015年4月25日某省人民政府令第200号公布的《某省消防条例》同时废止。", "某省人民政府令第200号"),
        ("《某省消防条例》（某政发〔2010〕3号）同时废止。", "某政发〔2010〕3号"),
        ("2015年4月25日公布的《某省消防条例》同时废止。", "2015年4月25日公布"),
        ("1998年5月省人大常委会通过的《某省消防条例》同时废止。", "1998年5月公布"),
        ("原《某省消防条例》同时废止。", "此前的文本"),
    ],
)
def test_what_a_document_ends_under_its_own_title_is_an_earlier_text(text, former):
    assert read(text) == [("repeals", f"某省消防条例（{former}）", True)]


@pytest.mark.parametrize(
    "text",
    [
        "《某省消防条例》（某政发〔2024〕1号）同时废止。",  # its own number
        "《某省消防条例》（试行）同时废止。",
        "《某省消防条例》自2030年1月1日起失效。",
        "《某省消防条例》由省消防救援机构解释。",
    ],
)
def test_a_document_does_nothing_to_itself(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("原《某省消防条例》和《某省消防细则》同时废止。", "某省消防细则"),
        ("《某省消防条例》《某省消防细则》同时废止。", "某省消防细则"),
        ("《人民日报》《某省消防细则》同时废止。", "某省消防细则"),
        ("《通知》《某省消防细则》同时废止。", "某省消防细则"),
        ("（以下简称《总则》）、《某省消防细则》同时废止。", "某省消防细则"),
    ],
)
def test_names_behind_one_that_is_no_other_document_are_read(text, title):
    assert read(text)[-1] == ("repeals", title, True)


@pytest.mark.parametrize(
    ("text", "is_front", "kind"),
    [
        ("各市按照国发〔2019〕5号执行。", False, "cites"),
        ("国发〔2019〕5号同时废止。", False, "repeals"),
        ("根据国发〔2019〕5号精神，现将名单公布。", True, "basis"),
        ("根据国发〔2019〕5号精神，现将名单公布。", False, "cites"),
        ("按照某政发〔2024〕1号和国发〔2019〕5号执行。", False, "cites"),  # the first is its own
    ],
)
def test_a_number_alone_names_a_document(text, is_front, kind):
    (document,) = RelationReader(OWN, own_number=OWN_NUMBER).read(text, is_front=is_front)
    start = text.index("国发")
    assert document == NamedDocument(RelationKind(kind), "国发〔2019〕5号", start, start + 10, is_sure=False)


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2019〕5号",  # the head of a document
        "（国发〔2019〕5号）",
        "某政发〔2024〕1号由某局解释。",
        "关于加强消防管理的通知（国发〔2019〕5号）",  # the title names it
        "3\t某市\t国发〔2019〕5号\t执行",
    ],
)
def test_a_number_beside_what_it_belongs_to_names_nothing(text):
    assert read(text) == []


def test_a_number_means_the_title_that_stands_beside_it_elsewhere():
    titles = {"国发〔2019〕5号": "关于加强消防管理的意见", "某政发〔2020〕6号": OWN}
    text = "按照某政发〔2020〕6号、国发〔2019〕5号和国发〔2019〕8号执行。"
    assert read(text, numbered=titles) == [
        ("cites", "关于加强消防管理的意见", True),
        ("cites", "国发〔2019〕8号", False),
    ]


def test_the_number_of_a_notice_in_a_list_is_that_of_its_item():
    reader = RelationReader("某市政府关于废止部分文件的决定")
    items = [
        "决定废止下列文件：",
        "1. 关于印发《培训费管理办法》的通知（某财行〔2014〕5号），某财行〔2015〕8号同时废止",
        "2. 某财行〔2016〕9号",
    ]
    relations = [(relation.kind.value, relation.title) for item in items for relation in reader.read(item)]
    assert relations == [
        ("repeals", "培训费管理办法"),
        ("repeals", "某财行〔2015〕8号"),
        ("repeals", "某财行〔2016〕9号"),
    ]


@pytest.mark.parametrize(
    ("text", "is_front", "expected"),
    [
        (
            "省政府修订了办法。本条例自公布之日起施行。同时废止《某省消防细则》。",
            False,
            ("repeals", "某省消防细则"),
        ),
        ("《某省消防细则》（X政发〔2010〕3号）同时废止。", False, ("repeals", "某省消防细则")),
        ("违反规定的，依照《消防法》处理。现就有关事项通知如下。", True, ("cites", "消防法")),
        ("根据X省《消防管理规定》，制定本条例。", False, ("basis", "消防管理规定")),
        ("为了管理；根据《消防法》，制定本条例！", False, ("basis", "消防法")),
    ],
)
def test_only_the_sentence_around_a_name_says_what_is_done(text, is_front, expected):
    assert [relation[:2] for relation in read(text, is_front=is_front)] == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("《甲办法》的修改自2024年5月1日起施行。", "amends"),
        ("《甲办法》的修订自2024年5月1日起施行。", "amends"),
        ("“《甲办法》”的修正案自2024年5月1日起施行。", "amends"),  # the name alone is quoted
        ("《甲办法》由某部负责解释。", "cites"),
        ("《乙办法》的修订由某部负责。", "cites"),
    ],
)
def test_the_title_says_what_is_done_where_the_text_speaks_of_the_change(text, kind):
    assert [relation[0] for relation in read(text, title="某部关于修改《甲办法》的决定")] == [kind]


def test_the_constitution_is_a_basis_and_not_its_own():
    basis = [("basis", "中华人民共和国宪法", True)]
    assert read("根据宪法，制定本法。", title="某法") == basis
    assert read("根据宪法第八十条，现发布特赦令。", title="特赦令", is_front=True) == basis
    assert RelationReader("某法").read("国家机关根据宪法，现将名单公布。") == []
    assert read("根据宪法，制定本法。", title="中华人民共和国宪法") == []


def test_an_item_without_marks_is_surely_a_document():
    reader = RelationReader("某市政府关于废止部分文件的决定")
    reader.read("废止的文件目录")
    (document,) = reader.read("1．关于加强消防管理的通知（某发〔2010〕3号）")
    assert document.is_sure
