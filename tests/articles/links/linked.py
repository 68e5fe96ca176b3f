"""A small law with links of every basis, and how to read the numbers of the analysis pages."""

import html
import re

from articles.models import Article, Entity, Mention, Policy
from articles.models.links.evidence import Basis, LinkStatus

LAW = """某促进法
第一章 总则
第一条 支持企业创新，给予税收减免。
第二条 设立基金，支持企业和高校。
第二章 措施
第三条 对企业给予贷款贴息。
第四条 政府采购优先。
第三章 附则
第五条 本法自公布之日起施行。
"""


def entity(kind: str, slug: str, name: str, parent: Entity | None = None, **values) -> Entity:
    return Entity.objects.create(kind=kind, slug=slug, name=name, parent=parent, **values)


def name_words(article: Article, linked: Entity, words: str, **values) -> Mention:
    start = article.text.index(words)
    return Mention.objects.create(
        **{
            "policy": article.policy,
            "article": article,
            "entity": linked,
            "basis": Basis.NAMED,
            "status": LinkStatus.PUBLISHED,
            "quote": words,
            "start": start,
            "end": start + len(words),
            **values,
        }
    )


def judge(
    article: Article, linked: Entity, reason: str = "样例理由", basis: str = Basis.EDITORIAL
) -> Mention:
    return Mention.objects.create(
        policy=article.policy,
        article=article,
        entity=linked,
        basis=basis,
        reason=reason if basis == Basis.EDITORIAL else "",
        status=LinkStatus.PUBLISHED,
    )


def link_law(law: Policy) -> dict[str, Entity]:
    """Tree 甲型 › (税收类 › 减免, 基金), 乙型 › 采购; goal 创新; actors 企业, 高校; a ministry inherited."""
    articles = {article.number: article for article in law.articles.in_order()}
    top = entity("instrument", "t-a", "甲型", is_group=True, position=901)
    tax = entity("instrument", "t-tax", "税收类", top, position=902)
    relief = entity("instrument", "t-relief", "减免", tax, position=903)
    fund = entity("instrument", "t-fund", "基金甲", top, position=904)
    other = entity("instrument", "t-b", "乙型", is_group=True, position=905)
    buying = entity("instrument", "t-buy", "采购甲", other, position=906)
    goal = entity("goal", "t-innovation", "创新甲", position=901)
    firm = entity("actor", "t-firm", "企业甲", position=901)
    school = entity("actor", "t-school", "高校甲", position=902)
    ministry = entity("ministry", "t-ministry", "某部", position=901)
    name_words(articles[1], relief, "税收减免")
    name_words(articles[1], tax, "税收")
    name_words(articles[2], fund, "基金")
    judge(articles[3], relief, "贴息相当于减免")
    name_words(articles[4], buying, "政府采购")
    name_words(articles[1], goal, "创新")
    judge(articles[2], goal)
    for number in (1, 2, 3):
        name_words(articles[number], firm, "企业")
    name_words(articles[2], school, "高校")
    for article in articles.values():
        judge(article, ministry, basis=Basis.INHERITED)
    name_words(articles[3], goal, "贷款", status=LinkStatus.SUGGESTED)
    return {
        entity.slug: entity
        for entity in (top, tax, relief, fund, other, buying, goal, firm, school, ministry)
    }


def numbers_of(page: str) -> list[tuple[str, int]]:
    """(address, number) of every number of a matrix page that opens a list."""
    cells = re.findall(r'<td class="matrix__cell[^"]*"><a href="([^"]+)"[^>]*>(\d+)</a>', page)
    return [(html.unescape(address), int(number)) for address, number in cells]


def rows_of(page: str) -> list[list[str]]:
    """The cells of every row of the first table of a page, as a screen reader would read them."""
    table = re.search(r"<table.*?</table>", page, re.DOTALL)[0]
    table = re.sub(r'<(\w+)[^>]* aria-hidden="true"[^>]*>.*?</\1>', "", table, flags=re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", cell))).strip()
            for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    ]
