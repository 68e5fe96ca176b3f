"""In a base of several documents the guide answers what is its own, the documents the rest, or nobody."""

import pytest

from articles.search import AnswerKind, in_policy, search
from articles.search.scoring.relevance import telling_words
from guidance.answering.topics import topics
from tests.articles.conftest import store_text

pytestmark = pytest.mark.usefixtures("shipped")

MARRIAGE = """婚姻法

第一条 离婚后，子女由直接抚养的一方抚养；抚养费由另一方承担。
第二条 自婚姻登记机关收到离婚登记申请之日起三十日内，任何一方可以撤回申请。
第三条 从建筑物中抛掷高空抛物的人应当赔偿。
"""
HOUSING = """住房公积金管理条例

第一条 住房公积金的缴存比例不得低于职工上一年度月平均工资的5%。
第二条 职工可以申请住房公积金贷款，贷款利率由中国人民银行提出。
第三条 单位不办理公积金贷款登记的，处1万元以上5万元以下的罚款。
"""
WAGES = """工资条例

第一条 安排劳动者加班的，支付不低于工资的百分之一百五十的工资报酬。
第二条 本市最低工资标准为每月2690元。
第三条 最低工资标准每两年至少调整一次。
"""
LAWYERS = """律师条例

第一条 律师事务所应当公布联系方式和咨询电话。
第二条 司法局设立律师服务热线，电话：021-12348888。
"""
INSURANCE = """社会保险条例

第一条 用人单位应当为职工缴纳社会保险费。
"""
DISABLED = """残疾人保障条例

第一条 残疾人就业享受税收优惠。
"""
LICENCES = """登记条例

第一条 设立公司应当提交登记申请书和公司章程。
第二条 公司登记提交虚假材料的，责令改正，处五万元以下的罚款。
"""
FINANCE = """金融促进条例

第一条 支持研发投入。
第二条 市人民政府制定扶持政策。
"""


@pytest.fixture(autouse=True, scope="module")
def library(module_transaction):
    sources = {
        "marriage": MARRIAGE, "housing": HOUSING, "wages": WAGES, "lawyers": LAWYERS,
        "insurance": INSURANCE, "disabled": DISABLED, "licences": LICENCES, "finance": FINANCE,
    }  # fmt: skip
    return {slug: store_text(slug, source) for slug, source in sources.items()}


def ask(text: str, **choices):
    return search(text, **choices)


def quotes(answer) -> str:
    return "\n".join(passage.quote for line in answer.lines for passage in line.passages)


class TestRemit:
    """The guide answers about support: with a word for it, or with the words of a measure."""

    @pytest.mark.parametrize(
        "question",
        [
            "离婚需要等多少天",
            "離婚要等幾天呢",
            "离婚登记要交钱吗",
            "离婚登记申请怎么撤回",
            "最低工资多久调整",
            "残疾人就业有什么优惠",
            "怎么申请",
            "能给多少钱",
        ],
    )
    def test_it_is_silent_beyond_it_and_makes_no_near_misses(self, question):
        results = ask(question)
        documents = results.answer.documents if results.answer else ()
        assert "国家产业技术政策" not in {document.title for document in documents}
        assert results.answer is None or results.answer.kind == AnswerKind.PROCEDURE
        assert not any(hit.is_weak for hit in results.hits)

    @pytest.mark.parametrize(
        ("question", "kind"),
        [
            ("进口设备免税吗", AnswerKind.BENEFIT),
            ("技术改造有没有资金支持", AnswerKind.BENEFIT),
            ("技術改造有沒有補貼", AnswerKind.BENEFIT),
            ("小公司搞研发怎么贷款", AnswerKind.BENEFIT),
            ("技术交易市场怎么管理", AnswerKind.BENEFIT),  # no word for support, but a measure's own
            ("技改补贴上限是多少", AnswerKind.PROCEDURE),
            ("小微企业有什么扶持", AnswerKind.SUBJECT),
            ("研发投入有什么支持", AnswerKind.BENEFIT),  # though another document holds all of it
            ("国家有什么政策", AnswerKind.OVERVIEW),
            ("哪些设备不让进口", AnswerKind.LIMIT),
        ],
    )
    def test_it_answers_within_it(self, question, kind):
        assert ask(question).answer.kind == kind

    def test_a_measure_found_by_a_lesser_word_is_no_answer(self, import_text):
        import_text("marks", "商标法\n\n第一条 商标可以共存的，应当附加标识。\n")
        assert ask("商标可以共存吗").answer is None

    def test_its_own_policy_is_asked_as_ever(self, shipped):
        results = ask("找谁赔", choices=in_policy(shipped))
        assert "《国家产业技术政策》没有规定受理机构" in results.answer.text


class TestPersons:
    @pytest.mark.parametrize(
        "question",
        [
            "离婚孩子归谁", "高空抛物砸到人找谁赔", "小孩受伤谁负责", "抚养费由谁承担", "抚养费谁来付",
            "孩子判给谁", "漏水谁出钱修", "运费由哪一方承担", "学费谁出", "借款找谁还", "这是谁的责任",
        ],
    )  # fmt: skip
    def test_who_pays_or_gets_something_is_no_office(self, question, library):
        assert not office().is_meant(question)
        for choices in (in_policy(None), in_policy(library["marriage"])):
            answer = ask(question, choices=choices).answer
            assert answer is None or answer.kind == AnswerKind.OUTSIDE

    @pytest.mark.parametrize(
        "question", ["离婚登记找谁办", "归谁管", "谁负责受理", "谁审批", "由谁出具证明", "判给谁来管"]
    )
    def test_who_decides_is_one(self, question):
        assert office().is_meant(question)


class TestQuotes:
    """A number is the answer where it is that of what is asked."""

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("最低工资标准是多少钱", "每月2690元"),
            ("加班的工资给多少钱", "百分之一百五十"),
            ("公积金缴存比例是多少", "5%"),
            ("住房公积金不办登记罚多少钱", "1万元以上5万元以下"),
            ("律师服务热线电话是多少", "021-12348888"),
            ("设立公司要提交什么材料", "登记申请书"),
        ],
    )
    def test_it_is_quoted(self, question, expected):
        assert expected in quotes(ask(question).answer)

    @pytest.mark.parametrize(
        "question",
        [
            "公积金贷款利率多少",  # 5% is that of contributions
            "离婚补贴多少钱",
            "附近的律师事务所电话",
            "律师事务所电话是多少",  # no number stands there
            "加班支付百分之一百五十的标准是多少",  # its own number is no answer
        ],
    )
    def test_no_other_is(self, question):
        assert ask(question).answer is None

    def test_what_is_punished_is_no_answer_to_how_it_is_done(self):
        quoted_words = quotes(ask("公司登记要提交什么材料").answer)
        assert "登记申请书" in quoted_words
        assert "虚假材料" not in quoted_words
        assert "五万元" in quotes(ask("公司登记提交虚假材料罚多少钱").answer)

    def test_of_the_document_asked_about_only_sentences_on_what_is_asked(self):
        quoted_words = quotes(ask("《工资条例》加班给多少钱").answer)
        assert "百分之一百五十" in quoted_words
        assert "2690" not in quoted_words


class TestNotStated:
    def test_no_document_is_singled_out(self):
        answer = ask("帮信罪").answer
        assert answer.kind == AnswerKind.OUTSIDE
        assert answer.text.startswith("本库收录的文件没有写“帮信罪”")
        assert not answer.documents

    def test_nor_a_reason_given_for_it(self):
        answer = ask("首台套保险补贴找谁申请").answer
        assert answer.text.startswith("本库收录的文件没有写“首台套保险”")
        assert "本文件" not in answer.text
        assert not answer.documents

    def test_a_document_that_the_question_names_is(self):
        answer = ask("《社会保险条例》怎么申请").answer
        assert answer.text == "《社会保险条例》没有规定申报渠道和办理程序（全文和通知都查过）。"

    def test_what_holds_all_words_is_no_near_miss(self, library):
        results = ask("离婚找谁办", choices=in_policy(library["marriage"]))
        assert "没有规定受理机构" in results.answer.text
        assert results.hits
        assert not any(hit.is_weak for hit in results.hits)

    def test_nor_is_it_beside_the_measures(self):
        results = ask("有哪些扶持政策")
        assert results.answer.kind == AnswerKind.OVERVIEW
        assert results.hits
        assert not any(hit.is_weak for hit in results.hits)

    def test_official_words_count(self):
        results = ask("五险一金")
        assert results.answer is None
        assert not any(hit.is_weak for hit in results.hits)

    def test_a_support_question_is_still_led_on(self):
        answer = ask("月球基地有补贴吗").answer
        assert "不等于用不上" in answer.text

    def test_the_facts_of_a_document_stay_all_there_is_to_say(self):
        assert all(hit.is_weak for hit in ask("婚姻法什么时候施行").hits)


def office():
    return next(topic for topic in topics() if topic.code == "office")


def test_single_characters_tell_nothing_beside_words():
    from articles.search import analyse_query

    assert [word.text for word in telling_words(analyse_query("狗咬伤人找谁赔"))] == ["咬伤"]
