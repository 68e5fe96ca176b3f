"""A draft's citations and quotations against the shipped policy and two laws that the tests import."""

import random

import pytest
from django.core.management import call_command
from django.test import override_settings

from articles.checking import CheckVerdict, FindingKind, Stress, check_draft
from articles.models import Entity, Policy, PolicyVersion, Succession
from articles.models.policies.policy_choices import Publication
from articles.text.citing.places.article_citations import article_label
from articles.versions.snapshots import snapshot_of, stored_rows
from tests.articles.conftest import store_text

CODE = """中华人民共和国测试法典
第一条 为了保护民事主体的合法权益，根据宪法，制定本法。
第二条 民事主体从事民事活动，应当遵循诚信原则，秉持诚实，恪守承诺。
第三条 民事主体从事民事活动，不得违反法律，不得违背公序良俗。
第四条 禁止从建筑物中抛掷物品。从建筑物中抛掷物品造成他人损害的，由侵权人依法承担侵权责任。
物业服务企业应当采取必要的安全保障措施防止前款规定情形的发生。
第五条 有下列情形之一的，处五万元以上十万元以下罚款，并在三十日内改正：
（一）擅自占用公共通道从事经营活动的；
（二）未经许可堆放易燃易爆危险物品的。
第五条之一 情节特别严重的，可以责令停业整顿，并处违法所得一倍以上三倍以下罚款。
第六条 任何单位和个人有权对违法行为进行举报，受理机关必须在七个工作日内答复。
"""
LABOUR = """中华人民共和国试验劳动法
第一条 劳动者享有平等就业和选择职业的权利，以及取得劳动报酬的权利。
第二条 用人单位不得克扣或者无故拖欠劳动者的工资，工资应当以货币形式按月支付给劳动者本人。
第三条 劳动者连续工作一年以上的，享受带薪年休假，具体办法由国务院规定。
"""


@pytest.fixture(scope="module")
def stored_laws(module_transaction):
    store_text("csfd", CODE)
    store_text("syldf", LABOUR)


@pytest.fixture
def laws(db, stored_laws):
    return Policy.objects.get(slug="csfd"), Policy.objects.get(slug="syldf")


def verdicts(draft: str, kind: FindingKind) -> list[tuple[str, str]]:
    """(the draft's words, verdict) of each finding of a kind."""
    return [
        (finding.words, finding.verdict.value)
        for finding in check_draft(draft).findings
        if finding.kind is kind
    ]


def citations(draft: str) -> list[tuple[str, str, str]]:
    """(the draft's words, label of the place, verdict) of each citation."""
    findings = [finding for finding in check_draft(draft).findings if finding.kind is FindingKind.CITATION]
    return [
        (finding.words, finding.unit.label if finding.unit else "", finding.verdict.value)
        for finding in findings
    ]


def only(draft: str, kind: FindingKind = FindingKind.QUOTATION):
    (finding,) = (candidate for candidate in check_draft(draft).findings if candidate.kind is kind)
    return finding


class TestCitations:
    @pytest.mark.parametrize(
        ("draft", "expected"),
        [
            ("依照《测试法典》第四条判决。", [("《测试法典》第四条", "第四条", "exact")]),
            ("依照测试法典4条判决。", [("测试法典4条", "第四条", "exact")]),
            (
                "《中华人民共和国测试法典》第\n５　条之一",
                [("《中华人民共和国测试法典》第\n５　条之一", "第五条之一", "exact")],
            ),
            ("测试法典第四条第二款", [("测试法典第四条第二款", "第四条第二款", "exact")]),
            ("测试法典第四条第三款", [("测试法典第四条第三款", "第四条第三款", "no_such_unit")]),
            (
                "测试法典第五条第（一）、（二）项",
                [
                    ("测试法典第五条第（一）", "第五条第（一）项", "exact"),
                    ("（二）项", "第五条第（二）项", "exact"),
                ],
            ),
            ("测试法典第五条第（三）项", [("测试法典第五条第（三）项", "第五条第（三）项", "no_such_unit")]),
            (
                "根据《测试法典》第一条、第三条和试验劳动法第二条",
                [
                    ("《测试法典》第一条", "第一条", "exact"),
                    ("第三条", "第三条", "exact"),
                    ("试验劳动法第二条", "第二条", "exact"),
                ],
            ),
            ("测试法典第1、3条", [("测试法典第1", "第一条", "exact"), ("3条", "第三条", "exact")]),
            ("《测试法典》第一条至第三条", [("《测试法典》第一条至第三条", "第一条至第三条", "exact")]),
            (
                "《测试法典》第四条第二款所称。该条第一款、该法第六条、前款",
                [
                    ("《测试法典》第四条第二款", "第四条第二款", "exact"),
                    ("该条第一款", "第四条第一款", "exact"),
                    ("该法第六条", "第六条", "exact"),
                    ("前款", "第六条", "exact"),
                ],
            ),
            (
                "《测试法典》（以下简称《法典》）施行后，《法典》第二条",
                [
                    ("《测试法典》", "中华人民共和国测试法典", "exact"),
                    ("《法典》第二条", "第二条", "exact"),
                ],
            ),
            ("《测试法典》第七条", [("《测试法典》第七条", "第七条", "no_such_unit")]),
            ("《某省测试条例》第九百条", [("《某省测试条例》第九百条", "", "not_held")]),
            # The end of a longer name may be that of another document.
            ("深圳特区测试法典第九百条", [("测试法典第九百条", "", "not_held")]),
            ("新测试法典第九百条", [("测试法典第九百条", "", "not_held")]),
            ("不得违背测试法典第九百条", [("测试法典第九百条", "第九百条", "no_such_unit")]),
            ("见《人民日报》和《房屋买卖合同》第五条。合同第八条约定违约金。", []),
            (
                "工信部联科〔2009〕232号文件第25条",
                [("工信部联科〔2009〕232号文件第25条", "第二十五条", "exact")],
            ),
        ],
    )
    def test_each_form_leads_to_its_place(self, laws, draft, expected):
        assert citations(draft) == expected

    def test_the_range_is_told_where_an_article_does_not_exist(self, laws):
        finding = only("《测试法典》第七条", FindingKind.CITATION)
        assert "第一条至第六条" in finding.explanation

    def test_a_replaced_law_that_is_not_held_is_never_wrong(self, laws):
        old = Entity.objects.create(kind="document", name="中华人民共和国旧测试法", slug="jiu")
        new = Entity.objects.create(kind="document", name="中华人民共和国测试法典", slug="xin")
        Succession.objects.create(predecessor=old, successor=new, date="2021-01-01", source="测试法典")
        finding = only("依照旧测试法第五十二条", FindingKind.CITATION)
        assert finding.verdict is CheckVerdict.NOT_HELD
        assert "2021-01-01" in finding.explanation

    def test_a_policy_that_is_not_public_is_not_held(self, laws):
        Policy.objects.with_slugs(["csfd"]).update(publication=Publication.WITHDRAWN)
        assert citations("《测试法典》第四条") == [("《测试法典》第四条", "", "not_held")]

    @pytest.mark.parametrize(
        ("draft", "verdict", "right"),
        [
            ("《国家产业技术政策》（工信部联科〔2009〕232号）", "exact", ""),
            ("《国家产业技术政策》（工信部联科〔2009〕323号）", "differs", "工信部联科〔2009〕232号"),
            ("工信部联科〔2008〕232号《国家产业技术政策》", "differs", "工信部联科〔2009〕232号"),
            ("《国家产业政策》（工信部联科〔2009〕232号）", "differs", "《国家产业技术政策》"),
            ("财政部印发的《国家产业技术政策》", "exact", ""),
            ("教育部印发的《国家产业技术政策》", "differs", "工业和信息化部、科技部、财政部、税务总局"),
            ("2009年5月15日印发的《国家产业技术政策》", "exact", ""),
            ("2009年5月16日印发的《国家产业技术政策》", "differs", "2009年5月15日"),
            ("《国家产业技术政策》（2009年5月15日印发）", "exact", ""),
            (
                "《国家产业技术政策》（工信部联科〔2009〕232号，2008年5月15日印发）",
                "differs",
                "2009年5月15日",
            ),
            ("1999年5月16日印发的《国家产业技术政策》同时废止。", "exact", ""),
            # Another document of the same title.
            ("《国家产业技术政策》（国经贸技术〔2002〕444号）", "not_held", ""),
        ],
    )
    def test_number_title_issuer_and_date_belong_together(self, shipped, draft, verdict, right):
        finding = only(draft, FindingKind.CITATION)
        assert finding.verdict == verdict
        assert [difference.right for difference in finding.differences] == ([right] if right else [])


class TestQuotations:
    @pytest.mark.parametrize(
        ("draft", "expected"),
        [
            ("《测试法典》第四条规定：“禁止从建筑物中抛掷物品。”", "exact"),
            ("《测试法典》第四条规定，禁止从建筑物中抛掷物品。", "exact"),
            ("《测试法典》第四条规定：禁止从建筑物中抛掷物品，被告违反了它。", "exact"),
            ("“禁止从建筑物中抛掷物品”（《测试法典》第四条）", "exact"),
            ("《测试法典》第四条规定：「禁止从建筑物中\n抛掷物品」", "exact"),
            ("《测试法典》第四条规定：“禁止从建筑物中……由侵权人依法承担侵权责任”", "exact"),
            ("《测试法典》第四条规定：\n\n> 禁止从建筑物中抛掷物品。", "exact"),
            ("《测试法典》\n第四条　禁止从建筑物中抛掷物品。", "exact"),
            ("《测试法典》\n第四条第二款　物业服务企业应当采取必要的安全保障措施", "exact"),
            ("《测试法典》施行。该法规定：“任何单位和个人有权对违法行为进行举报”", "exact"),
            ("测试法典第六条规定任何单位和个人有权对违法行为进行举报。", "exact"),
            ("测试法典第六条规定任何单位和个人无权对违法行为进行举报。", "differs"),
            ("《测试法典》第四条第二款：“物业服务企业应当采取必要的安全保障措施”", "exact"),
            ("测试法典规定，民事主体从事民事活动，不得违反法律，不得违背公序良俗。", "exact"),
            ("《测试法典》第四条规定：“允许从建筑物中抛掷物品。”", "differs"),
            ("《测试法典》第四条规定，可以从建筑物中抛掷物品。", "differs"),
            ("《测试法典》第三条规定：“民事主体从事民事活动，得违反法律”", "differs"),
            ("《测试法典》第五条规定：“处五万元以上十一万元以下罚款”", "differs"),
            ("《测试法典》\n第四条　允许从建筑物中抛掷物品。", "differs"),
            ("《测试法典》第三条规定：“禁止从建筑物中抛掷物品。”", "misattributed"),
            ("《测试法典》第四条第一款：“物业服务企业应当采取必要的安全保障措施”", "misattributed"),
            ("《测试法典》第三条规定：“用人单位不得克扣或者无故拖欠劳动者的工资”", "misattributed"),
            ("《测试法典》第四条规定，不得从建筑物中向外抛掷物品。", "paraphrase"),
            ("《某省测试条例》第三条规定：“禁止从建筑物中抛掷物品。”", "not_held"),
        ],
    )
    def test_words_are_compared_letter_by_letter(self, laws, draft, expected):
        assert [verdict for _, verdict in verdicts(draft, FindingKind.QUOTATION)] == [expected]

    @pytest.mark.parametrize(
        "draft",
        [
            "《测试法典》第四条规定情形之一的，由公安机关处理。",
            "《测试法典》第四条体现了“放管服”改革的要求。",
            "《测试法典》第四条涉及的“绿洲公司”应当赔偿。",
            "根据《测试法典》第四条，“原告”主张赔偿。",
            "《测试法典》第四条规定了侵权责任。被告称：“我没有抛掷任何物品，也没有看见。”",
            "在《测试法典》第四条中增加一款，作为第三款：“公安机关应当及时调查，查清责任人。”",
        ],
    )
    def test_other_words_in_marks_are_no_quotations(self, laws, draft):
        assert verdicts(draft, FindingKind.QUOTATION) == []

    def test_each_of_several_quotations_has_its_own_place(self, laws):
        draft = (
            "《测试法典》第二条、第三条分别规定：“应当遵循诚信原则”“可以违反法律”，"
            "试验劳动法第二条规定：“用人单位不得克扣”。"
        )
        assert [verdict for _, verdict in verdicts(draft, FindingKind.QUOTATION)] == [
            "exact",
            "differs",
            "exact",
        ]

    def test_a_difference_tells_its_place_the_right_words_and_what_it_touches(self, laws):
        draft = "《测试法典》第五条规定：“处五万元以上二十万元以下罚款，并可以在三十日内改正”"
        finding = only(draft)
        differences = [
            (difference.draft, difference.right, difference.stress) for difference in finding.differences
        ]
        assert differences == [("二", "", Stress.AMOUNT), ("可以", "", Stress.DUTY)]
        assert [draft[difference.start : difference.end] for difference in finding.differences] == [
            "二",
            "可以",
        ]
        assert draft[finding.start : finding.end] == finding.words
        assert finding.right == "处五万元以上十万元以下罚款，并在三十日内改正"

    def test_words_of_another_article_are_found_there(self, laws):
        finding = only("《测试法典》第三条规定：“禁止从建筑物中抛掷物品。”")
        assert finding.unit.label == "第四条"
        assert finding.right == "《中华人民共和国测试法典》第四条"

    def test_words_of_an_earlier_version_are_told_by_its_date(self, laws):
        policy = laws[0]
        snapshot = snapshot_of(stored_rows(policy))
        for unit in snapshot["units"]:
            unit["text"] = unit["text"].replace("禁止从建筑物中", "不得从建筑物中")
        PolicyVersion.objects.create(
            policy=policy,
            made_on="2019-01-02",
            source="测试",
            snapshot=snapshot,
            imported_at="2026-01-01T00:00Z",
        )
        finding = only("《测试法典》第四条规定：“不得从建筑物中抛掷物品。”")
        assert finding.verdict is CheckVerdict.OLD_VERSION
        assert "2019年1月2日的文本" in finding.explanation

    def test_a_generated_draft_is_told_from_its_alterations(self, laws):
        """Each sentence of the laws, as it is and with one letter changed, in several forms."""
        chance = random.Random(0)
        forms = ("{0}规定：“{1}”。", "“{1}”（{0}）。", "{0}规定，{1}。", "{0}「{1}」。")
        for article in (article for law in laws for article in law.articles.in_order()):
            title, label = article.policy.title, article_label(article.number, article.suffix)
            sentence = article.text.split("\n")[0].split("。")[0].rstrip("：")
            at = chance.randrange(1, len(sentence) - 1)
            altered = f"{sentence[:at]}甲{sentence[at + 1 :]}"
            for form in forms:
                place = f"《{title}》{label}"
                for words, verdict in ((sentence, "exact"), (altered, "differs")):
                    draft = form.format(place, words)
                    assert [actual for _, actual in verdicts(draft, FindingKind.QUOTATION)] == [verdict], (
                        draft
                    )

    def test_the_summary_counts_every_verdict(self, laws):
        report = check_draft("《测试法典》第四条规定：“允许从建筑物中抛掷物品。”《测试法典》第九条。")
        assert report.summary == {
            **{verdict.value: 0 for verdict in CheckVerdict},
            "exact": 1,
            "differs": 1,
            "no_such_unit": 1,
        }


class TestCost:
    def test_the_number_of_statements_does_not_grow_with_the_draft(
        self, laws, django_assert_max_num_queries, django_assert_num_queries
    ):
        single = (
            "《测试法典》第四条规定：“允许从建筑物中抛掷物品。”《测试法典》第九条、第四条第九款。"
            "《国家产业技术政策》第二部分。《某省测试条例》第一条。测试法典规定：“没有这些话在这里的”。"
        )
        check_draft(single)
        with django_assert_max_num_queries(25) as queries:
            check_draft(single)
        with django_assert_num_queries(len(queries)):
            check_draft(single * 20)

    @pytest.mark.parametrize(
        "draft",
        [
            "",
            "\n\n",
            "《" * 20_000,
            "第" * 20_000,
            "“" * 20_000,
            "“" * 10_000 + "”" * 10_000,
            "《民法典" * 5_000,
            "第一条、" * 5_000,
            "测试法典第一条" + "前款" * 5_000,
            "《测试法典》第一条规定：“" + "禁止" * 10_000 + "”",
            "《测试法典》第一条\0规定：“\ud800\udfff测试”\ud800",
            "第" + "一" * 20_000 + "条",
        ],
    )
    def test_hostile_drafts_are_answered(self, laws, draft):
        for finding in check_draft(draft).findings:
            assert 0 <= finding.start < finding.end <= len(draft)


class TestCommand:
    @pytest.mark.parametrize(
        ("words", "code", "output"),
        [("禁止从建筑物中抛掷物品", 0, "有出入 0"), ("允许从建筑物中抛掷物品", 1, "禁止")],
    )
    def test_it_says_what_differs_and_exits_with_it(self, laws, tmp_path, capsys, words, code, output):
        file = tmp_path / "草稿.txt"
        file.write_text(f"《测试法典》第四条规定：“{words}”。", encoding="utf-8")
        status = 0
        try:
            call_command("check_draft", str(file))
        except SystemExit as ended:
            status = ended.code
        assert status == code
        assert output in capsys.readouterr().out


def post_draft(client, body, content_type="application/json"):
    return client.post("/api/v1/check/", body, content_type=content_type)


class TestApi:
    def test_it_answers_the_findings_and_their_number(self, client, laws):
        draft = "《测试法典》第四条规定：“允许从建筑物中抛掷物品。”"
        answer = post_draft(client, {"text": draft})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        citation, quotation = answer.json()["findings"]
        assert (citation["kind"], citation["verdict"]) == ("citation", "exact")
        assert citation["unit"]["url"].endswith("/policies/csfd/articles/4/")
        assert len(citation["unit"]["sha256"]) == 64
        assert quotation["differences"] == [
            {"start": 13, "end": 15, "draft": "允许", "right": "禁止", "stress": "negation"}
        ]
        assert (quotation["status"], answer.json()["summary"]["differs"]) == ("unverified", 1)

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"text": ""}, 200),
            ({"text": "《测试法典》\0第四条\ud800"}, 200),
            ({"text": "法" * 200_001}, 413),
            ({"text": 5}, 400),
            ({}, 400),
            ([], 400),
            ("{", 400),
        ],
    )
    def test_what_it_cannot_check_is_refused_in_chinese(self, client, laws, body, status):
        answer = post_draft(client, body)
        assert answer.status_code == status
        if status != 200:
            assert not answer.json()["detail"].isascii()

    def test_calls_are_limited(self, client, laws):
        with override_settings(PORTAL_CHECK_RATE=0):
            assert post_draft(client, {"text": "第四条"}).status_code == 429

    def test_the_draft_is_in_no_log(self, client, laws, caplog, settings):
        settings.PORTAL_SLOW_STATEMENT_MS = 0
        with caplog.at_level("DEBUG"):
            post_draft(client, {"text": "《测试法典》第四条规定：“非常机密的草稿文字不在此处”"})
        assert "机密" not in caplog.text
