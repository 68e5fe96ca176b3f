"""Addressees (主送机关): which bodies a line names, of which regions, and where they end."""

import pytest

from articles.text.parsing.heads.addressees import (
    addressee_lines,
    addressees_before_text,
    is_addressees,
    parse_addressees,
)


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("各区人民政府，市政府各委、办、局：", "各区人民政府|市政府各委、办、局"),
        (
            "各区县发展改革、经济和信息化、科技主管部门，各有关单位：",
            "各区县发展改革、经济和信息化、科技主管部门|各有关单位",
        ),
        ("发展改革委、财政厅（局）、主管部门:", "发展改革委|财政厅（局）|主管部门"),
        ("教育、公安、民政部门、团委：", "教育、公安、民政部门|团委"),
        ("教育，公安部门：", "教育|公安部门"),
        ("教育、、公安部门：", "教育|公安部门"),
        ("各银行；各保险公司；各协会：", "各银行|各保险公司|各协会"),
        (" 江南省人民政府 、 江北省人民政府 ：", "江南省人民政府|江北省人民政府"),
        ("各县（市、区）人民政府、各开发区管委会，", "各县（市、区）人民政府|各开发区管委会"),
    ],
)
def test_a_line_names_its_bodies_in_order(line, bodies):
    assert [addressee.body for addressee in parse_addressees(line)] == bodies.split("|")


REGIONS = "各省、自治区、直辖市"


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        (
            f"{REGIONS}财政厅（局）、商务主管部门，新疆生产建设兵团财政局、商务局，国务院有关部门：",
            f"{REGIONS}:财政厅（局）|{REGIONS}:商务主管部门|新疆生产建设兵团:财政局|新疆生产建设兵团:商务局|:国务院有关部门",
        ),
        (
            f"{REGIONS}科技厅（委、局），财政厅（局），有关中央企业：",
            f"{REGIONS}:科技厅（委、局）|{REGIONS}:财政厅（局）|:有关中央企业",
        ),
        (f"{REGIONS}科技厅（委、局）、有关中央企业：", f"{REGIONS}:科技厅（委、局）|:有关中央企业"),
        (f"国家税务总局，{REGIONS}税务局：", f":国家税务总局|{REGIONS}:税务局"),
        (f"国家税务总局、{REGIONS}税务局：", f":国家税务总局|{REGIONS}:税务局"),
        (
            "各市、县（区）发展改革委、能源局，省电力公司：",
            "各市、县（区）:发展改革委|各市、县（区）:能源局|:省电力公司",
        ),
        ("杭州市、宁波市人民政府：", "杭州市、宁波市:人民政府"),
        ("杭州市、宁波市和温州市人民政府：", "杭州市、宁波市和温州市:人民政府"),
        (f"{REGIONS}教育厅（教委）、部属各高等学校：", f"{REGIONS}:教育厅（教委）|:部属各高等学校"),
        (f"{REGIONS}财政厅、全国性行业协会：", f"{REGIONS}:财政厅|:全国性行业协会"),
        ("各市、县水利局、厅直属单位：", "各市、县:水利局|:厅直属单位"),
        ("各省辖市教育局：", ":各省辖市教育局"),
        ("财政厅、科技厅：", ":财政厅|:科技厅"),
        ("部属各高等学校、各省教育厅：", ":部属各高等学校|:各省教育厅"),
        (
            f"{REGIONS}教育厅（教委）、新疆生产建设兵团教育局、部属各高等学校：",
            f"{REGIONS}:教育厅（教委）|:新疆生产建设兵团教育局|:部属各高等学校",
        ),
    ],
)
def test_regions_belong_to_the_bodies_after_them(line, addressees):
    assert (
        "|".join(f"{addressee.regions}:{addressee.body}" for addressee in parse_addressees(line))
        == addressees
    )


def test_regions_have_two_hundred_characters_at_most():
    regions = f"各县{'、县' * 99}"
    assert [(addressee.body, addressee.regions) for addressee in parse_addressees(f"{regions}教育局：")] == [
        ("教育局", regions)
    ]
    assert {addressee.regions for addressee in parse_addressees(f"{regions}、县教育局：")} == {""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各市、县人民政府：", True),
        ("各市、县人民政府:", True),
        ("各市、县人民政府", False),
        ("各政策性银行；各监管局：", True),
        ("政策性银行；监管局：", False),
        ("现将有关事项通知如下：", False),
        ("为加强管理：", False),
        (f"各{'县、' * 299}：", True),
        (f"各{'县、' * 299}市：", False),
    ],
)
def test_a_list_of_addressees_ends_with_a_colon(text, expected):
    assert is_addressees(text) == expected


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("各市、县人民政府：/为加强管理，现通知如下：", 1),
        ("各市、县人民政府，省政府各部门，/各直属机构：/为加强管理", 2),
        ("甲局、/乙局、/丙局、/丁局、/戊局、/己局：", 6),
        ("甲局、/乙局、/丙局、/丁局、/戊局、/己局、/庚局：", 0),
        ("省财政厅/各市财政局：", 0),
        ("各市财政局，/省级各部门：", 2),
        ("各市财政局、/现将有关事项通知如下：", 0),
        ("各市财政局、", 0),
        ("各市人民政府，省委农村工作/领导小组：", 2),
        (f"各{'县、' * 300}/各市：", 0),
        (f"各{'县、' * 150}/{'县、' * 149}：", 2),  # six hundred characters in all
        (f"各{'县、' * 150}/{'县、' * 149}市：", 0),
        ("", 0),
    ],
)
def test_addressees_run_over_lines_up_to_their_colon(lines, count):
    assert addressee_lines(lines.split("/") if lines else []) == count


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("各市、县人民政府：根据省政府要求，现通知如下。", "各市、县人民政府："),
        ("各有关单位、各行业协会：根据要求，现通知如下。", "各有关单位、各行业协会："),
        ("江南省人民政府：你省《关于设立新区的请示》收悉。", "江南省人民政府："),
        ("江南省财政厅、江南省税务局：你们《关于某事的请示》收悉。", "江南省财政厅、江南省税务局："),
        ("总体要求：根据省政府要求，加强管理。", ""),
        ("江南省财政厅、加强领导：根据省政府要求办理。", ""),
        ("各项工作任务：一要落实。", ""),
        ("各市、县人民政府", ""),
    ],
)
def test_addressees_may_stand_on_the_line_of_the_text(text, head):
    assert text[: addressees_before_text(text)] == head
