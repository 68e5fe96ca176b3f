"""Akoma Ntoso 3.0 (OASIS, 2018): XML of legal documents for exchange."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import quote

from lxml import etree

from articles.exports.exported_content import Content
from articles.links.documents.relations import PolicyRelation, RelationDirection
from articles.models import Article, Division, Entity, Mention, Policy, Reference
from articles.models.links.relation import ENDING
from articles.models.policies.policy_record import PolicyRecordKind
from articles.models.postgres.trees import by_parent
from articles.text.citing.places.identifiers import akn_expression, akn_work, article_eid, eli_path
from articles.text.tables import Paragraph, PrintedTable, TableCell, blocks

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MEDIA_TYPE = "application/akn+xml"
_ELEMENTS = {"part": "part", "subpart": "subpart", "chapter": "chapter", "section": "section"}
_INLINE = {"ministry": "organization", "actor": "role"}  # the other kinds are concepts
_CLASSES = {"ministry": "TLCOrganization", "actor": "TLCRole"}
_CLASSIFYING = frozenset({PolicyRecordKind.GENRE, PolicyRecordKind.TOPIC, PolicyRecordKind.KEYWORDS})
_UNKNOWN_DAY = "0001-01-01"  # the schema demands a date; its name then says that the source states none
# XML 1.0 does not allow these; they become U+FFFD.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: Where in a text a link stands (start, end), and the link.
_Mark = tuple[int, int, Mention | Reference]


def akn_xml(content: Content) -> bytes:
    """Return the document; a single article comes with the same metadata and with its chapter."""
    policy = content.policy
    root = etree.Element(
        _tag("akomaNtoso"),
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # the stubs know no default namespace
    )
    is_act = akn_work(policy.work).startswith("/akn/cn/act/")
    document = _add_element(root, "act" if is_act else "doc", name=policy.kind)
    _write_meta(document, content)
    _write_preface(document, policy)
    if content.is_whole and policy.introduction:
        preamble = _add_element(document, "preamble", eId="preamble_1")
        _write_blocks(preamble, policy.introduction)
    _write_body(_add_element(document, "body" if is_act else "mainBody", eId="body_1"), content)
    if content.is_whole and policy.signed_on_text and not policy.notice:
        _write_signature(_add_element(document, "conclusions", eId="conclusions_1"), policy)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add_element(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(element), {key: _clean(value) for key, value in attributes.items()})


def _set_text(element: etree._Element, text: str) -> etree._Element:
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _write_meta(document: etree._Element, content: Content) -> None:
    policy = content.policy
    meta = _add_element(document, "meta")
    identification = _add_element(meta, "identification", source="#portal")
    work, expression = akn_work(policy.work), akn_expression(policy.work, version=policy.version_date)
    _write_level(identification, "FRBRWork", work, policy, policy.dated)
    _write_level(identification, "FRBRExpression", expression, policy, policy.version_date)
    _write_level(identification, "FRBRManifestation", f"{expression}.xml", policy, policy.version_date)
    if policy.published_on:
        _add_element(meta, "publication", date=policy.published_on.isoformat(), name="公布", showAs="公布")
    _write_classification(meta, policy)
    _write_analysis(meta, content)
    references = _add_element(meta, "references", source="#portal")
    _add_element(references, "TLCOrganization", eId="portal", href="/", showAs="产业技术政策知识库")
    for position, issuer in enumerate(policy.issuers.all(), start=1):
        _add_element(
            references,
            "TLCOrganization",
            eId=f"issuer-{position}",
            href=f"/akn/ontology/organization/cn/issuer-{position}",
            showAs=issuer.official_name,
        )
    for entity in _entities(content):
        name = _CLASSES.get(entity.kind, "TLCConcept")
        _add_element(references, name, eId=_key(entity), href=entity.get_absolute_url(), showAs=entity.name)
    for number, relation in enumerate(content.relations, start=1):
        _add_element(
            references,
            "TLCReference",
            eId=f"relation-{number}",
            name=f"{relation.direction}-{relation.kind}",
            href=_other_iri(relation),
            showAs=f"{relation.kind.label}：{relation.name}",
        )
    _write_notes(meta, content)


def _other_iri(relation: PolicyRelation) -> str:
    """The IRI of the other document, or of its name where the portal has not got it."""
    if relation.policy:
        return akn_work(relation.policy.work)
    return f"/akn/ontology/reference/cn/{quote(relation.name)}"


def _write_analysis(meta: etree._Element, content: Content) -> None:
    """Which held documents it repeals, and which repeal it."""
    ending = [relation for relation in content.relations if relation.policy and relation.kind in ENDING]
    if not ending:
        return
    analysis = _add_element(meta, "analysis", source="#portal")
    own = akn_work(content.policy.work)
    for direction, name in (
        (RelationDirection.OUT, "activeModifications"),
        (RelationDirection.IN, "passiveModifications"),
    ):
        rows = [relation for relation in ending if relation.direction == direction]
        if not rows:
            continue
        holder = _add_element(analysis, name)
        for number, relation in enumerate(rows, start=1):
            place = f"meta__{direction}mod_{number}"
            mod = _add_element(holder, "textualMod", type="repeal", eId=place)
            ends = (own, _other_iri(relation))
            source, destination = ends if direction == RelationDirection.OUT else ends[::-1]
            _add_element(mod, "source", href=source, eId=f"{place}__source_1")
            _add_element(mod, "destination", href=destination, eId=f"{place}__destination_1")


def _write_classification(meta: etree._Element, policy: Policy) -> None:
    """公文种类, 主题分类 and 主题词 as the document's record states them."""
    records = [record for record in policy.records.all() if record.kind in _CLASSIFYING]
    if not records:
        return
    classification = _add_element(meta, "classification", source="#portal")
    for number, record in enumerate(records, start=1):
        _add_element(
            classification,
            "keyword",
            eId=f"meta__keyword_{number}",
            value=record.value,
            showAs=record.value,
            dictionary=record.get_kind_display(),
        )


def _write_notes(meta: etree._Element, content: Content) -> None:
    """Which version it is, the other records of the document, what later documents did to the articles."""
    lines = [content.version] if content.version else []
    lines += [str(record) for record in content.policy.records.all() if record.kind not in _CLASSIFYING]
    lines += [
        f"{article.label} {rule.sentence}" for article in content.articles for rule in article.later_rules
    ]
    if not lines:
        return
    notes = _add_element(meta, "notes", source="#portal")
    for number, line in enumerate(lines, start=1):
        _set_text(_add_element(_add_element(notes, "note", eId=f"meta__note_{number}"), "p"), line)


def _write_level(parent: etree._Element, name: str, uri: str, policy: Policy, day) -> None:
    level = _add_element(parent, name)
    _add_element(level, "FRBRthis", value=f"{uri}/!main" if name != "FRBRManifestation" else uri)
    _add_element(level, "FRBRuri", value=uri)
    if name == "FRBRWork":
        _add_element(level, "FRBRalias", name="eli", value=eli_path(policy.work))
        if policy.document_number:
            _add_element(level, "FRBRalias", name="发文字号", value=policy.document_number)
    _add_element(
        level, "FRBRdate", date=day.isoformat() if day else _UNKNOWN_DAY, name="成文" if day else "来源未载明"
    )
    authors = [f"#issuer-{number}" for number, _ in enumerate(policy.issuers.all(), start=1)]
    for author in authors if name == "FRBRWork" and authors else ["#portal"]:
        _add_element(level, "FRBRauthor", href=author)
    if name == "FRBRWork":
        _add_element(level, "FRBRcountry", value="cn")
        _add_element(level, "FRBRsubtype", value=policy.kind)
        if policy.document_number:
            _add_element(level, "FRBRnumber", value=policy.document_number)
        _add_element(level, "FRBRname", value=policy.title)
    elif name == "FRBRExpression":
        _add_element(level, "FRBRlanguage", language="zho")
    else:
        _add_element(level, "FRBRformat", value=MEDIA_TYPE)


def _entities(content: Content) -> list[Entity]:
    entities = {mention.entity_id: mention.entity for rows in content.named.values() for mention in rows}
    return [entity for entity in entities.values() if entity.kind != "document"]


def _key(entity: Entity) -> str:
    return f"{entity.kind}-{entity.slug}"


def _write_preface(document: etree._Element, policy: Policy) -> None:
    preface = _add_element(document, "preface", eId="preface_1")
    _set_text(_add_element(_add_element(preface, "p"), "docTitle"), policy.title)
    if policy.document_number:
        _set_text(_add_element(_add_element(preface, "p"), "docNumber"), policy.document_number)
    for line in filter(None, policy.adoption.split("\n")):
        _set_text(_add_element(preface, "p"), line)
    if policy.notice:
        notice = _add_element(preface, "container", name="notice", eId="preface_1__container_1")
        _set_text(_add_element(notice, "p"), policy.addressees_text)
        _write_blocks(notice, policy.notice)
        if policy.signed_on_text:
            _write_signature(notice, policy)


def _write_signature(parent: etree._Element, policy: Policy) -> None:
    """The signature: of the covering notice where there is one, else of the document itself."""
    for position, issuer in enumerate(policy.issuers.all(), start=1):
        signature = _add_element(_add_element(parent, "p"), "signature")
        _set_text(
            _add_element(signature, "organization", refersTo=f"#issuer-{position}"), issuer.printed_name
        )
    if policy.signed_on:
        signed = policy.signed_on_text or policy.signed_on.isoformat()
        _set_text(
            _add_element(_add_element(parent, "p"), "docDate", date=policy.signed_on.isoformat()), signed
        )


def _write_body(body: etree._Element, content: Content) -> None:
    children, articles = by_parent(content.divisions), defaultdict(list)
    for article in content.articles:
        articles[article.division_id].append(article)

    def fill(element: etree._Element, division_id: int | None) -> None:
        """Write a division's own articles, then its sub-divisions, as in print."""
        _write_articles(element, articles[division_id], content)
        for division in children[division_id]:
            fill(_write_division(element, division), division.pk)
        if division_id and not (articles[division_id] or children[division_id]):
            _add_element(_add_element(element, "content", eId=f"{element.get('eId')}__content_1"), "p")

    fill(body, None)
    if content.is_whole and content.policy.annex:
        _write_annex(body, content.policy.annex)


def _write_annex(body: etree._Element, text: str) -> None:
    annex = _add_element(body, "hcontainer", name="annex", eId="hcontainer_1")
    _set_text(_add_element(annex, "heading"), "附件")
    inner = _add_element(annex, "content", eId="hcontainer_1__content_1")
    _write_blocks(inner, text)


def _write_division(parent: etree._Element, division: Division) -> etree._Element:
    """Write its label, title and opening. Returns the element, for what stands in it."""
    element = (
        _add_element(parent, "hcontainer", name="annex", eId=division.eid)
        if division.is_annex
        else _add_element(parent, _ELEMENTS[division.kind], eId=division.eid)
    )
    if division.label:
        _set_text(_add_element(element, "num"), division.label)
    if division.title:
        _set_text(_add_element(element, "heading"), division.title)
    if division.opening:
        intro = _add_element(element, "intro", eId=f"{division.eid}__intro_1")
        _write_blocks(intro, division.opening)
    return element


def _write_articles(parent: etree._Element, articles: list[Article], content: Content) -> None:
    """Write articles in order, units in the units that they stand in."""
    elements: dict[int, etree._Element] = {}
    above = {article.parent_id for article in articles}
    for article in articles:
        holder = elements.get(article.parent_id or 0, parent)
        if article.is_article:
            _write_article(holder, article, content)
        else:
            elements[article.pk] = _write_unit(holder, article, content, has_units=article.pk in above)


def _write_unit(
    parent: etree._Element, article: Article, content: Content, *, has_units: bool
) -> etree._Element:
    """A point, item or paragraph: its own words, then the units that stand in it."""
    element = _add_element(parent, "hcontainer", name=article.unit, eId=article.eid)
    if not article.is_paragraph:
        _set_text(_add_element(element, "num"), article.own_label)
    marks = _outermost_marks(content.named.get(article.pk, []), content.references.get(article.pk, []))
    heads_text = article.text.partition("\n")[0] == article.heading
    if article.heading:
        heading = _add_element(element, "heading")
        inside = [mark for mark in marks if heads_text and mark[1] <= len(article.heading)]
        _write_marked(heading, article.heading, inside, 0)
    below = article.blocks[heads_text:]  # the heading is no paragraph as well
    if below or not has_units:
        inner = "intro" if has_units else "content"
        words = _add_element(element, inner, eId=f"{article.eid}__{inner}_1")
        for block in below:
            _write_block(words, block, marks)
        if not below:
            _add_element(words, "p")
    return element


def _write_article(parent: etree._Element, article: Article, content: Content) -> None:
    element = _add_element(parent, "article", eId=article.eid)
    _set_text(_add_element(element, "num"), article.own_label)
    if article.heading:
        _set_text(_add_element(element, "heading"), article.heading)
    marks = _outermost_marks(content.named.get(article.pk, []), content.references.get(article.pk, []))
    for block in article.blocks:
        holder = _paragraph_or_table(element, block, article)
        inner = _add_element(holder, "content", eId=f"{holder.get('eId')}__content_1")
        _write_block(inner, block, marks)


def _paragraph_or_table(
    element: etree._Element, block: Paragraph | PrintedTable, article: Article
) -> etree._Element:
    """A paragraph (款) numbered as on the page, where tables have numbers of their own."""
    if isinstance(block, Paragraph):
        return _add_element(element, "paragraph", eId=f"{article.eid}__para_{block.number}")
    return _add_element(element, "hcontainer", name="table", eId=f"{article.eid}__hcontainer_{block.number}")


def _write_block(parent: etree._Element, block: Paragraph | PrintedTable, marks: list[_Mark]) -> None:
    if isinstance(block, Paragraph):
        _write_part(_add_element(parent, "p"), block, marks)
        return
    table = _add_element(parent, "table")
    for cells in block.rows:
        row = _add_element(table, "tr")
        for cell in cells:
            cell_sizes = {"rowspan": cell.rows, "colspan": cell.columns}
            attributes = {name: str(size) for name, size in cell_sizes.items() if size > 1}
            _write_part(
                _add_element(_add_element(row, "th" if cell.is_head else "td", **attributes), "p"),
                cell,
                marks,
            )


def _write_part(element: etree._Element, part: Paragraph | TableCell, marks: list[_Mark]) -> None:
    inside = [mark for mark in marks if part.start <= mark[0] < part.end]
    _write_marked(element, part.text, inside, part.start)


def _write_blocks(parent: etree._Element, text: str) -> None:
    """The paragraphs and tables of a text without marks."""
    for block in blocks(text):
        _write_block(parent, block, [])


def _outermost_marks(mentions: list[Mention], references: list[Reference]) -> list[_Mark]:
    """The marks in order; of two that overlap the longer one is kept, as XML elements cannot cross."""
    links_in_text: list[Mention | Reference] = [*mentions, *references]
    spans = [(*row.span, row) for row in links_in_text]
    outermost: list[_Mark] = []
    for start, end, row in sorted(spans, key=lambda span: (span[0], span[0] - span[1])):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end, row))
    return outermost


def _write_marked(element: etree._Element, text: str, marks: list[_Mark], offset: int) -> None:
    """Write `text` with its marks as inline elements; the text content is unchanged."""
    last, written_to = None, 0

    def write(words: str) -> None:
        nonlocal last
        if last is None:
            element.text = (element.text or "") + _clean(words)
        else:
            last.tail = (last.tail or "") + _clean(words)

    for start, end, row in marks:
        begin, stop = start - offset, min(end - offset, len(text))
        write(text[written_to:begin])
        last = _set_text(_add_inline(element, row), text[begin:stop])
        written_to = stop
    write(text[written_to:])


def _add_inline(parent: etree._Element, row: Mention | Reference) -> etree._Element:
    if isinstance(row, Reference):
        return _add_element(parent, "ref", href=_target(row))
    entity = row.entity
    if entity.kind == "document":
        cited_policy = entity.full_text
        return _add_element(
            parent, "ref", href=akn_work(cited_policy.work) if cited_policy else entity.get_absolute_url()
        )
    return _add_element(parent, _INLINE.get(entity.kind, "concept"), refersTo=f"#{_key(entity)}")


def _target(reference: Reference) -> str:
    """The cited article's IRI; for an article outside the portal, the address of the cited document."""
    if target := reference.shown_target:
        return f"{akn_work(target.policy.work)}/~{article_eid(target.address)}"
    eid = article_eid(reference.cited_address)
    document = reference.document
    return f"{document.get_absolute_url()}#{eid}" if document else f"#{eid}"
