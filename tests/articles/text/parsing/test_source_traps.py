"""The traps of the shipped source (its noise, broken titles, notice, characters, captions), one by one.

Numbers are those of the list of traps the project was given; the text is the project's own copy.
"""

import unicodedata
from functools import cache

import pytest
from django.conf import settings

from articles.text.parsing.heads.addressees import parse_addressees
from articles.text.parsing.lines import RemovalReason, RepairKind
from articles.text.parsing.structure import ParsedArticle, ParsedPolicy, parse_policy, rebuild
from articles.text.wording.characters.folding import fold

TITLES = [
    "发展目标",
    "构建和完善技术创新体系 推动产业技术升级",
    "发挥企业主体作用 促进产业技术研发与创新",
    "健全法律法规体系 加强规划和政策的引导",
    "构建技术标准体系 实施知识产权战略",
    "广泛开展国际合作与交流 强化技术引进消化再创新",
    "健全产业技术服务体系 实施创新人才战略",
]
FIRST_ARTICLES = [1, 4, 8, 14, 17, 22, 29]


@cache
def source() -> str:
    path = settings.CONTENT_DIR / "source" / "gxblk-2009-232.txt"
    return path.read_bytes().decode("utf-8")


@cache
def policy() -> ParsedPolicy:
    return parse_policy(source())


def article_numbered(number: int) -> ParsedArticle:
    return policy().articles[number - 1]


def removals(reason: RemovalReason) -> list[tuple[int, str]]:
    return [(removal.line, removal.text.strip()) for removal in policy().removals if removal.reason == reason]


def test_parsed_text_and_removals_rebuild_the_source_byte_for_byte():
    rebuilt = rebuild(policy().passages(), policy().removals)
    assert rebuilt.encode() == source().encode()


def test_there_are_seven_chapters_and_thirty_four_articles_in_order():
    assert [division.number for division in policy().divisions] == list(range(1, 8))
    assert [(article.number, article.suffix) for article in policy().articles] == [
        (number, 0) for number in range(1, 35)
    ]


def test_trap_01_running_numbers_go_and_never_number_a_chapter():
    lines = [10, 14, 20, 27, 36, 42, 50, 60]
    assert removals(RemovalReason.RUNNING_NUMBER) == list(zip(lines, "23456789", strict=True))


def test_trap_02_headings_are_found_behind_the_digits_and_keep_none():
    assert [division.label.text for division in policy().divisions] == [
        f"第{number}章" for number in "一二三四五六七"
    ]
    assert not any(character.isdigit() for division in policy().divisions for character in division.title)


def test_trap_03_the_edit_button_goes_eight_times_and_only_as_a_whole_line():
    lines = [11, 15, 21, 28, 37, 43, 51, 61]
    assert removals(RemovalReason.EDIT_BUTTON) == [(line, "编辑") for line in lines]


def test_trap_04_blank_lines_are_no_paragraphs():
    lines = [12, 16, 22, 29, 38, 44, 52, 62]
    assert removals(RemovalReason.BLANK_LINE) == [(line, "") for line in lines]
    assert all(len(article.paragraphs) == 1 for article in policy().articles)


def test_trap_05_the_first_title_is_the_entry_name_the_second_the_title():
    assert removals(RemovalReason.ENTRY_NAME) == [(1, "国家产业技术政策")]
    assert source()[: policy().front.title.start].count("\n") + 1 == 10


def test_trap_06_the_notice_is_recognised_without_a_heading():
    front = policy().front
    assert front.document_number.text == "工信部联科〔2009〕232号"
    assert front.addressees.text.startswith("各省、")
    assert len(front.notice) == 1
    assert len(front.issuers) == 4
    assert front.signed.text == "二○○九年五月十五日"


def test_trap_07_second_halves_return_to_their_chapters():
    assert [division.title for division in policy().divisions] == TITLES
    firsts = [
        next(article.number for article in policy().articles if article.division == index)
        for index in range(7)
    ]
    assert firsts == FIRST_ARTICLES


def test_trap_08_chapter_one_has_no_second_half():
    assert [len(division.title_parts) for division in policy().divisions] == [1, 2, 2, 2, 2, 2, 2]


def test_trap_09_both_halves_are_kept_apart_and_joined_by_one_space():
    halves = [part.text for part in policy().divisions[1].title_parts]
    assert halves == ["构建和完善技术创新体系", "推动产业技术升级"]
    assert policy().divisions[1].title == " ".join(halves)


def test_trap_10_no_half_title_stays_in_an_article():
    halves = [title.split(" ")[1] for title in TITLES[1:]]
    starts = [article_numbered(number).text for number in FIRST_ARTICLES[1:]]
    assert not any(text.startswith(half) for text, half in zip(starts, halves, strict=True))
    assert "知识产权" not in article_numbered(17).text
    assert "人才" not in article_numbered(29).text


def test_trap_11_the_title_of_chapter_six_is_not_corrected():
    assert "消化再创新" in policy().divisions[5].title
    assert "消化吸收再创新" not in policy().divisions[5].title


def test_trap_12_the_document_number_keeps_its_brackets():
    assert "〔2009〕" in policy().front.document_number.text


def test_trap_13_the_regions_belong_to_four_bodies():
    bodies = parse_addressees(policy().front.addressees.text)
    assert [addressee.body for addressee in bodies] == [
        "工业和信息化主管部门",
        "科技厅（局）",
        "财政厅（局）",
        "国家税务局",
    ]
    assert {addressee.regions for addressee in bodies} == {
        "各省、自治区、直辖市、计划单列市及新疆生产建设兵团"
    }


def test_trap_14_the_local_tax_bureaus_are_not_the_state_administration():
    names = {issuer.name for issuer in policy().front.issuers}
    assert "税务总局" in names
    assert "国家税务局" not in names


def test_trap_15_issuers_are_shown_closed_up_and_kept_as_printed():
    issuers = policy().front.issuers
    assert [issuer.name for issuer in issuers] == ["工业和信息化部", "科技部", "财政部", "税务总局"]
    assert [issuer.printed.text for issuer in issuers] == [
        "工业和信息化部",
        "科\u3000技\u3000部",
        "财\u3000政\u3000部",
        "税 务 总 局",
    ]


def test_trap_16_the_signing_date_is_read_through_its_circles():
    assert "\u25cb" in policy().front.signed.text
    assert policy().front.signed_on.isoformat() == "2009-05-15"


def test_trap_18_notice_and_introduction_are_two_texts_outside_the_articles():
    notice, introduction = policy().front.notice[0].text, policy().front.introduction[0].text
    assert notice.startswith("作为国家产业技术发展的纲领性政策文件")
    assert introduction.startswith("产业技术进步和创新已成为")
    assert not any(introduction in article.text for article in policy().articles)


def test_trap_19_nothing_is_added_after_article_34():
    last = article_numbered(34)
    assert source().endswith(f"{last.text}\n")
    assert "施行" not in last.text


def test_trap_20_the_half_width_comma_of_article_32_stays():
    assert "优秀企业家人才,鼓励和支持" in article_numbered(32).text
    assert [article.number for article in policy().articles if "," in article.text] == [32]


def test_trap_21_horizontal_bars_and_curly_quotes_stay_and_fold():
    assert "\u201c项目\u2015人才\u2015基地\u201d" in article_numbered(27).text
    assert "项目-人才-基地" in fold(article_numbered(27).text)


def test_trap_22_the_year_range_stays_and_is_no_date_of_the_policy():
    assert "（2006-2020年）" in article_numbered(15).text
    digits = [
        article.number
        for article in policy().articles
        if any(character.isascii() and character.isdigit() for character in article.text)
    ]
    assert digits == [15]
    assert policy().front.signed_on.year == 2009


def test_trap_23_the_comma_between_titles_stays():
    assert "《中华人民共和国科学技术进步法》、《中华人民共和国科技成果转化法》" in article_numbered(14).text


def test_trap_24_stored_text_is_not_normalised():
    changed = [
        article.number
        for article in policy().articles
        if unicodedata.normalize("NFKC", article.text) != article.text
    ]
    assert changed == [number for number in range(1, 35) if number != 11]


def test_trap_25_label_and_space_are_no_text():
    for article in policy().articles:
        after_label = article.label.start + len(article.label.text)
        assert source()[after_label] == "\u0020"
        assert article.paragraphs[0].start == after_label + 1


def test_trap_26_the_ideographic_space_is_white_space_here():
    assert not any(
        division.title != division.title.strip() or "\u3000" in division.title
        for division in policy().divisions
    )
    assert not any(article.text[0].isspace() for article in policy().articles)


def test_trap_27_labels_without_ones_or_tens_are_read():
    assert [article_numbered(number).label.text for number in (10, 20, 30)] == [
        "第十条",
        "第二十条",
        "第三十条",
    ]


def test_trap_29_all_articles_but_ten_and_twelve_have_a_caption():
    assert [article.number for article in policy().articles if not article.heading] == [10, 12]


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (4, "构建促进产业发展的技术创新体系，搭建技术研发平台"),
        (16, "制订《国家产业技术发展指南》"),
        (22, "立足自主创新，发展产业技术"),
        (23, "鼓励自主创新，限制盲目重复引进"),
        (24, "加强统筹协调，促进引进技术消化吸收再创新"),
    ],
)
def test_trap_30_captions_keep_their_commas_and_titles(number, heading):
    assert article_numbered(number).heading == heading


def test_trap_31_captions_are_read_out_and_never_cut_off():
    assert all(article.text.startswith(article.heading) for article in policy().articles)
    assert article_numbered(3).heading == "增强企业创新能力"
    assert "。发挥企业技术创新主体作用。" in article_numbered(3).text


def test_trap_32_a_wrong_title_of_a_law_is_kept():
    assert "《中华人民共和国科技成果转化法》" in article_numbered(14).text


def test_every_repair_is_reported_with_its_line():
    kinds = [(repair.line, repair.kind) for repair in policy().repairs]
    joined = [(line, RepairKind.TITLE_JOINED) for line in (23, 30, 39, 45, 53, 63)]
    closed_up = [(line, RepairKind.NAME_CLOSED_UP) for line in (6, 7, 8)]
    assert sorted(kinds) == sorted([*joined, *closed_up, (9, RepairKind.DATE_READ)])
