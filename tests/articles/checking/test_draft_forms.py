"""How drafts are written: Markdown, tables, lists of documents, copied articles, words without marks."""

import pytest

from articles.checking import FindingKind, check_draft
from articles.checking.drafts.draft import closed_up_draft, read_draft
from articles.checking.drafts.named_documents import vocabulary_of
from articles.checking.drafts.table_rows import cells_beside
from articles.checking.names import names_known

CODE = """中华人民共和国测试法典
第一条 为了保护民事主体的合法权益，根据宪法，制定本法。
第二条 民事主体从事民事活动，应当遵循诚信原则，秉持诚实，恪守承诺。
第三条 民事主体从事民事活动，不得违反法律，不得违背公序良俗。
第四条 禁止从建筑物中抛掷物品。从建筑物中抛掷物品造成他人损害的，由侵权人依法承担侵权责任。
物业服务企业应当采取必要的安全保障措施防止前款规定情形的发生。
第五条 有本法第四条第二款规定情形的，由主管部门责令改正，处五万元以上十万元以下罚款。
"""
LABOUR = """中华人民共和国试验劳动法
第一条 劳动者享有平等就业和选择职业的权利，以及取得劳动报酬的权利。
第二条 用人单位不得克扣或者无故拖欠劳动者的工资，工资应当以货币形式按月支付给劳动者本人。
"""
SECOND = "民事主体从事民事活动，应当遵循诚信原则，秉持诚实，恪守承诺。"
WAGES = "用人单位不得克扣或者无故拖欠劳动者的工资"


@pytest.fixture
def laws(shipped, import_text):
    return import_text("csfd", CODE), import_text("syldf", LABOUR)


def findings_of(draft: str, kind: FindingKind) -> list[tuple[str, str, str]]:
    """(words, label of the place, verdict) of each finding of a kind."""
    report = check_draft(draft)
    for finding in report.findings:
        assert draft[finding.start : finding.end] == finding.words
    return [
        (finding.words, finding.unit.label if finding.unit else "", finding.verdict.value)
        for finding in report.findings
        if finding.kind is kind
    ]


def draft_of(text: str):
    names = names_known()
    draft, closed = closed_up_draft(text)
    vocabulary = vocabulary_of(
        closed.text,
        known=names,
        numbers=names.numbers,
        find=names.find,
        last_letters=names.last_letters,
    )
    return read_draft(draft, closed, vocabulary, is_document=False)


def quotations(draft: str) -> list[tuple[str, str]]:
    return [(label, verdict) for _, label, verdict in findings_of(draft, FindingKind.QUOTATION)]


class TestMarkdown:
    @pytest.mark.parametrize(
        "draft",
        [
            f"- **《测试法典》**第二条：“{SECOND}”",
            f"**测试法典第二条** 规定：\n\n> “{SECOND}”\n",
            f"### 《测试法典》第二条\n\n> {SECOND}\n",
            f"1. `《测试法典》第二条`：{SECOND}",
        ],
    )
    def test_emphasis_and_block_quotes_are_read_through(self, laws, draft):
        assert quotations(draft) == [("第二条", "exact")]
        assert quotations(draft.replace("应当遵循", "可以遵循")) == [("第二条", "differs")]

    def test_a_block_quote_may_begin_with_the_laws_own_citation(self, laws):
        fifth = "有本法第四条第二款规定情形的，由主管部门责令改正，处五万元以上十万元以下罚款。"
        assert quotations(f"### 《测试法典》第五条\n\n> {fifth}\n") == [("第五条", "exact")]
        assert quotations(f"### 《测试法典》第三条\n\n> {fifth}\n") == [("第五条", "misattributed")]

    def test_an_item_of_a_list_below_does_not_take_the_quotation_above(self, laws):
        draft = f"《试验劳动法》第二条规定：“{WAGES}。”\n- 《测试法典》第二条：“{SECOND}”"
        assert quotations(draft) == [("第二条", "exact")] * 2

    def test_a_source_on_the_next_line_belongs_to_the_words_above(self, laws):
        assert quotations(f"“{SECOND}”\n——《测试法典》第二条") == [("第二条", "exact")]


class TestTables:
    @pytest.mark.parametrize(
        "row",
        [
            "| 《测试法典》第二条 | {} |",
            "|1|依据：《测试法典》第二条。|{}|",
            "| {} | 《测试法典》第二条 |",
            "《测试法典》第二条\t{}",
        ],
    )
    def test_the_cell_beside_a_citation_holds_its_words(self, laws, row):
        draft = f"| 依据 | 内容 |\n| --- | --- |\n{row}\n"
        assert quotations(draft.format(SECOND)) == [("第二条", "exact")]
        assert quotations(draft.format(SECOND.replace("应当", "可以"))) == [("第二条", "differs")]

    def test_words_of_another_article_are_told(self, laws):
        words = "民事主体从事民事活动，不得违反法律，不得违背公序良俗。"
        assert quotations(f"| 《测试法典》第二条 | {words} |") == [("第三条", "misattributed")]

    def test_a_cell_of_the_drafts_own_words_is_no_quotation(self, laws):
        assert quotations("| 《测试法典》第二条 | 甲公司未按约定交货，构成违约 |") == []

    def test_a_row_whose_cells_cite_several_places_is_read_by_none(self):
        text = "|第一条|第二条经营者应当守法|第三条|"
        assert list(cells_beside(text, [0], [(1, 4), (5, 8), (16, 19)])) == []


class TestListsOfGrounds:
    """Lawyers' lists: a citation at the head of a line, its words behind it or below, with captions."""

    @pytest.mark.parametrize(
        "form",
        [
            "《测试法典》第二条　{}",
            "1、《测试法典》第二条\n\n   {}",
            "- 测试法典第二条\n  - {}",
            "《测试法典》第二条【诚信原则】{}",
            "《测试法典》第二条：【诚信原则】{}",
            "《测试法典》第二条【诚信原则】规定：“{}”",
            "<b>《测试法典》第二条</b>：“{}”",
            "《测试法典》\n第二条　【诚信原则】{}",
        ],
    )
    def test_the_words_are_found(self, laws, form):
        assert quotations(f"【依据】\n{form.format(SECOND)}\n") == [("第二条", "exact")]
        altered = SECOND.replace("应当", "可以")
        assert quotations(f"【依据】\n{form.format(altered)}\n") == [("第二条", "differs")]

    def test_a_line_below_that_cites_is_read_by_itself(self, laws):
        assert quotations("《测试法典》第二条\n《试验劳动法》第二条\n") == []

    def test_a_colon_before_the_marks_binds_more_than_brackets_below(self, laws):
        draft = f"依《测试法典》第二条之明文：“{SECOND}”\n（见《试验劳动法》第一条）"
        assert quotations(draft) == [("第二条", "exact")]

    def test_items_that_belong_to_no_place_are_not_told_to_be_missing(self, laws):
        draft = "依照《测试法典》第五条第一款规定的职权，但是第一项、第三项规定的除外"
        assert [words for words, _, _ in findings_of(draft, FindingKind.CITATION)] == [
            "《测试法典》第五条第一款"
        ]

    def test_a_name_is_sure_at_the_head_of_a_line(self, laws):
        assert findings_of("二、分析\n测试法典第九百条", FindingKind.CITATION) == [
            ("测试法典第九百条", "第九百条", "no_such_unit")
        ]


class TestSeveralDocuments:
    def test_words_may_be_those_of_each_document_of_a_list(self, laws):
        draft = f"《试验劳动法》第二条和《测试法典》第二条分别规定：“{WAGES}”“{SECOND}”"
        assert quotations(draft) == [("第二条", "exact")] * 2

    def test_words_that_may_be_of_a_document_not_held_are_not_wrong(self, laws):
        draft = f"《某省试验条例》第九条和《测试法典》第二条分别规定：“经营者应当明码标价。”“{SECOND}”"
        assert [verdict for _, verdict in quotations(draft)] == ["not_held", "exact"]

    def test_own_words_of_a_quoted_text_mean_its_document(self, laws):
        fifth = "有本法第四条第二款规定情形的，由主管部门责令改正"
        draft = f"《试验劳动法》第一条。“{fifth}”（《测试法典》第五条）"
        own = [row for row in findings_of(draft, FindingKind.CITATION) if row[0].startswith("本法")]
        assert own == [("本法第四条第二款", "第四条第二款", "exact")]
        cells = f"《试验劳动法》第一条。\n|{fifth}|《测试法典》第五条|"
        own = [row for row in findings_of(cells, FindingKind.CITATION) if row[0].startswith("本法")]
        assert own == [("本法第四条第二款", "第四条第二款", "exact")]


class TestNames:
    @pytest.fixture
    def interpretation(self, laws, import_text):
        text = """最高人民法院关于适用《中华人民共和国测试法典》的解释
第一条 测试法典第二条所称诚信，包括守约。
第二条 本解释自公布之日起施行。
"""
        return import_text("csfdjs", text)

    @pytest.mark.parametrize(
        "name",
        [
            "最高人民法院关于适用〈测试法典〉的解释",
            "最高人民法院关于适用《中华人民共和国测试法典》的解释",
            "《最高人民法院关于适用<测试法典>的解释》",
            "测试法典司法解释",
        ],
    )
    def test_an_interpretation_is_named_in_each_way(self, interpretation, name):
        assert findings_of(f"依照{name}第一条判决。", FindingKind.CITATION) == [
            (f"{name}第一条", "第一条", "exact")
        ]
        draft = f"依照《试验劳动法》第二条和{name}第一条判决。"
        assert findings_of(draft, FindingKind.CITATION)[1] == (f"{name}第一条", "第一条", "exact")

    @pytest.mark.parametrize(
        "title",
        ["最高人民法院关于适用《测试法典》若干问题的意见", "《最高人民法院关于适用〈测试法典〉的批复》"],
    )
    def test_another_document_on_the_same_law_is_not_held(self, interpretation, title):
        assert findings_of(f"依照{title}第九百条", FindingKind.CITATION) == [
            (f"{title}第九百条", "", "not_held")
        ]

    def test_a_number_beyond_the_end_is_not_told_of_a_name_that_is_only_alike(self, interpretation):
        assert findings_of("测试法典司法解释第九百条", FindingKind.CITATION) == [
            ("测试法典司法解释第九百条", "", "not_held")
        ]


class TestDivisions:
    @pytest.fixture
    def code(self, shipped, import_text):
        text = """中华人民共和国分编法典
第一编 总则
第一章 基本规定
第一条 为了规范民事活动，制定本法。
第二编 合同
第一章 一般规定
第二条 本编调整因合同产生的民事关系。
第二章 合同的订立
第三条 当事人订立合同，可以采用书面形式。
"""
        return import_text("fbfd", text)

    @pytest.mark.parametrize(
        ("words", "label", "verdict"),
        [
            ("分编法典合同编第二章", "第二编第二章", "exact"),
            ("《分编法典》第二编第二章", "第二编第二章", "exact"),
            ("分编法典第一编第一章", "第一编第一章", "exact"),
            ("《分编法典》合同编第三条", "第三条", "exact"),
            ("《分编法典》总则第一章", "第一编第一章", "exact"),
            ("《分编法典》合同编第三章", "中华人民共和国分编法典", "no_such_unit"),
            ("《分编法典》继承编第一章", "中华人民共和国分编法典", "no_such_unit"),
        ],
    )
    def test_a_part_may_be_named(self, code, words, label, verdict):
        assert findings_of(f"根据{words}的规定", FindingKind.CITATION) == [(words, label, verdict)]


class TestHostileDrafts:
    def test_words_that_overlap_are_compared_once_over(self, laws):
        draft = "《测试法典》第二条规定，民事主体从事民事活动应当遵循" * 60
        quotations = draft_of(draft).quotations
        assert sum(quotation.end - quotation.start for quotation in quotations) > 3 * len(draft)
        report = check_draft(draft)
        assert len([finding for finding in report.findings if finding.kind is FindingKind.CITATION]) == 60

    @pytest.mark.parametrize(("length", "named"), [(20, 20), (31, 31), (400, 0)])
    def test_a_list_counts_as_far_as_people_write_one(self, laws, length, named):
        draft = (
            "根据" + "、".join(["《测试法典》第二条"] * length) + "，民事主体从事民事活动，应当遵循诚信原则"
        )
        assert [len(quotation.of) for quotation in draft_of(draft).quotations] == ([named] if named else [])


class TestOtherForms:
    @pytest.mark.parametrize("bracket", ["（简称《诚信法》）", "（下称“诚信法”）", "（以下简称《诚信法》）"])
    def test_a_short_name_is_given_in_each_way(self, laws, bracket):
        draft = f"《中华人民共和国测试法典》{bracket}第一条是基础。《诚信法》第二条规定：“{SECOND}”"
        assert quotations(draft) == [("第二条", "exact")]

    @pytest.mark.parametrize(
        "title", ["一、《测试法典》相关规定", "**《测试法典》**", "附：相关条文\n《测试法典》的主要条款"]
    )
    def test_copied_articles_stand_below_their_title(self, laws, title):
        third = "第三条　民事主体从事民事活动，不得违反法律，不得违背公序良俗。"
        draft = f"{title}\n第二条　{SECOND}\n{third}\n第四条　禁止从建筑物中抛掷物品。\n"
        assert quotations(draft) == [("第二条", "exact"), ("第三条", "exact"), ("第四条", "exact")]

    def test_what_follows_copied_articles_is_read_by_itself(self, laws):
        below = f"根据《试验劳动法》第二条，甲方须付款。同法第二条规定：“{WAGES}”"
        draft = f"《测试法典》\n第二条　{SECOND}\n\n{below}\n"
        assert quotations(draft) == [("第二条", "exact"), ("第二条", "exact")]

    @pytest.mark.parametrize("introduction", ["规定得很清楚：", "所规定的：", "中，立法机关写道："])
    def test_a_colon_right_before_the_marks_introduces(self, laws, introduction):
        assert quotations(f"《试验劳动法》第二条{introduction}“用人单位可以克扣工资”") == [
            ("第二条", "differs")
        ]

    def test_words_before_their_citation_in_one_sentence(self, laws):
        assert quotations(f"“{SECOND}”，《测试法典》第二条如是规定。") == [("第二条", "exact")]
        above = f"“{WAGES}”——《试验劳动法》第二条\n"
        assert quotations(f"{above}“{SECOND}”，《测试法典》第二条如是规定。")[1] == ("第二条", "exact")
        altered = SECOND.replace("应当", "可以")
        assert quotations(f"“{altered}”，《测试法典》第二条对此作出了明确规定。") == [("第二条", "differs")]


class TestWordsThatNothingCallsAQuotation:
    """根据第五条，…: literal, or one decisive word off; all else is said to be close, or nothing."""

    def test_what_they_cite_themselves_introduces_nothing(self, laws):
        fifth = "有本法第四条第二款规定情形的，由主管部门责令改正，处五万元以上十万元以下罚款。"
        assert quotations(f"根据《测试法典》第五条，{fifth}") == [("第五条", "exact")]

    def test_literal_words_are_seen(self, laws):
        assert quotations(f"依据《测试法典》第二条，{SECOND}") == [("第二条", "exact")]

    @pytest.mark.parametrize("lead", ["依据", "根据", "按照"])
    def test_a_negation_taken_away_is_an_error(self, laws, lead):
        draft = f"{lead}《测试法典》第四条，允许从建筑物中抛掷物品。请知悉。"
        assert findings_of(draft, FindingKind.QUOTATION) == [("允许从建筑物中抛掷物品", "第四条", "differs")]

    @pytest.mark.parametrize(
        "sentence",
        [
            "根据《试验劳动法》第二条，被告应当支付拖欠原告的工资一万元。",
            "违反《测试法典》第四条，从建筑物中抛掷了物品，后果严重。",
            "依据《测试法典》第五条的规定，责令你单位立即改正，处六万元罚款。",
        ],
    )
    def test_the_drafts_own_words_are_no_error(self, laws, sentence):
        assert {verdict for _, verdict in quotations(sentence)} <= {"paraphrase"}
