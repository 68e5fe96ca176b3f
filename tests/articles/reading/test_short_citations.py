"""Documents by a part of their title or number: the one that fits is opened, several are listed."""

import pytest

from articles.models import Policy

VOUCHERS = "江城市科技创新券管理办法"
RULE = "{}\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"
NOTICE = """某市关于某事的通知
某政发〔2023〕88号
一、要求
做甲。
二、任务
做乙。
某市人民政府
2023年5月6日
附件1
分工表
1.商务局牵头。
2.财政局配合。
附件2
管理细则
第一条 丁。
第二条 戊。
己。
附件3
工作方案
一、目标
（一）甲。
二、安排
（一）乙。
（二）丙。
（三）丁。
"""
NUMBERED = "某单位关于某事的函\n某函〔2024〕12号\n1.甲。\n2.乙。\n3.丙。\n"


@pytest.fixture
def goto(client, shipped):
    return lambda typed: client.get("/goto/", {"q": typed})


@pytest.fixture
def store_with_number(import_text, shipped):
    def store(slug: str, number: str) -> Policy:
        policy = import_text(slug, RULE.format(f"某{slug}办法"))
        policy.document_number = number
        policy.save()
        return policy

    return store


class TestTitlesWithoutTheirPlace:
    @pytest.mark.parametrize(
        "typed", ["科技创新券管理办法第二条", "《科技创新券管理办法》第二条", "我市科技创新券管理办法 2"]
    )
    def test_the_only_one_that_fits_is_opened(self, goto, import_text, typed):
        import_text("vouchers", RULE.format(VOUCHERS))
        assert goto(typed).headers["Location"] == "/policies/vouchers/articles/2/"

    @pytest.mark.parametrize(
        "typed", ["科技创新券管理办法", "市科技创新券管理办法", "《科技创新券管理办法》"]
    )
    def test_it_may_have_a_status_behind_it(self, goto, import_text, typed):
        import_text("vouchers", RULE.format(f"{VOUCHERS}（试行）"))
        assert goto(typed).headers["Location"] == "/policies/vouchers/"

    @pytest.mark.parametrize("typed", ["无废城市", '"无废城市"', "＂无废城市＂", "「无废城市」"])
    def test_quotation_marks_may_be_left_out_or_others(self, goto, import_text, typed):
        import_text("waste", RULE.format("“无废城市”建设试点工作方案"))
        assert goto(f"{typed}建设试点工作方案第二条").headers["Location"] == "/policies/waste/articles/2/"
        assert goto(f"{typed}建设试点工作方案").headers["Location"] == "/policies/waste/"

    def test_several_are_listed(self, goto, import_text):
        import_text("vouchers", RULE.format(VOUCHERS))
        import_text("others", RULE.format("河口县科技创新券管理办法"))
        response = goto("科技创新券管理办法第二条")
        assert response.status_code == 300
        assert {policy.slug for policy in response.context["asked"].policies} == {"vouchers", "others"}

    def test_its_own_title_goes_first(self, goto, import_text):
        import_text("vouchers", RULE.format(VOUCHERS))
        import_text("national", RULE.format("科技创新券管理办法"))
        assert goto("科技创新券管理办法").headers["Location"] == "/policies/national/"

    def test_the_name_of_another_document_is_asked_back(self, goto, import_text):
        """The national 土地管理法实施条例 is known and not stored: that of a city is only offered."""
        import_text("rental", RULE.format("江城市土地管理法实施条例"))
        response = goto("土地管理法实施条例第二条")
        assert response.status_code == 404
        assert "/policies/rental/" in response.content.decode()

    @pytest.mark.parametrize("typed", ["管理办法第二条", "创新券管理办法第二条", "科技创新券管理办法细则"])
    def test_other_words_open_nothing(self, goto, import_text, typed):
        import_text("vouchers", RULE.format(VOUCHERS))
        assert goto(typed).status_code == 404


class TestJointNumbers:
    @pytest.mark.parametrize(
        "number",
        [f"财政部{bodies}公告2024年第5号" for bodies in (" 税务总局", "、税务总局", "　国家税务总局")],
    )
    @pytest.mark.parametrize(
        "typed",
        [
            *("财政部公告2024年第5号", "财政部2024年第5号公告", "中华人民共和国财政部公告2024年第5号"),
            *("财政部、税务总局公告2024年第5号", "财政部 税务总局公告2024年第5号", "公告2024年第5号"),
        ],
    )
    def test_it_is_called_by_its_first_body(self, goto, store_with_number, number, typed):
        store_with_number("joint", number)
        assert goto(f"{typed}第2条").headers["Location"] == "/policies/joint/articles/2/"

    @pytest.mark.parametrize(
        "typed", ["税务总局公告2024年第5号", "财政部公告2024年第15号", "财政公告2024年第5号", "财政部令第5号"]
    )
    def test_the_number_of_another_body_is_another(self, goto, store_with_number, typed):
        store_with_number("joint", "财政部 税务总局公告2024年第5号")
        assert goto(typed).status_code == 404

    def test_an_office_below_is_another_body(self, goto, store_with_number):
        store_with_number("office", "国家税务总局江城市税务局公告2024年第5号")
        assert goto("国家税务总局公告2024年第5号").status_code == 404


class TestOrdersOfAGovernment:
    @pytest.mark.parametrize(
        "typed",
        ["省政府令第312号", "省政府令312号", "省政府第312号令", "江苏省政府令第312号", "省人民政府令第312号"],
    )
    def test_the_only_one_is_opened(self, goto, store_with_number, typed):
        store_with_number("order", "江苏省人民政府令第312号")
        store_with_number("city", "江城市人民政府令第312号")
        assert goto(f"{typed}第二条").headers["Location"] == "/policies/order/articles/2/"

    def test_several_are_listed(self, goto, store_with_number):
        store_with_number("order", "江苏省人民政府令第312号")
        store_with_number("other", "浙江省人民政府令第312号")
        assert goto("省政府令第312号").status_code == 300

    @pytest.mark.parametrize("typed", ["市政府令第312号", "省政府令第12号", "浙江省政府令第312号"])
    def test_another_is_not_there(self, goto, store_with_number, typed):
        store_with_number("order", "江苏省人民政府令第312号")
        assert goto(typed).status_code == 404


class TestNumbersWithoutAgency:
    @pytest.mark.parametrize("typed", ["〔2024〕第12号", "[2024]12号", "2024年第12号", "（2024）12号文"])
    def test_the_only_one_is_opened(self, client, import_text, typed):
        import_text("letter", NUMBERED)
        for path in ("/goto/", "/search/"):
            assert client.get(path, {"q": typed}).headers["Location"] == "/policies/letter/"

    @pytest.mark.parametrize("typed", ["2024年第12号", "〔2024〕12号"])
    def test_several_are_listed(self, goto, import_text, store_with_number, typed):
        import_text("letter", NUMBERED)
        store_with_number("notice", "某部公告2024年第12号")
        assert goto(typed).status_code == 300

    def test_an_announcement_is_no_letter(self, goto, import_text, store_with_number):
        import_text("letter", NUMBERED)
        assert goto("公告2024年第12号").status_code == 404
        store_with_number("notice", "某部公告2024年第12号")
        assert goto("2024年第12号公告").headers["Location"] == "/policies/notice/"

    def test_where_none_fits_the_words_are_searched_for(self, client, shipped):
        assert client.get("/search/", {"q": "2024年第12号"}).status_code == 200
        assert client.get("/goto/", {"q": "2024年第12号"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("某函〔2024〕12号2.", "/policies/letter/articles/2/"),
        ("某函〔2024〕12号第2点", "/policies/letter/articles/2/"),
        ("12号文第2点", "/policies/letter/articles/2/"),
        ("12号第2点", "/policies/letter/articles/2/"),
        ("某政发〔2023〕88号附件1 2.", "/policies/notice/articles/att_1.2/"),
        ("某政发〔2023〕88号附件2第二条", "/policies/notice/articles/att_2.2/"),
        ("某政发〔2023〕88号附件2第二条第二款", "/policies/notice/articles/att_2.2/#para_2"),
        ("某政发〔2023〕88号附件3二", "/policies/notice/articles/att_3.2/"),
        ("某政发〔2023〕88号附件3第二条", "/policies/notice/articles/att_3.2/"),
        ("某政发〔2023〕88号附件三（三）", "/policies/notice/articles/att_3.2.3/"),
        ("某市关于某事的通知附件3二（一）", "/policies/notice/articles/att_3.2.1/"),
    ],
)
@pytest.mark.parametrize("path", ["/goto/", "/search/"])
def test_a_place_right_behind_a_number_is_opened(client, import_text, path, typed, target):
    import_text("letter", NUMBERED)
    import_text("notice", NOTICE)
    assert client.get(path, {"q": typed}).headers.get("Location") == target


def test_a_point_that_is_there_twice_is_asked_back(goto, import_text):
    import_text("notice", NOTICE)
    response = goto("某政发〔2023〕88号附件3（一）")
    assert response.status_code == 404
    assert "有几处都这样编号" in response.content.decode()
