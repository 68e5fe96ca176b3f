"""What a document does to those that it names, read from the words around each name."""

from time import process_time

import pytest

from articles.text.citing.naming.document_names import short_names
from articles.text.citing.relations import RelationReader

DECISION = "某市政府关于修改和废止部分文件的决定"


def read(text: str, *, title: str = "某办法", is_front: bool = False) -> list[tuple[str, str]]:
    reader = RelationReader(title, short=short_names([text]))
    return [(relation.kind.value, relation.title) for relation in reader.read(text, is_front=is_front)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为了管理，根据《甲法》、国务院《乙条例》和有关法律，制定本办法。",
         [("basis", "甲法"), ("basis", "乙条例")]),
        ("根据宪法，制定本法。", [("basis", "中华人民共和国宪法")]),
        ("违反规定的，按照《治安管理法》处罚。", [("cites", "治安管理法")]),
        ("自2024年1月1日起施行。《旧的办法》（某令第5号）同时废止。", [("repeals", "旧的办法")]),
        ("2004年省政府发布的《旧的办法》、《旧的细则》同时废止。",
         [("repeals", "旧的办法"), ("repeals", "旧的细则")]),
        ("《甲的条例》和1965年4月30日国务院发布的《乙的条例》同时废止。",
         [("repeals", "甲的条例"), ("repeals", "乙的条例")]),
        ("1980年国务院发布的《甲的条例》，1982年8月9日国务院、中央军委发布的《乙的条例》，同时废止。",
         [("repeals", "甲的条例"), ("repeals", "乙的条例")]),
        ("自本通知印发之日起，《旧的通知》（某发〔2016〕82号）停止执行。", [("repeals", "旧的通知")]),
        ("《旧的办法》第三条、第五条同时废止。", [("amends", "旧的办法")]),
        ("《旧的办法》中的有关规定同时废止。", [("amends", "旧的办法")]),
        ("股东可以依照《诉讼法》规定的公示催告程序，请求法院宣告该股票失效。", [("cites", "诉讼法")]),
        ("违反《旧的办法》的，许可证失效。", [("cites", "旧的办法")]),
        ("有关许可证根据《行政许可法》予以作废。", [("cites", "行政许可法")]),
        ("废止《旧的办法》。", [("cites", "旧的办法")]),  # no title says that it ends others
        ("1987年国务院发布的《旧的办法》和1990年11月22日《关于修改〈旧的办法〉的决定》同时废止。",
         [("repeals", "旧的办法"), ("repeals", "关于修改〈旧的办法〉的决定")]),
        ("本解释施行后，《旧的解释》（法释〔2002〕3号）不再适用。", [("repeals", "旧的解释")]),
        ("《旧的解释》不再适用于此后的案件。", [("cites", "旧的解释")]),
        ("《旧的办法》不予废止。", [("cites", "旧的办法")]),
        ("财政部正在抓紧修改完善《补偿管理办法》。", [("cites", "补偿管理办法")]),
        ("环保总局正在对《某某水污染规划》进行修订。", [("cites", "某某水污染规划")]),
        ("《甲条例》已于2024年5月30日修改，现就有关问题通知如下：", [("cites", "甲条例")]),
        ("国家对《甲条例》作出修改的，从其规定。", [("cites", "甲条例")]),
        ("《旧的办法》（国发〔2016〕82号）第三条同时废止。", [("amends", "旧的办法")]),
        ("将《某某管理办法》（某发〔2019〕6号）第二条修改为：“略”。", [("amends", "某某管理办法")]),
        ("对《某某管理条例》作如下修改：", [("amends", "某某管理条例")]),
        ("本规定代替《某某暂行规定》。", [("replaces", "某某暂行规定")]),
        ("现将《某某工作方案》印发给你们，请遵照执行。", [("prints", "某某工作方案")]),
        ("《甲的实施意见》和《乙的实施方案》已经国务院同意，现转发给你们。",
         [("forwards", "甲的实施意见"), ("forwards", "乙的实施方案")]),
        ("为了做好奖励工作，保证《奖励办法》的贯彻实施，制定本细则。", [("basis", "奖励办法")]),
        ("本细则是《授权运营方案》（某发〔2023〕70号）的配套文件。", [("implements", "授权运营方案")]),
        ("《甲意见》已经国务院同意，现批转给你们。", [("forwards", "甲意见")]),
        ("现转发《甲意见》，请遵照执行。", [("forwards", "甲意见")]),
        ("现发布《甲办法》，自公布之日起施行。", [("prints", "甲办法")]),
        ("为了规范《奖励办法》规定的奖励，制定本细则。", [("cites", "奖励办法")]),
        ("制定出台《汾河保护条例》配套文件。", [("cites", "汾河保护条例")]),
        ("在《物资管理办法》（某发〔2019〕33号）第五条中增加一款。", [("amends", "物资管理办法")]),
        ("在《物资管理办法》规定的标准上增加一成。", [("cites", "物资管理办法")]),
        ("《证明事项办法》（某发〔2010〕3号）即日起作废。", [("repeals", "证明事项办法")]),
        ("经研究，自即日起停止执行《旧的办法》（某发〔2006〕31号）。", [("repeals", "旧的办法")]),
        ("本细则自公布之日起施行，同时废止《旧的细则》和《旧的规则》。",
         [("repeals", "旧的细则"), ("repeals", "旧的规则")]),
        ("省政府印发了新的办法，同时废止《旧的办法》。", [("cites", "旧的办法")]),
        ("《办事指引》（某发〔2020〕7号）有效期届满后继续施行至2028年6月30日。", [("extends", "办事指引")]),
        ("经市政府同意，延长《旧的办法》有效期。", [("extends", "旧的办法")]),
        ("对违反《保护条例》的单位，停止执行优惠政策。", [("cites", "保护条例")]),
        ("对违反《保护条例》的行为，作废相关许可。", [("cites", "保护条例")]),
        ("《供热企业的通知》（财税〔2019〕38号）规定的税收优惠政策，执行期限延长至2027年供暖期结束。",
         [("extends", "供热企业的通知")]),
        ("争取国家延长《转型政策》有效期。", [("cites", "转型政策")]),
        ("行政长官产生的具体办法由附件一《行政长官的产生办法》规定。", []),
        ("按附件一《行政长官的产生办法》和《选举委员会细则》办理。", [("cites", "选举委员会细则")]),
        ("你省《关于报批规划的请示》收悉。", [("cites", "关于报批规划的请示")]),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_document_does(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《旧的办法》废止前已受理的，按原规定办理。",
        "《旧的办法》被废止的，本条不再执行。",
        "《旧的办法》不因本办法施行而废止。",
        "《旧的办法》将于2026年1月1日废止。",
        "《旧的办法》已于2019年废止。",
        "《旧的办法》到期后自行失效。",
        "如《旧的办法》废止，本通知同时废止。",
        "此前有关规定与《旧的办法》不符的，不得同时废止。",
        "未按照《旧的办法》办理的，原批准文件同时失效。",
        "抓紧做好《新的办法》制定、《旧的办法》废止等工作。",
        "省政府《某项规定》明确，《旧的办法》自2020年起废止。",
        "任何单位不得以内部规定代替《旧的办法》的要求。",
        "市水务局可以根据《旧的办法》制定实施细则。",
        "《旧的办法》有效期不再延长。",
        "不得将《旧的办法》废止。",
        "建议对《旧的办法》宣布失效。",
    ],
)
def test_what_is_denied_or_told_of_others_or_of_another_time_is_no_act(text):
    assert {kind for kind, _ in read(text)} == {"cites"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《旧的办法》由本办法代替。", [("replaces", "旧的办法")]),
        ("《旧的办法》与本办法不一致的内容同时废止。", [("amends", "旧的办法")]),
        ("经研究，决定废止《旧的办法》。", [("repeals", "旧的办法")]),
        ("现将《旧的办法》废止。", [("repeals", "旧的办法")]),
        ("《旧的办法》（某发〔2019〕2号） 与本办法不一致的，同时废止。", [("amends", "旧的办法")]),
        ("宣布《旧的方案》（某政发〔2018〕20号）失效。", [("expires", "旧的方案")]),
        ("《旧的办法》（某发〔2019〕2号）继续有效，有效期延长至2029年12月31日。", [("extends", "旧的办法")]),
        ("延长《旧的办法》有效期至2029年12月31日。", [("extends", "旧的办法")]),
        ("为贯彻落实改革的要求,某部决定对《旧的办法》(部令第89号)作如下修改:", [("amends", "旧的办法")]),
    ],
)
def test_more_that_a_document_does(text, expected):
    assert read(text) == expected


def test_a_new_wording_in_quotation_marks_is_that_of_the_changed_document():
    text = "将《甲的办法》第六条修改为：“《乙的办法》同时废止。\n《丙的办法》停止执行。”"
    assert read(text, title=DECISION) == [
        ("amends", "甲的办法"),
        ("cites", "乙的办法"),
        ("cites", "丙的办法"),
    ]


def test_an_explanation_only_tells_what_its_document_does():
    title = "某局负责人就修订《某校车办法》答记者问"
    assert read("印发新修订的《某校车办法》，《旧的办法》同时废止。", title=title) == [
        ("cites", "某校车办法"),
        ("cites", "旧的办法"),
    ]


def test_a_document_is_not_its_own_amendment_under_the_title_of_a_version():
    text = "根据某令关于修订《某市广告办法》的决定进行修正"
    assert read(text, title="某市广告办法(修正)") == []


def test_what_is_changed_in_one_document_does_not_end_the_list_of_those_changed():
    reader = RelationReader(DECISION)
    texts = [
        "一、对下列文件予以修改\n（一）《租赁办法》（某发〔2011〕5号）\n将“甲”修改为“乙”。",
        "（二）《养犬办法》（某发〔2012〕6号）\n删去第八条。",
        "二、对下列文件予以废止",
        "（一）《鞭炮规定》",
    ]
    relations = [(relation.kind.value, relation.title) for text in texts for relation in reader.read(text)]
    assert relations == [("amends", "租赁办法"), ("amends", "养犬办法"), ("repeals", "鞭炮规定")]


def test_what_leads_as_the_basis_is_not_what_is_published():
    text = "根据《资格管理的通知》（财税〔2018〕13号）规定，经审核，现将单位名单予以公布："
    assert read(text) == [("cites", "资格管理的通知")]
    assert read(text, is_front=True) == [("basis", "资格管理的通知")]


@pytest.mark.parametrize(
    "name", ["人民日报", "营业执照", "清理整顿报告书", "诉讼要素表", "某办法", "通知", "规划"]
)
def test_papers_forms_the_own_title_and_bare_kinds_are_no_documents(name):
    assert read(f"填写《{name}》后报送。") == []


def test_a_name_that_does_not_end_as_documents_do_is_not_sure():
    (document,) = RelationReader("某办法").read("按《三级医院绩效指标》执行。")
    assert not document.is_sure


def test_a_heading_says_what_the_list_below_it_does_until_the_next():
    reader = RelationReader("某市政府关于废止和修改部分文件的决定")
    texts = [
        "对下列文件予以废止：",
        "《临时救助办法》（某发〔2019〕13号）",
        "《老年优待办法》",
        "另按《预算法》办理。",
    ]
    relations = [(relation.kind.value, relation.title) for text in texts for relation in reader.read(text)]
    assert relations == [("repeals", "临时救助办法"), ("repeals", "老年优待办法"), ("cites", "预算法")]


REPEAL = "某市政府关于公布废止和失效文件目录的决定"


def relations_in(*texts: str, title: str = REPEAL, under: str = "") -> list[tuple[str, str]]:
    reader = RelationReader(title)
    relations = [(text, relation) for text in texts for relation in reader.read(text, under=under)]
    assert all(
        text[relation.start : relation.end].strip("《》") == relation.title for text, relation in relations
    )
    return [(relation.kind.value, relation.title) for _, relation in relations]


@pytest.mark.parametrize(
    "heading",
    [
        "废止的文件（3件）",
        "予以废止和失效的文件",
        "下列文件停止执行：",
    ],
)
def test_items_of_a_list_that_is_ended_need_no_brackets(heading):
    items = [
        "某市政府关于印发某某办法的通知（某政发〔2012〕8号）",
        "3\t某市某某细则（试行）\t某政发〔2003〕44号\t2003年2月8日",
        "本决定自公布之日起施行。",
        "某市政府关于别的事的通知",
    ]
    assert relations_in(heading, *items) == [
        ("repeals", "某市政府关于印发某某办法的通知"),
        ("repeals", "某市某某细则（试行）"),
    ]


def test_the_head_of_a_table_names_no_document_and_a_row_says_what_becomes_of_its_own():
    rows = (
        "序号\t文件名称\t文号\t处理意见",
        "1\t某市采砂规定\t某政发〔2010〕3号\t",
        "2\t某市就业方案\t某政发〔2018〕2号\t宣布失效",
        "3\t某市古树办法\t某政发〔2018〕3号\t继续有效",
    )
    assert relations_in("废止的文件目录", *rows) == [("repeals", "某市采砂规定"), ("expires", "某市就业方案")]
    assert relations_in(rows[2], title="某办法") == []
    plan_row = "1\t《某市就业办法》\t某局\t2024年底前\t修订"
    assert relations_in(plan_row, title="某市政府2024年立法计划") == [("cites", "某市就业办法")]
    replaced_row = "1\t《某市养犬办法》\t2003年\t某市养犬管理条例"  # what holds now
    assert relations_in("废止的文件目录", replaced_row) == [("repeals", "某市养犬办法")]


def test_a_decision_that_ends_others_need_not_say_so_at_length():
    assert relations_in("一、废止《某市养犬办法》（某政发〔2003〕44号）。") == [("repeals", "某市养犬办法")]


def test_a_list_of_what_holds_no_longer_is_not_one_of_what_is_repealed():
    item = "《某市就业方案》（某政办发〔2018〕20号）"
    assert relations_in("宣布失效的文件目录", item) == [("expires", "某市就业方案")]
    assert relations_in("失效和废止的文件目录", item) == [("repeals", "某市就业方案")]
    assert relations_in("拟对下列文件予以废止：", item, title="某办法") == [("cites", "某市就业方案")]


@pytest.mark.parametrize(
    "heading", ["拟废止的文件目录", "继续有效和废止的文件目录", "已经失效的文件", "有关文件"]
)
def test_a_list_that_the_document_does_not_end_names_nothing_without_brackets(heading):
    assert relations_in(heading, "某市政府关于某事的通知（某政发〔2012〕8号）") == []


def test_the_title_of_an_annex_is_the_heading_of_its_list_only():
    rows = "序号\t名称\t文号\n1\t关于某事的通知\t某发〔2010〕65号\n2\t《某某规范》\t某发〔2018〕55号"
    relations = [("repeals", "关于某事的通知"), ("repeals", "某某规范")]
    assert relations_in(rows, under="废止的规范性文件目录") == relations
    assert relations_in(rows, under="规范性文件目录") == [("cites", "某某规范")]
    reader = RelationReader(REPEAL)
    reader.read("某某办法", under="废止的文件目录")
    assert reader.read("某某细则", under="继续有效的文件目录") == []


def test_an_item_of_which_a_part_is_ended_is_amended():
    items = ("对下列规章予以废止：", "《旧的办法》（2010年某部令第49号公布）第八条、第九条")
    assert relations_in(*items) == [("amends", "旧的办法")]


def test_a_decision_that_strikes_out_an_article_amends():
    title = "国务院关于修改和废止部分行政法规的决定"
    assert relations_in("删去《某某管理条例》第二十四条。", title=title) == [("amends", "某某管理条例")]
    assert relations_in("删去《某某管理条例》第二十四条。", title="某办法") == [("cites", "某某管理条例")]


def test_a_short_name_means_the_full_title_and_is_no_document_of_its_own():
    text = "纳入《三峡库区规划》（国发〔2001〕147号，以下简称《规划》）。在《规划》的基础上增加。"
    assert read(text) == [("cites", "三峡库区规划"), ("cites", "三峡库区规划")]


def test_a_title_inside_a_title_and_a_title_over_two_lines_stay_one():
    assert read("按照《某某部关于〈甲条例〉的\u3000解释》执行。") == [
        ("cites", "某某部关于〈甲条例〉的\u3000解释")
    ]
    assert read("依照《某部关于修改《甲条例》的决定》执行。") == [("cites", "某部关于修改《甲条例》的决定")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("国务院关于修改《甲条例》的决定", [("amends", "甲条例")]),
        ("某部关于废止《甲办法》《乙办法》的决定", [("repeals", "甲办法"), ("repeals", "乙办法")]),
        ("国务院办公厅关于印发《某方案》的通知", [("prints", "某方案")]),
        ("国务院批转某部《关于某事的报告》的通知", [("forwards", "关于某事的报告")]),
        ("浙江省实施《甲法》办法", [("implements", "甲法")]),
        ("关于在某区暂时调整实施《甲条例》有关规定的决定", [("cites", "甲条例")]),
        ("最高人民法院关于适用《甲法》若干问题的解释", [("implements", "甲法")]),
        ("中华人民共和国档案法实施办法", [("implements", "中华人民共和国档案法")]),
        ("《某某管理办法》解读", [("explains", "某某管理办法")]),
        ("某局负责人就修订颁布《某某管理办法》答记者问", [("explains", "某某管理办法")]),
        ("一图读懂《某某管理办法》", [("explains", "某某管理办法")]),
        ("某局关于不予废止《某某管理办法》的函", [("cites", "某某管理办法")]),
        ("某局关于修订印发《某某管理办法》的通知", [("prints", "某某管理办法")]),
        ("某局关于延长《某某管理办法》有效期的通知", [("extends", "某某管理办法")]),
        ("国家产业技术政策", []),
    ],
)
def test_the_title_says_it_too(title, expected):
    relations = RelationReader(title).title(title)
    assert [(relation.kind.value, relation.title) for relation in relations] == expected
    assert all(relation.is_sure for relation in relations)
    assert all(title[relation.start : relation.end].strip("《》") == relation.title for relation in relations)


def test_offsets_are_those_of_the_whole_text():
    text = "第一款。\n根据《甲的条例》，制定本办法。"
    (document,) = RelationReader("某办法").read(text)
    assert text[document.start : document.end] == "《甲的条例》"


def test_a_document_that_changes_others_says_so_above_each_change():
    text = "对《甲的意见》（某发〔2014〕8号）作出修改\n将第三条修改为“乙”。"
    assert read(text, title="某省关于废止和修改部分规范性文件的决定") == [("amends", "甲的意见")]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("对主要内容已不适应发展要求、适用期已过的下列文件宣布失效：", "expires"),
        ("下列文件继续有效，有效期延长至2026年12月31日：", "extends"),
        ("拟将下列文件有效期延长至2026年12月31日：", "cites"),
        ("拟对内容过时的下列文件予以废止：", "cites"),
    ],
)
def test_a_heading_may_tell_why_and_for_how_long(heading, kind):
    assert relations_in(heading, "1．《软件产业政策》（某发〔2018〕61号）", title="某通知") == [
        (kind, "软件产业政策")
    ]


def test_an_item_may_name_by_its_notice_what_that_has_printed():
    item = "1. 某市财政局关于印发《培训费管理办法》的通知（某财行〔2014〕5号）"
    assert relations_in("决定废止下列文件：", item) == [("repeals", "培训费管理办法")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于继续执行《考核管理办法》的通知", "extends"),
        ("关于《某省消防条例》第二十条适用问题的答复", "explains"),
        ("关于贯彻执行《考核管理办法》的通知", "implements"),
    ],
)
def test_a_title_says_what_its_document_does(title, kind):
    assert [relation.kind.value for relation in RelationReader(title).title(title)] == [kind]


def test_words_before_the_verb_are_taken_apart_in_one_way_only():
    """及 is 及 and 以及 without 以: thirty of them were tried in every way there is."""
    began = process_time()
    assert read(f"《旧的办法》{'及' * 35}公废止。") == [("cites", "旧的办法")]
    assert process_time() - began < 20
    assert read("《旧的办法》及其配套的有关规定同时废止。") == [("repeals", "旧的办法")]


def test_a_row_or_an_item_that_stays_valid_is_never_ended_by_the_heading_of_its_list():
    rows = ("1\t《甲管理办法》\t废止", "2\t《乙管理办法》\t继续执行", "3\t《丙管理办法》\t暂不废止")
    items = ("1.《甲管理办法》", "2.《乙管理办法》，继续执行；", "3.《丙管理办法》（继续有效）")
    for text in (rows, items):
        relations = RelationReader("关于废止部分文件的决定").read("\n".join(("下列文件予以废止：", *text)))
        assert [relation.kind for relation in relations] == ["repeals", "cites", "cites"]
