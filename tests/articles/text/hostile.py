"""What every function of articles.text has to bear: strings that nobody writes, of any length.

`python -m tests.articles.text.hostile [inputs]` gives each function such inputs and says which took longest.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path

import articles.text
from articles.text import spreadsheet_cells, storable, tables
from articles.text.citing import amending_acts, gbt7714, relations
from articles.text.citing.naming import (
    abbreviations,
    document_facts,
    document_lists,
    document_names,
    document_numbers,
    jurisdiction,
    local_titles,
    mentions,
    named_beside,
    named_use,
    near_titles,
    numbered_documents,
    region_names,
    short_titles,
    title_forms,
    titles,
)
from articles.text.citing.places import (
    article_citations,
    article_places,
    citations_in_text,
    embedded_citations,
    identifiers,
    unit_addresses,
    unit_citations,
    unit_names,
    written_addresses,
)
from articles.text.citing.quoting import anchoring, counterparts, quote_notation
from articles.text.citing.relations import (
    changed_documents,
    endings,
    makings,
    name_groups,
    own_acts,
    own_title,
)
from articles.text.correcting import correction_steps, nodes
from articles.text.numbers import dates, number_spellings, numerals, whole_numbers
from articles.text.parsing import (
    amendments,
    bodies,
    chronology,
    closing,
    document_kinds,
    document_marks,
    front_matter,
    lines,
    metadata,
    page_links,
    parsed,
    several_documents,
    stated_validity,
    structure,
    unfolding,
    wrapping,
)
from articles.text.parsing.heads import (
    addressees,
    adoption,
    byline,
    cover,
    order_head,
    page_titles,
    site_record,
    standard_cover,
    title_lines,
)
from articles.text.parsing.outlining import (
    annexes,
    article_chain,
    bare_headings,
    contents_list,
    labels,
    openings,
    outline,
)
from articles.text.parsing.units import (
    captions,
    decimals,
    inner_references,
    list_gaps,
    listed_labels,
    numbering,
    provisions,
    question_labels,
    unit_headings,
    unit_labels,
    unit_places,
)
from articles.text.wording import compiled, dictionary, document_questions, personal, query_syntax, tokens
from articles.text.wording.characters import (
    folding,
    grams,
    pinyin,
    radicals,
    readings,
    simplified,
    typed_spaces,
)
from articles.text.wording.comparison import differences, likeness, marked_spans, snippets, word_differences
from articles.text.wording.synonym_tables import several_parts, slips, synonym_lines, synonyms

FIXTURES = Path(__file__).parents[3] / "fixtures" / "vocabularies"


@cache
def tokenizer() -> tokens.Tokenizer:
    return tokens.Tokenizer(user_words=["消化吸收再创新"], stop_words=["的"])


@cache
def words() -> dictionary.Dictionary:
    return dictionary.dictionary_with(["消化吸收再创新"])


@cache
def matcher() -> mentions.Matcher:
    names = [mentions.Name(text, text) for text in ("企业", "中小企业", "税", "11", "啊啊")]
    return mentions.Matcher(names, boundaries=lambda text: range(len(text) + 1))


@cache
def forms() -> document_questions.QuestionForms:
    return document_questions.QuestionForms((FIXTURES / "document_questions.toml").read_text("utf-8"))


def new_version(text: str) -> str:
    """The text with something taken out, put in and changed."""
    third = len(text) // 3
    return f"{text[:third]}新{text[third + 1 : 2 * third]}{text[2 * third + 1 :]}"


def spans(text: str) -> list[tuple[int, int]]:
    step = max(1, len(text) // 1_000)
    return [(start, min(start + 3, len(text))) for start in range(0, len(text), step)]


def table_spans(text: str) -> list[tuple[int, int, int, int]]:
    return [(line, column, 2, 2) for line in range(-1, 20) for column in range(3)] + [(0, 0, len(text), 9**9)]


def marks(text: str) -> list[marked_spans.Mark[int]]:
    return [marked_spans.Mark(start, end, start) for start, end in spans(text) if start < end]


def terms(text: str) -> list[str]:
    return [text[start : start + length] for start in range(5) for length in (1, 2, 9)]


def lines_of(text: str) -> list[lines.SourceLine]:
    return [line for line in lines.split_lines(text) if not line.is_noise]


def judgements(judge: Callable[[named_use.NamedSpan], bool], text: str) -> list[bool]:
    """What a judge says of a word in the middle of the text, in a national and a local document."""
    text = text or "部"  # a name is never empty
    middle = len(text) // 2
    places = (named_use.NamedSpan(text, middle, min(middle + 3, len(text)), local) for local in (False, True))
    return [judge(place) for place in places]


def chain(text: str) -> list[article_chain.ArticleLabel]:
    labels = article_chain.article_labels(lines_of(text), frozenset())
    return article_chain.chain_of(labels, [], lines_of(text), openings.DocumentParts())


def parts_of(text: str) -> openings.DocumentParts:
    return outline.outline_of(lines_of(text))


def parsed_units(text: str) -> list[parsed.ParsedArticle]:
    passage = lines.SourcePassage(0, text)
    kinds = ("article", "point", "question", "item", "paragraph")
    return [parsed.ParsedArticle(1, 0, None, (passage,), None, 1, unit=kind) for kind in kinds]


# By module and name; each takes the text as every argument that comes from outside.
TODAY = date(2026, 1, 1)


def corrected_document(text: str) -> object:
    """A document with the text in it, corrected by steps that name it."""
    document = structure.parse_policy(f"某法\n第一条 甲。\n第二条 乙。{text}")
    own_nodes = [nodes.node_of(node.as_json()) for node in nodes.nodes_of(document)]
    last, at = own_nodes[-1].id, own_nodes[-1].text[len(own_nodes[-1].text) // 2 :][:50]
    new_outline = correction_steps.CorrectedOutline(tuple(own_nodes))
    for step in (
        {"step": "split", "node": last, "at": at},
        {"step": "kind", "node": last, "kind": "chapter", "number": text},
        {"step": "title", "node": last, "title": text},
        {"step": text, "node": text},
    ):
        with suppress(correction_steps.StepError):
            new_outline = correction_steps.take(new_outline, step, number=1)
    return nodes.rearranged(document, correction_steps.take_steps(new_outline, []).nodes)


def days_in(text: str) -> dict[str, date | None]:
    """Days of a document, as a text may hold them."""
    return dict(zip(chronology.NAMES, [day.value for day in dates.find_dates(text)], strict=False))


def steps_to_unit(text: str):
    path = unit_citations.parse_unit_path(text)
    return path.steps if path else ()


def comparison(
    text: str, compare: Callable[[abbreviations.Abbreviation, abbreviations.WholeTitle], object]
) -> object:
    """A short name made of a text, held against a title made of it."""
    short = abbreviations.abbreviation(f"{text[:9]}条例")
    title = abbreviations.whole_title(f"{text[:200]}条例")
    return compare(short, title) if short and title else None


def near_any(text: str) -> object:
    """A name made of a text, held against a title made of it."""
    name = near_titles.near_name(f"{text[:9]}条例")
    title = abbreviations.whole_title(f"{text[:200]}条例")
    return near_titles.nearness(name, title, is_of_region=True) if name and title else None


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "addressees.parse_addressees": addressees.parse_addressees,
    "adoption.is_adoption_statement": lambda text: adoption.is_adoption_statement(text, goes_on=True),
    "adoption.parse_adoption": lambda text: adoption.parse_adoption([text, text]),
    "adoption.effective_date": lambda text: adoption.effective_date(
        [text], published_on=date(2000, 1, 1), announcing=[text]
    ),
    "anchoring.reanchor": lambda text: anchoring.reanchor(spans(text), old=text, new=new_version(text)),
    "captions.captions": lambda text: captions.captions([text]),
    "chronology.impossible_dates": lambda text: chronology.impossible_dates(days_in(text), today=TODAY),
    "chronology.without_impossible": lambda text: chronology.without_impossible(days_in(text), today=TODAY),
    "chronology.reaches_back": lambda text: chronology.reaches_back(days_in(text)),
    "chronology.impossible_status": lambda text: chronology.impossible_status(text, TODAY, today=TODAY),
    "citations_in_text.cited_documents": citations_in_text.cited_documents,
    "citations_in_text.cited_units": citations_in_text.cited_units,
    "citations_in_text.title_before": lambda text: citations_in_text.title_before(text, frozenset()),
    "citations_in_text.cited_articles": lambda text: citations_in_text.cited_articles(
        text, own_title=text, known_titles={"专利法"}
    ),
    "closing.number_below_date": lambda text: closing.number_below_date(closing.read_closing(lines_of(text))),
    "closing.issuers_in_full": lambda text: closing.issuers_in_full(
        closing.read_closing(lines_of(text)).issuers, text
    ),
    "closing.read_closing": lambda text: closing.read_closing(lines_of(text)),
    "counterparts.counterpart": lambda text: counterparts.counterpart(
        (0, 2), old=text, new=new_version(text)
    ),
    "dictionary.dictionary_with": lambda text: words().get(text),
    "differences.common_prefix_length": lambda text: differences.common_prefix_length(
        text, new_version(text)
    ),
    "differences.pieces": lambda text: differences.pieces(text, new_version(text)),
    "differences.shortened": lambda text: differences.shortened(differences.pieces(text, new_version(text))),
    "dates.parse_date": dates.parse_date,
    "dates.written_date": lambda text: [dates.written_date(day.value) for day in dates.find_dates(text)],
    "dates.iso_or_none": lambda text: dates.iso_or_none(dates.parse_date(text)),
    "dates.find_dates": lambda text: list(dates.find_dates(text)),
    "article_places.leading_places": lambda text: article_places.leading_places(text, 0),
    "article_places.read_places": article_places.read_places,
    "amending_acts.amending_acts": amending_acts.amending_acts,
    "document_facts.document_facts": document_facts.document_facts,
    "document_numbers.bodies_of": document_numbers.bodies_of,
    "document_numbers.endings_alike": document_numbers.endings_alike,
    "document_numbers.agency_of": document_numbers.agency_of,
    "number_spellings.number_spellings": number_spellings.number_spellings,
    "short_titles.subject_of": short_titles.subject_of,
    "short_titles.short_subject": short_titles.short_subject,
    "document_numbers.document_number_key": document_numbers.document_number_key,
    "named_beside.is_alike": lambda text: named_beside.is_alike(text, text[1:]),
    "named_beside.numbers_and_issuers": lambda text: named_beside.numbers_and_issuers([text]),
    "named_beside.stands_in": lambda text: named_beside.stands_in(text, text),
    "named_beside.without_issuer": named_beside.without_issuer,
    "numbered_documents.numbers_of_titles": lambda text: list(numbered_documents.numbers_of_titles([text])),
    "numbered_documents.lone_numbers": numbered_documents.lone_numbers,
    "numbered_documents.numbered_titles": lambda text: numbered_documents.numbered_titles([text]),
    "numbered_documents.number_that_published": numbered_documents.number_that_published,
    "document_numbers.leading_serial": document_numbers.leading_serial,
    "document_numbers.leading_document_number": document_numbers.leading_document_number,
    "document_numbers.numbers_in_text": lambda text: list(document_numbers.numbers_in_text(text)),
    "document_questions.QuestionForms.parse": lambda text: forms().parse(text),
    "folding.closed_up_with_offsets": folding.closed_up_with_offsets,
    "folding.fold": folding.fold,
    "folding.fold_with_offsets": folding.fold_with_offsets,
    "front_matter.read_front_matter": lambda text: front_matter.read_front_matter(lines_of(text)),
    "addressees.addressee_lines": lambda text: addressees.addressee_lines([text, text]),
    "addressees.addressees_before_text": addressees.addressees_before_text,
    "addressees.is_addressees": addressees.is_addressees,
    "byline.first_words": byline.first_words,
    "byline.byline_bodies": lambda text: byline.byline_bodies(byline.take_byline(lines_of(text), title="")),
    "byline.bodies_above_adoption": lambda text: byline.bodies_above_adoption(lines_of(text)),
    "byline.take_bodies_above_adoption": lambda text: byline.take_bodies_above_adoption(lines_of(text)),
    "byline.byline_lines": lambda text: byline.byline_lines(lines_of(text), title=text),
    "byline.take_byline": lambda text: byline.take_byline(lines_of(text), title=text),
    "cover.marks_below_title": lambda text: cover.marks_below_title(lines_of(text)),
    "page_links.page_links_begin": lambda text: page_links.page_links_begin(lines_of(text)),
    "cover.take_cover": lambda text: cover.take_cover(lines_of(text)),
    "cover.take_other_numbers": lambda text: cover.take_other_numbers(lines_of(text)),
    "cover.take_registration": lambda text: cover.take_registration(lines_of(text)),
    "dates.signature_date": dates.signature_date,
    "bodies.bodies_in_title": bodies.bodies_in_title,
    "bodies.columns": bodies.columns,
    "bodies.is_bare_name": bodies.is_bare_name,
    "bodies.is_body_name": bodies.is_body_name,
    "bodies.is_formula": bodies.is_formula,
    "bodies.signers": bodies.signers,
    "closing.is_dated": lambda text: [closing.is_dated(line) for line in lines_of(text)],
    "closing.signature_end": lambda text: closing.signature_end(lines_of(text), 0),
    "front_matter.head_of": front_matter.head_of,
    "front_matter.split_head": lambda text: front_matter.split_head(lines_of(text)),
    "document_marks.annex_list_above": lambda text: document_marks.annex_list_above(
        lines_of(text), len(lines_of(text))
    ),
    "document_marks.cover_marks": lambda text: [document_marks.cover_marks(line) for line in lines_of(text)],
    "document_marks.imprint_begin": lambda text: document_marks.imprint_begin(lines_of(text)),
    "document_marks.imprint_marks": lambda text: document_marks.imprint_marks(lines_of(text)),
    "document_marks.is_annex_list_head": document_marks.is_annex_list_head,
    "document_marks.is_attendance": document_marks.is_attendance,
    "document_marks.is_contact": document_marks.is_contact,
    "document_marks.is_listed": document_marks.is_listed,
    "document_marks.contacts_above": lambda text: document_marks.contacts_above(
        lines_of(text), len(lines_of(text))
    ),
    "document_marks.lines_below_date": lambda text: document_marks.lines_below_date(lines_of(text)),
    "document_marks.note_marks": lambda text: document_marks.note_marks(lines_of(text)),
    "document_marks.is_registration": document_marks.is_registration,
    "document_marks.is_note": lambda text: document_marks.is_note(text, below_date=False),
    "document_marks.labelled_head": lambda text: [
        document_marks.labelled_head(line) for line in lines_of(text)
    ],
    "metadata.stated_records": lambda text: metadata.stated_records(
        site_record.record_entries(text), document_marks.imprint_marks(lines_of(text)), None
    ),
    "order_head.serial_of": order_head.serial_of,
    "order_head.parse_order_head": lambda text: order_head.parse_order_head([text, text]),
    "wrapping.unwrapped": lambda text: wrapping.unwrapped(lines.split_lines(text)),
    "several_documents.documents_in": several_documents.documents_in,
    "title_lines.printed_names": title_lines.printed_names,
    "title_lines.begins_text": title_lines.begins_text,
    "title_lines.is_bare_number": title_lines.is_bare_number,
    "page_titles.page_name": lambda text: page_titles.page_name(lines_of(text)),
    "title_lines.ends_title": title_lines.ends_title,
    "title_lines.is_notice_title": title_lines.is_notice_title,
    "title_lines.is_order_head": title_lines.is_order_head,
    "title_lines.joined_key": lambda text: title_lines.joined_key(lines_of(text)),
    "title_lines.named_title_end": lambda text: [
        title_lines.named_title_end(lines_of(text), index) for index in range(min(len(lines_of(text)), 9))
    ],
    "title_lines.named_titles": lambda text: title_lines.named_titles(lines_of(text)),
    "title_lines.number_line": title_lines.number_line,
    "title_lines.order_head": title_lines.order_head,
    "title_lines.order_head_lines": lambda text: title_lines.order_head_lines([text, text]),
    "page_titles.second_title": lambda text: lines_of(text) and page_titles.second_title(lines_of(text)),
    "title_lines.title_length": lambda text: lines_of(text) and title_lines.title_length(lines_of(text)),
    "title_lines.title_lines": lambda text: title_lines.title_lines(lines_of(text)),
    "stated_validity.extended_until": lambda text: stated_validity.extended_until(text, validity_ends=TODAY),
    "stated_validity.stated_validity": lambda text: stated_validity.stated_validity(
        [text], effective_on=TODAY
    ),
    "jurisdiction.is_region": jurisdiction.is_region,
    "region_names.parse_regions": lambda text: [
        region.spellings for region in region_names.parse_regions(text.splitlines())
    ],
    "jurisdiction.with_region": lambda text: jurisdiction.with_region(text, text),
    "jurisdiction.region_in_front": jurisdiction.region_in_front,
    "title_forms.has_form_of_title": title_forms.has_form_of_title,
    "title_forms.law_of_another_state": title_forms.law_of_another_state,
    "abbreviations.abbreviation": abbreviations.abbreviation,
    "abbreviations.whole_title": abbreviations.whole_title,
    "abbreviations.left_out": lambda text: comparison(text, abbreviations.left_out),
    "abbreviations.is_same_kind": lambda text: comparison(text, abbreviations.is_same_kind),
    "abbreviations.is_near": lambda text: comparison(
        text, lambda short, title: abbreviations.is_near(short, title, len(text))
    ),
    "abbreviations.omits_law": lambda text: abbreviations.omits_law(text[:9], text),
    "abbreviations.short_name": abbreviations.short_name,
    "near_titles.near_name": lambda text: near_titles.near_name(text[:1_000]),
    "near_titles.nearness": near_any,
    "abbreviations.words_of": lambda text: abbreviations.words_of(text[:1_000]),
    "abbreviations.is_ordinary_word": abbreviations.is_ordinary_word,
    "local_titles.is_short_for": lambda text: local_titles.is_short_for(text[:20], text),
    "local_titles.local_name": local_titles.local_name,
    "local_titles.prints": lambda text: local_titles.prints(text[:20], text),
    "jurisdiction.jurisdiction_of": lambda text: jurisdiction.jurisdiction_of(text, [text, ""]),
    "grams.gram_number": grams.gram_number,
    "gbt7714.online_reference": lambda text: gbt7714.online_reference(
        issuers=[text], title=text, other_title=text, issued_on=None, cited_on=date(2000, 1, 1), url=text
    ),
    "grams.grams": grams.grams,
    "grams.certain_grams": grams.certain_grams,
    "snippets.informative_terms": lambda text: snippets.informative_terms(text, terms(text)),
    "snippets.find_marks": lambda text: snippets.find_marks(text, terms(text)),
    "snippets.snippet": lambda text: snippets.snippet(text, terms(text)),
    "identifiers.work_name": lambda text: identifiers.work_name(kind="law", dated=None, slug=text),
    "identifiers.work_slugs": lambda text: identifiers.work_slugs(f"law/2009/{text.replace('/', '')}"),
    "identifiers.eli_path": lambda text: identifiers.eli_path(text, text),
    "identifiers.akn_work": identifiers.akn_work,
    "identifiers.akn_expression": lambda text: identifiers.akn_expression(text, version=None),
    "identifiers.article_eid": lambda text: identifiers.article_eid("1-2", division_eid=text),
    "article_chain.article_labels": lambda text: article_chain.article_labels(lines_of(text), frozenset()),
    "article_chain.chain_of": chain,
    "article_chain.table_rows": lambda text: article_chain.table_rows(lines_of(text)),
    "article_chain.restart_of": lambda text: [
        article_chain.restart_of(chain(text), chain(text), lines_of(text), openings.DocumentParts())
        for _ in chain(text)[:1]
    ],
    "article_chain.quoted_lines": lambda text: article_chain.quoted_lines(lines_of(text)),
    "bare_headings.find_headings": lambda text: (
        bare_headings.find_headings(lines_of(text), parts) if (parts := parts_of(text)).openings else None
    ),
    "contents_list.contents_apart": lambda text: contents_list.contents_apart(lines_of(text)),
    "contents_list.contents_of": lambda text: [
        contents_list.contents_of(lines_of(text), parts_of(text), first=len(lines_of(text)))
    ],
    "openings.find_divisions": lambda text: openings.find_divisions(
        lines_of(text), frozenset(), openings.DocumentParts(end=len(lines_of(text)))
    ),
    "openings.is_bare": lambda text: [openings.is_bare(line) for line in lines_of(text)],
    "openings.opens": lambda text: openings.opens(0, lines_of(text), openings.DocumentParts()),
    "annexes.annexes_of": lambda text: annexes.annexes_of(lines_of(text)),
    "annexes.attached_document": lambda text: annexes.attached_document(lines_of(text)),
    "annexes.is_annex_head": annexes.is_annex_head,
    "decimals.decimals_of": lambda text: decimals.decimals_of(dict(enumerate(text.splitlines()))),
    "list_gaps.gaps_in": lambda text: list(list_gaps.gaps_in(text)),
    "listed_labels.labels_before_amounts": lambda text: list(
        listed_labels.labels_before_amounts(dict(enumerate(text.split("\n"))), {})
    ),
    "listed_labels.letter_label_of": listed_labels.letter_label_of,
    "listed_labels.possible_label_of": listed_labels.possible_label_of,
    "listed_labels.listed_labels": lambda text: listed_labels.listed_labels(
        dict(enumerate(text.splitlines()))
    ),
    "numbering.numbering_of": lambda text: numbering.numbering_of(lines_of(text), range(len(lines_of(text)))),
    "unit_headings.headings_of": lambda text: unit_headings.headings_of(parsed_units(text)),
    "question_labels.as_question": lambda text: [
        question_labels.as_question(label, text) for label in [unit_labels.unit_label_of(text)] if label
    ],
    "question_labels.is_question": question_labels.is_question,
    "question_labels.question_label": lambda text: question_labels.question_label(text, 0, rank=0),
    "unit_labels.box_label": lambda text: unit_labels.box_label(rank=len(text)),
    "unit_labels.decimal_label_of": unit_labels.decimal_label_of,
    "unit_labels.is_amount": lambda text: [
        unit_labels.is_amount(text, label) for label in [unit_labels.decimal_label_of(text)] if label
    ],
    "unit_labels.is_box": unit_labels.is_box,
    "unit_labels.is_heading_like": unit_labels.is_heading_like,
    "unit_labels.label_form": lambda text: unit_labels.label_form(0, "item", re.escape(text)),
    "unit_labels.label_in": lambda text: unit_labels.label_in((), text),
    "unit_labels.signs_from": lambda text: unit_labels.signs_from(text[:1], 3) if text else "",
    "unit_labels.unit_label_of": unit_labels.unit_label_of,
    "unit_labels.unspaced_whole_of": unit_labels.unspaced_whole_of,
    "unit_labels.whole_number_of": unit_labels.whole_number_of,
    "unit_names.cited_label": lambda text: unit_names.cited_label(text, text, 1),
    "unit_names.letter_in": unit_names.letter_in,
    "unit_names.unit_label": lambda text: unit_names.unit_label(text, 1, 0),
    "unit_places.numbered_by": lambda text: unit_places.numbered_by(parsed_units(text), []),
    "unit_places.with_distinct_suffixes": lambda text: unit_places.with_distinct_suffixes(parsed_units(text)),
    "unit_citations.leading_unit_path": lambda text: unit_citations.leading_unit_path(text, 0),
    "unit_citations.leading_annex": unit_citations.leading_annex,
    "unit_citations.point_alone": unit_citations.point_alone,
    "unit_citations.run_on_decimal": unit_citations.run_on_decimal,
    "unit_citations.decimal_path": lambda text: [
        unit_citations.decimal_path(part) for part in re.findall(r"[a-z0-9]\.[0-9]", text)
    ],
    "unit_citations.decimal_step": lambda text: unit_citations.decimal_step([len(text)]),
    "unit_citations.parse_unit_path": unit_citations.parse_unit_path,
    **{
        f"named_use.{judge.__name__}": partial(judgements, judge)
        for judge in (
            named_use.is_addressed,
            named_use.is_goal,
            named_use.is_instrument,
            named_use.is_national_body,
        )
    },
    "inner_references.inner_references": lambda text: inner_references.inner_references(
        text, number=5, own_title=text
    ),
    "document_numbers.order_spellings": document_numbers.order_spellings,
    "document_lists.goes_on": document_lists.goes_on,
    "document_lists.heading_above": lambda text: document_lists.heading_above(text, [text, text]),
    "document_lists.names_item": lambda text: document_lists.names_item(text, text),
    "document_lists.list_verb": lambda text: document_lists.list_verb(text, ends_others=True),
    "document_lists.row_verb": document_lists.row_verb,
    "document_lists.stays_valid": document_lists.stays_valid,
    "document_lists.unmarked_name": document_lists.unmarked_name,
    "document_names.is_explanation": document_names.is_explanation,
    "document_names.is_generic": document_names.is_generic,
    "document_names.explained_names": document_names.explained_names,
    "document_names.is_not_a_document": document_names.is_not_a_document,
    "document_names.is_surely_document": document_names.is_surely_document,
    "document_names.short_names": lambda text: document_names.short_names([text]),
    "document_names.without_tail": document_names.without_tail,
    "document_names.without_version": document_names.without_version,
    "makings.is_companion": lambda text: makings.is_companion(text, text),
    "changed_documents.is_amending": lambda text: [
        changed_documents.is_amending(text, text, changes_others=changes_others)
        for changes_others in (True, False)
    ],
    "endings.ending": lambda text: endings.ending(text, text, ends_others=True, is_basis=False),
    "makings.is_basis": lambda text: makings.is_basis(text, text, is_front=True),
    "makings.leads_basis": makings.leads_basis,
    "makings.printing": lambda text: makings.printing(text, text),
    "name_groups.name_groups": lambda text: list(name_groups.name_groups(text)),
    "own_acts.is_reported": lambda text: own_acts.is_reported(text, text),
    "own_acts.is_undone": own_acts.is_undone,
    "own_acts.last_clause": own_acts.last_clause,
    "own_title.kind_in_title": lambda text: own_title.kind_in_title(text, len(text) // 2, len(text)),
    "own_title.own_title": own_title.own_title,
    "relations.RelationReader": lambda text: [
        relations.RelationReader(text).title(text),
        relations.RelationReader("关于修改和废止部分文件的决定").read(text),
    ],
    "marked_spans.sentence_at": lambda text: marked_spans.sentence_at(text, 0, len(text)),
    "named_use.is_local_document": named_use.is_local_document,
    "amendments.split_amendment": amendments.split_amendment,
    "word_differences.same_but_for_print": word_differences.same_but_for_print,
    "word_differences.word_pieces": lambda text: word_differences.word_pieces(
        text[:5_000], text[1:5_001], cut=list
    ),
    "provisions.provisions_of": provisions.provisions_of,
    "provisions.provision_holding": lambda text: provisions.provision_holding(text, [(0, 1), (1, 2)]),
    "provisions.extent": lambda text: [
        provisions.extent(article_provisions, provision.line)
        for article_provisions in [provisions.provisions_of(text)]
        for provision in article_provisions[:20]
    ],
    "unit_addresses.is_below": lambda text: unit_addresses.is_below(text, text),
    "unit_addresses.is_unit_address": unit_addresses.is_unit_address,
    "unit_addresses.annex_above": unit_addresses.annex_above,
    "unit_addresses.address_of_path": lambda text: unit_addresses.address_of_path(steps_to_unit(text)),
    "unit_addresses.unit_address": lambda text: unit_addresses.unit_address(1, above=text, sort=text),
    "identifiers.parse_permanent_path": lambda text: [
        identifiers.parse_permanent_path(path) for path in (text, f"eli/cn/law/2009/a/{text}")
    ],
    "document_kinds.document_kind": lambda text: [
        document_kinds.document_kind(title, issuers=[text], order="")
        for title in (text, f"中华人民共和国{text}")
    ],
    "labels.inner_labels": labels.inner_labels,
    "labels.match_division": labels.match_division,
    "labels.match_loose_division": labels.match_loose_division,
    "labels.match_article": labels.match_article,
    "labels.match_unspaced_article": labels.match_unspaced_article,
    "labels.match_point": labels.match_point,
    "labels.number_of": lambda text: (match := labels.match_article(text)) and labels.number_of(match),
    "likeness.index_questions": lambda text: likeness.index_questions([text[:500], text]).like(text),
    "lines.character_repairs": lambda text: lines.character_repairs(text, lines.split_lines(text)),
    "lines.split_lines": lambda text: [lines.split_lines(text), lines.split_lines(text, markdown=True)],
    "mentions.Matcher.find": lambda text: matcher().find(text),
    "numerals.parse_numeral": numerals.parse_numeral,
    "numerals.numeral_or_none": numerals.numeral_or_none,
    "numerals.plain_numeral": numerals.plain_numeral,
    "numerals.numbers_of": lambda text: numerals.numbers_of(re.match("(?P<number>.*)", text)),
    "numerals.parse_year": numerals.parse_year,
    "numerals.format_numeral": lambda text: numerals.format_numeral(len(text) % numerals.HIGHEST + 1),
    "numerals.write_number": lambda text: numerals.write_number(len(text)),
    "outline.outline_of": lambda text: outline.outline_of(lines_of(text)),
    "personal.looks_personal": personal.looks_personal,
    "personal.has_digits": personal.has_digits,
    "personal.names_of_persons": lambda text: personal.names_of_persons([text]),
    "pinyin.syllables": pinyin.syllables,
    "readings.syllables_of": lambda text: readings.syllables_of(text[:10_000]),
    "pinyin.blurred": pinyin.blurred,
    "pinyin.plain_letters": pinyin.plain_letters,
    "query_syntax.parse_query": query_syntax.parse_query,
    "quote_notation.nearest": lambda text: quote_notation.nearest(text, text[:2], start=len(text)),
    "quote_notation.occurrences": lambda text: quote_notation.occurrences(text, text[:2]),
    "quote_notation.locate": lambda text: quote_notation.locate(
        text, f"{text[:2]}#*", occupied=spans(text)[:100]
    ),
    "quote_notation.quoted": lambda text: quote_notation.quoted(text, text[:2], which=len(text)),
    "quote_notation.place_among": lambda text: quote_notation.place_among(
        text, text[:1], start=len(text) // 2
    ),
    "quote_notation.locate_together": lambda text: quote_notation.locate_together(
        text, [(number, f"{term}#{text[:50]}") for number, term in enumerate(terms(text))]
    ),
    "several_parts.beside_each_other": lambda text: list(
        several_parts.beside_each_other(
            [synonyms.Synonym(word or "甲", (("乙",),), 0.5, "") for word in terms(text)],
            text,
            range(len(text)),
        )
    ),
    "site_record.record_entries": site_record.record_entries,
    "standard_cover.is_standard_number": standard_cover.is_standard_number,
    "standard_cover.standard_head_lines": lambda text: standard_cover.standard_head_lines([text, text]),
    "standard_cover.days_of_issue": standard_cover.days_of_issue,
    "site_record.is_entry_name": site_record.is_entry_name,
    "site_record.entries_of_lines": lambda text: site_record.entries_of_lines(
        ["索引号：1", *text.split("\n")]
    ),
    "site_record.record_key": site_record.record_key,
    "article_citations.respelled": article_citations.respelled,
    "article_citations.parse_citation": article_citations.parse_citation,
    "article_citations.place_key": article_citations.place_key,
    "article_citations.parse_typed_citation": article_citations.parse_typed_citation,
    "embedded_citations.find_citation": embedded_citations.find_citation,
    "article_citations.article_label": lambda text: article_citations.article_label(len(text), len(text)),
    "article_citations.article_address": lambda text: article_citations.article_address(len(text)),
    "article_citations.parse_article_address": article_citations.parse_article_address,
    "written_addresses.parse_written_article": written_addresses.parse_written_article,
    "written_addresses.parse_written_chapter": written_addresses.parse_written_chapter,
    "marked_spans.segments": lambda text: marked_spans.segments(text, marks(text)),
    "marked_spans.within": lambda text: marked_spans.within(marks(text), 3, 9),
    "marked_spans.excerpts": lambda text: marked_spans.excerpts(text, marks(text)),
    "simplified.simplify": simplified.simplify,
    "slips.deletions": lambda text: list(slips.deletions(text)),
    "slips.changed_span": lambda text: slips.changed_span(text, text[1:]),
    "spreadsheet_cells.looks_like_formula": spreadsheet_cells.looks_like_formula,
    "spreadsheet_cells.plain_cell": spreadsheet_cells.plain_cell,
    "spreadsheet_cells.read_cell": spreadsheet_cells.read_cell,
    "spreadsheet_cells.table_as_csv": lambda text: spreadsheet_cells.table_as_csv([[text, text]]),
    "radicals.plain_characters": radicals.plain_characters,
    "storable.unstorable_at": storable.unstorable_at,
    **dict.fromkeys(
        (
            "nodes.node_of",
            "nodes.nodes_of",
            "nodes.rearranged",
            "correction_steps.take",
            "correction_steps.take_steps",
        ),
        corrected_document,
    ),
    "nodes.usual_label": lambda text: nodes.usual_label(nodes.Node("u", "item", len(text), label=text)),
    "structure.parse_policy": structure.parse_policy,
    "structure.rebuild": lambda text: structure.rebuild(
        [lines.SourcePassage(line.start, line.text) for line in lines.split_lines(text)], []
    ),
    "structure.report": lambda text: structure.report(
        structure.parse_policy(f"某法\n第一条 甲。\n{text}", markdown=True)
    ),
    "synonyms.parse_synonyms": synonyms.parse_synonyms,
    "synonyms.scoped_lines": lambda text: list(synonyms.scoped_lines(text)),
    "synonyms.sides_of": synonyms.sides_of,
    "synonym_lines.read_lines": lambda text: [
        line.explained() for line in synonym_lines.read_lines(text) if line.is_active
    ],
    "synonym_lines.read_table": lambda text: list(synonym_lines.read_table(text)),
    "synonym_lines.table_text": lambda text: synonym_lines.table_text(synonym_lines.read_lines(text)),
    "synonyms.synonym_problems": lambda text: list(synonyms.synonym_problems(text)),
    "tables.table_runs": lambda text: list(tables.table_runs(text.split("\n"))),
    "tables.blocks": lambda text: tables.blocks(text, table_spans(text)),
    "tables.fitting_spans": lambda text: tables.fitting_spans(text, table_spans(text)),
    "tables.moved_spans": lambda text: tables.moved_spans(text, new_version(text), table_spans(text)),
    "titles.title_key": titles.title_key,
    "titles.without_state": titles.without_state,
    "titles.bare_title": titles.bare_title,
    "titles.closed_up": titles.closed_up,
    "titles.in_title_marks": titles.in_title_marks,
    "typed_spaces.typed_edges": typed_spaces.typed_edges,
    "typed_spaces.keep_spaces": lambda text: typed_spaces.keep_spaces(
        folding.fold(text[:5_000]), typed_spaces.typed_edges(text[:5_000]), [(1, 3), (4, 9)]
    ),
    "tokens.maximum_matches": lambda text: list(
        tokens.maximum_matches(text, {text[:9]}, boundaries=range(len(text) + 1), longest=12)
    ),
    "tokens.boundaries_of": lambda text: tokens.boundaries_of(tokenizer().cut(folding.fold(text[:5_000]))),
    "tokens.Tokenizer.terms": lambda text: tokenizer().terms(text),
    "tokens.Tokenizer.words": lambda text: tokenizer().words(text),
    "tokens.Tokenizer.pieces": lambda text: tokenizer().pieces(text),
    "tokens.Tokenizer.possible_boundaries": lambda text: tokenizer().possible_boundaries(text),
    "tokens.Tokenizer.boundaries": lambda text: tokenizer().boundaries(text),
    "unfolding.unfolded": lambda text: list(unfolding.unfolded(lines_of(text))),
    "unfolding.with_title_apart": lambda text: unfolding.with_title_apart(lines_of(text)),
    "whole_numbers.whole_number": lambda text: whole_numbers.whole_number(text, at_most=99),
}

_SLOW = 0.5  # seconds

#: Errors that functions name as part of what they do.
NAMED = (
    parsed.StructureError,
    numerals.NumeralError,
    quote_notation.QuoteError,
    synonyms.SynonymError,
)


def public_functions() -> set[str]:
    """Every public function of articles.text, as module.name."""
    names = set()
    for module in pkgutil.walk_packages(articles.text.__path__, "articles.text."):
        loaded = importlib.import_module(module.name)
        if loaded is compiled:  # files, not texts
            continue
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == loaded.__name__:
                names.add(f"{module.name.rpartition('.')[2]}.{name}")
    return names


#: What is repeated; what stands before and after it.
_REPEATED = [
    *(
        "啊",
        "企业",
        "税。",
        "。",
        "。企业",
        "《",
        "《企",
        "》",
        "《企》",
        "（",
        "（）",
        "1",
        "٣",
        "²",
        "一",
        "十",
    ),
    *("十", "万", "两", " ", "\u3000", "\t", "\n", "\r", "\r\n", "a", "aB1", "_", "-", "-1", "- ", "："),
    *(
        ":",
        ".",
        "…",
        "、",
        "e\u0301",
        "\u0301",
        "\ud800",
        "\udc00啊",
        "\0",
        "\u200b",
        "\ufeff",
        "ﷺ",
        "㍿",
        "𠀀",
        "한",
    ),
    *("ā", "n'", "第", "第一条 ", "第一条\n", "第一章\n", "第一章 总则\n", "第1 ", "一、甲\n", "附件\n"),
    *("附则\n", "## 甲\n", "条例（", "修改", "修改《", "法", "市", "自公布之日起", "2009年 ", "第一届", "令"),
    *("根据", "国务院", '条:"', "条:「 ", '"a" ', ' -"', "→", "甲→乙|1\n", "|", "[", "[[", "{", "文 号："),
    *("发文字号：", "@", "1 ", "的", "#", "**", "<!--", "art_1__", "chp_1__", "eli/", "甲第一条 乙。 "),
    *("甲\t乙\n", "\t", "\t\t甲\n", "1.\t甲\n"),
    *("第一百万条", "工信部联科〔2009〕", "“", "”"),
]
_AROUND = [
    *(("", ""), ("第一章", "。"), ("某法\n第一条 ", "\n第二条 乙。")),
    *(("甲", "乙"), ("《", "x"), ("第", "条 甲")),
]


def numbered_lines(length: int) -> str:
    """Articles of which every second number is missing."""
    return "".join(f"第{number}条 甲。\n" for number in range(1, length // 4, 2))[:length]


def strings(length: int) -> Iterator[str]:
    """One string of each kind, of about `length` characters."""
    yield numbered_lines(length)
    for repeated in _REPEATED:
        for before, after in _AROUND:
            yield f"{before}{repeated * (length // len(repeated))}{after}"


def mixture(chance: random.Random, length: int) -> str:
    """Runs of everything there is, in any order."""
    pieces, total = [], 0
    while total < length:
        piece = chance.choice(_REPEATED) * chance.randint(1, max(1, length // chance.choice((1, 5, 500))))
        pieces.append(piece)
        total += len(piece)
    return "".join(pieces)[:length]


def main(inputs: int) -> None:
    """Give the functions `inputs` strings, every tenth of some 100,000 characters; report the slowest.

    Processor time is measured: what else the machine does is not the text's fault.
    """
    chance = random.Random(0)
    names, slowest, began = sorted(FUNCTIONS), {}, time.process_time()
    tokenizer(), pinyin.syllables("读音"), simplified.simplify("讀音"), forms().parse("谁发布的")
    kinds_of_strings = list(strings(100_000))
    for number in range(inputs):
        name = chance.choice(names)
        length = chance.choice((9, 99, 999, 9_999))
        text = chance.choice(kinds_of_strings) if not number % 10 else mixture(chance, length)
        start = time.process_time()
        with suppress(*NAMED):
            FUNCTIONS[name](text)
        took = time.process_time() - start
        if took > slowest.get(name, (0, ""))[0]:
            slowest[name] = took, text[:12]
            if took > _SLOW:
                print(f"{took:.3f} s  {name}  {text[:12]!r}…{text[-3:]!r}", flush=True)
    for name, (took, begins) in sorted(slowest.items(), key=lambda entry: -entry[1][0])[:15]:
        print(f"{took:6.3f} s  {name}  {begins!r}…")
    print(f"{inputs} inputs, {len(names)} functions, {time.process_time() - began:.0f} s of processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
