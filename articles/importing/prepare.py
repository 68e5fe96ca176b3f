"""The part of an import that needs no database: parsing, tokenizing, recognising names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from articles.importing.identification.stated_facts import StatedFacts, as_amended, facts_of, passage_texts
from articles.importing.placed_spans import with_spans
from articles.importing.readers import SourceText
from articles.links.entities.entity_names import Matchers
from articles.links.recognition import DocumentText, RecognizedText, read_links
from articles.search import CutText, cut_text, tokenizer, using_configuration
from articles.text.citing.naming.named_beside import Beside, numbers_and_issuers
from articles.text.citing.naming.titles import title_key
from articles.text.parsing.amendments import split_amendment
from articles.text.parsing.structure import ParsedPolicy, parse_policy, rebuild
from articles.text.wording.characters.folding import fold
from articles.text.wording.tokens import boundaries_of


@dataclass(frozen=True)
class Prepared:
    """A source text, parsed and read without the database.

    `cut` and `readings` are by article, `passages` by text outside the articles. `laws` are those that a
    decision amends, with their new texts in the same file. `outline` is that of an editor, if it is not the
    parser's.
    """

    source: SourceText
    digest: str
    parsed: ParsedPolicy
    stated: StatedFacts
    cut: tuple[CutText, ...]
    readings: tuple[RecognizedText, ...]
    passages: dict[str, RecognizedText]
    laws: tuple[Prepared, ...] = ()
    outline: list[dict[str, Any]] | None = None


def unexpected(error: Exception) -> str:
    """The message for an unexpected error."""
    return f"意外的错误（{type(error).__name__}），本件没有导入，详情见日志"


def digest_of(source: SourceText) -> str:
    return sha256(source.text.encode()).hexdigest()


@using_configuration()
def prepare(
    source: SourceText, matchers: Matchers, *, corrected: tuple[ParsedPolicy, StatedFacts] | None = None
) -> Prepared:
    """Parse a source text and read its articles. Raises StructureError for a text without articles.

    `corrected` is what an editor made of the text; it is read in place of what the parser says.
    """
    main_text, laws = without_laws(source)
    parsed, stated = corrected or _parse_with_facts(main_text)
    prepared = _read_text(main_text, parsed, stated, matchers)
    return replace(prepared, laws=tuple(_prepare_law(law, main_text, stated, matchers) for law in laws))


def without_laws(source: SourceText) -> tuple[SourceText, tuple[SourceText, ...]]:
    """The text itself, and the new texts of laws that stand behind an amending decision."""
    amendment = split_amendment(source.text)
    if amendment is None:
        return source, ()
    main_text = replace(source, text=amendment.decision, spans=())
    return main_text, tuple(replace(main_text, text=text) for text in amendment.laws)


def parsed_text(source: SourceText) -> ParsedPolicy:
    """The text parsed, with the spans of its tables. Raises StructureError."""
    parsed = with_spans(parse_policy(source.text, markdown=source.is_markdown), source.spans)
    rebuild(parsed.passages(), parsed.removals, parsed.repairs)  # raises if any text of the source is lost
    return parsed


def _parse_with_facts(source: SourceText) -> tuple[ParsedPolicy, StatedFacts]:
    parsed = parsed_text(source)
    return parsed, facts_of(parsed, source)


def _prepare_law(
    source: SourceText, decision: SourceText, stated_by_decision: StatedFacts, matchers: Matchers
) -> Prepared:
    """The new text of a law that stands in the file of the decision that amends it."""
    parsed, stated = _parse_with_facts(source)
    beside = numbers_and_issuers([decision.text]).get(title_key(stated.title), Beside())
    stated = as_amended(stated, number=beside.number, issuers=stated_by_decision.issuers)
    return _read_text(source, parsed, stated, matchers)


def _read_text(source: SourceText, parsed: ParsedPolicy, stated: StatedFacts, matchers: Matchers) -> Prepared:
    """Tokenize what was parsed, and recognise names in it."""
    cut, boundaries = [], []
    for article in parsed.articles:
        tokens = tokenizer().cut(fold(article.text))
        cut.append(cut_text(heading=article.heading, text=article.text, tokens=tokens))
        boundaries.append(boundaries_of(tokens))
    outside_texts = {name: text for name, text in passage_texts(parsed, stated).items() if text}
    readings = read_links(
        [
            *(DocumentText(text, passage=name) for name, text in outside_texts.items()),
            *(
                DocumentText(article.text, under=parsed.title_above(article), boundaries=token_boundaries)
                for article, token_boundaries in zip(parsed.articles, boundaries, strict=True)
            ),
        ],
        matcher=matchers.on(stated.version_date),
        own_title=stated.title,
        known_titles=matchers.titles,
        own_number=stated.document_number,
        issuers=stated.issuers,
    )
    return Prepared(
        source=source,
        digest=digest_of(source),
        parsed=parsed,
        stated=stated,
        cut=tuple(cut),
        readings=tuple(readings[len(outside_texts) :]),
        passages=dict(zip(outside_texts, readings, strict=False)),
    )
