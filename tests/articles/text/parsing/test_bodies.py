"""Who signs: the bodies and persons on a line of a signature, however it is spaced."""

import pytest

from articles.text.parsing.bodies import bodies_in_title, columns, is_bare_name, signers


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("财 政 部", ["财政部"]),
        ("国　务　院", ["国务院"]),
        ("国 务  院", ["国务院"]),
        ("国 家 发 展 改 革 委 员 会", ["国家发展改革委员会"]),
        ("人 力 资 源 社 会 保 障 部　　财 政 部", ["人力资源社会保障部", "财政部"]),
        ("财政部　人 力 资 源 社 会 保 障 部", ["财政部", "人力资源社会保障部"]),
        ("市 长 办 公 室", ["市长办公室"]),
        ("财 政 部　　税务总局", ["财政部", "税务总局"]),
        ("财 政 部　　海 关 总 署", ["财政部", "海关总署"]),
        ("科 技 部　财 政 部", ["科技部", "财政部"]),  # a wide space parts what narrow ones hold together
        ("科技部　　财　政　部", ["科技部", "财政部"]),
        ("财政部 教 育 部", ["财政部", "教育部"]),
        ("国家 税 务 总 局", ["国家税务总局"]),
        ("财政部  办公厅", ["财政部办公厅"]),
        ("甲市工信局、乙市商务局", ["甲市工信局", "乙市商务局"]),
        ("甲市工信局（公章）", ["甲市工信局"]),
        ("国务院办公厅   &sp;", ["国务院办公厅"]),
        ("、".join(["某部"] * 40) + "、", ["某部"] * 40),
        ("、".join(["某部"] * 40) + "、某", []),  # of over 120 characters
        ("加强领导", []),
        ("甲局 乙局局长", []),
    ],
)
def test_bodies_are_named_on_a_line(line, names):
    issuers = signers(line)
    assert [issuer.name for issuer in issuers] == names
    assert not any(issuer.is_person for issuer in issuers)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("总　理　李某", ["总 理 李某"]),
        ("财政部部长 刘某某", ["财政部部长 刘某某"]),
        ("市长 张 三　　秘书长 李四", ["市长 张 三", "秘书长 李四"]),
        ("书记（代）　王五", ["书记（代） 王五"]),
    ],
)
def test_persons_are_named_with_their_office(line, names):
    issuers = signers(line)
    assert [issuer.name for issuer in issuers] == names
    assert all(issuer.is_person for issuer in issuers)
    assert [" ".join(line[issuer.start : issuer.end].split()) for issuer in issuers] == names


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("某市市场监督管理局局长", True),
        ("市　长", True),
        ("李某", True),
        ("财 政 部", False),
        ("加强领导工作", False),
    ],
)
def test_an_office_or_a_name_may_stand_alone(line, is_name):
    assert is_bare_name(line) is is_name


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("财政部 税务总局关于某事的通知", ("财政部", "税务总局")),
        ("教育部办公厅关于某事的通知", ("教育部办公厅",)),
        ("财政部税务总局关于某事的通知", ()),  # run together
        ("市长 张三关于某事的说明", ()),
    ],
)
def test_a_title_begins_with_its_bodies(title, names):
    assert bodies_in_title(title) == names


def test_wide_gaps_make_columns():
    assert columns("　　甲局  乙 局\t丙局") == [(2, 4), (6, 9), (10, 12)]
