"""The places that the citations of a draft mean, read with a fixed number of statements for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Max

from articles.checking.divisions import division_meant, names_division
from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.drafts.named_documents import DraftDocument
from articles.checking.findings import UnitRef
from articles.checking.names import names_known, policies_alike, policies_meant
from articles.models import Article, Division, Policy
from articles.reading.contents import Contents, arranged
from articles.reading.places.provisions import cited_line, provision_cited
from articles.reading.places.unit_resolution import units_at
from articles.text.citing.naming.titles import in_title_marks, title_key
from articles.text.citing.places.article_citations import Citation, article_address, article_label
from articles.text.citing.places.unit_citations import StepKind
from articles.text.numbers.numerals import HIGHEST, write_number
from articles.text.parsing.units.provisions import Provision, provisions_of

#: Policies of one title that are looked at.
_MOST_MEANT = 5


@dataclass(frozen=True)
class CitationTarget:
    """What a citation means: a policy and, in it, an article, unit or division; or why there is none.

    `text` are the words to compare: those of the 款 or 项 that is cited, else of the whole unit. `problem`
    says what does not exist.
    """

    policy: Policy
    article: Article | None = None
    division: Division | None = None
    last: Article | None = None
    label: str = ""
    text: str = ""
    line: int = 0
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the whole document is cited."""
        return self.article is None and self.division is None and not self.problem

    @property
    def unit(self) -> UnitRef:
        dated = self.policy.version_date
        if self.problem or self.is_whole or self.article is None:
            target = self.division or self.policy
            return UnitRef(
                self.policy.title,
                self.policy.slug,
                self.label or self.policy.title,
                target.get_absolute_url(),
                citation=f"{self.policy.citation}{self.label}",
                dated=dated,
            )
        return UnitRef(
            self.policy.title,
            self.policy.slug,
            self.label,
            f"{self.article.get_absolute_url()}{f'#para_{self.line}' if self.line else ''}",
            self.article.sha256,
            f"{in_title_marks(self.policy.title)}{self.label}",
            self.text,
            dated,
        )

    @property
    def is_below(self) -> bool:
        """Whether it is a 款 or 项: the words may stand in another of the article."""
        return self.article is not None and self.article.is_article and self.text != self.article.text

    @property
    def whole_article(self) -> CitationTarget:
        return place_of_article(self.article) if self.article else self

    @property
    def with_front(self) -> CitationTarget:
        """A whole document with its words outside the articles."""
        policy = self.policy
        front = (policy.notice, policy.introduction, policy.annex, policy.adoption)
        return replace(self, text="\n".join(filter(None, front)))


def place_of_article(article: Article) -> CitationTarget:
    return CitationTarget(article.policy, article, label=article.label, text=article.text)


@dataclass
class Places:
    """All that the citations of one draft need of the library, read at once."""

    ids_by_document: Mapping[DraftDocument, tuple[int, ...]]
    policies: Mapping[int, Policy]
    articles: Mapping[tuple[int, str], Article]
    contents: Mapping[int, Contents]
    counts: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    alike: frozenset[DraftDocument] = frozenset()

    def is_sure(self, document: DraftDocument) -> bool:
        """Whether nobody can doubt which policy a document is."""
        return document.is_sure and document not in self.alike

    def policies_of(self, document: DraftDocument) -> list[Policy]:
        return [self.policies[pk] for pk in self.ids_by_document.get(document, ()) if pk in self.policies]

    def of(self, citation: DraftCitation) -> CitationTarget | None:
        """The place that a citation means; None if its document is not held."""
        targets = [self._target_in(citation.place, policy) for policy in self.policies_of(citation.document)]
        return next((target for target in targets if not target.problem), targets[0] if targets else None)

    def _target_in(self, cited: Citation, policy: Policy) -> CitationTarget:
        if cited.steps:
            return self._unit_target(cited, policy)
        if cited.article is not None:
            return self._article_target(cited, policy)
        if names_division(cited):
            return self._division_target(cited, policy)
        return CitationTarget(policy)

    def _article_target(self, cited: Citation, policy: Policy) -> CitationTarget:
        article = self.articles.get((policy.pk, article_address(cited.article or 0, cited.suffix)))
        label = article_label(cited.article or 0, cited.suffix)
        if article is None or not article.is_article:
            return CitationTarget(policy, label=label, problem=self._explain_no_article(policy, label))
        last = self.articles.get((policy.pk, article_address(cited.last))) if cited.last else None
        if cited.last and last is None:
            label = article_label(cited.last)
            return CitationTarget(policy, label=label, problem=self._explain_no_article(policy, label))
        if cited.paragraph is None and cited.item is None:
            label = f"{article.label}至{last.label}" if last else article.label
            return CitationTarget(policy, article, last=last, label=label, text=article.text)
        return _target_below(article, cited)

    def _explain_no_article(self, policy: Policy, label: str) -> str:
        total, highest = self.counts.get(policy.pk, (0, 0))
        if not total:
            return f"{in_title_marks(policy.title)}不分条，没有{label}"
        scope = f"第一条至{article_label(highest)}"
        inserted = f"（含“之一”等共{total}条）" if total != highest else f"，共{total}条"
        return f"{in_title_marks(policy.title)}没有{label}；它的条号是{scope}{inserted}"

    def _unit_target(self, cited: Citation, policy: Policy) -> CitationTarget:
        contents = self.contents.get(policy.pk)
        units = units_at(cited.steps, contents) if contents else []
        if contents and cited.steps[0].kind is StepKind.ANNEX and not contents.annexes:
            return CitationTarget(policy)  # its annexes are not stored
        if not units or contents is None:
            return CitationTarget(policy, problem=f"{in_title_marks(policy.title)}没有这一处")
        if isinstance(unit := units[0], Division):
            return CitationTarget(policy, division=unit, label=str(unit.label))
        below = contents.below(unit)
        text = "\n".join([unit.text, *(f"{lower_unit.own_label}{lower_unit.text}" for lower_unit in below)])
        return CitationTarget(policy, unit, label=unit.label, text=text)

    def _division_target(self, cited: Citation, policy: Policy) -> CitationTarget:
        contents = self.contents.get(policy.pk)
        division = division_meant(cited, contents.divisions if contents else ())
        if isinstance(division, Division):
            return CitationTarget(policy, division=division, label=division.cited_place)
        return CitationTarget(policy, problem=f"{in_title_marks(policy.title)}{division}")


def _target_below(article: Article, cited: Citation) -> CitationTarget:
    """The place of a 款 or 项 of an article; one with a `problem` if there is none of this number."""
    label = f"{article.label}{_label_below(cited)}"
    line = cited_line(article, provision_cited(cited))
    provisions = provisions_of(article.text)
    if line is None:
        return CitationTarget(
            article.policy, label=label, problem=_explain_no_provision(article, cited, provisions)
        )
    if not provisions:
        return CitationTarget(article.policy, article, label=label, text=article.text)
    start, end = _span(provisions, line - 1, len(article.text))
    return CitationTarget(article.policy, article, label=label, text=article.text[start:end], line=line)


def _span(provisions: Sequence[Provision], index: int, length: int) -> tuple[int, int]:
    """From the start of a provision to the end of the provisions below it."""
    own = provisions[index]
    ends = (later.start for later in provisions[index + 1 :] if _ends_provision(own, later))
    return own.start, next(ends, length)


def _ends_provision(own: Provision, later: Provision) -> bool:
    return not later.address.startswith(f"{own.address}.") if own.label else not later.label


def _label_below(cited: Citation) -> str:
    paragraph = f"第{write_number(cited.paragraph)}款" if cited.paragraph else ""
    item = f"第（{write_number(cited.item)}）项" if cited.item else ""
    return paragraph + item


def _explain_no_provision(article: Article, cited: Citation, provisions: Sequence[Provision]) -> str:
    paragraphs = sum(not provision.label for provision in provisions) or 1
    if cited.paragraph and cited.paragraph > paragraphs:
        return f"{article.short_citation}共{paragraphs}款，没有第{write_number(cited.paragraph)}款"
    return f"{article.short_citation}没有{_label_below(cited)}"


def places_of(citations: Iterable[DraftCitation]) -> Places:
    """Read the policies and places that citations mean."""
    draft_citations = list(citations)
    by_title = policies_meant(dict.fromkeys(citation.document for citation in draft_citations))
    alike = policies_alike(document for document, ids in by_title.items() if not ids)
    ids_by_document = {
        document: (ids or alike.get(document) or _policies_numbered(document))[:_MOST_MEANT]
        for document, ids in by_title.items()
    }
    policy_ids = {pk for ids in ids_by_document.values() for pk in ids}
    policy_ids |= {pk for document in ids_by_document for pk in _policies_numbered(document)}
    policies = {
        policy.pk: policy for policy in Policy.objects.with_ids(policy_ids).prefetch_related("issuers")
    }
    by_policy: dict[int, set[str]] = defaultdict(set)
    for citation in draft_citations:
        for pk in ids_by_document[citation.document]:
            by_policy[pk] |= _addresses(citation.place)
    articles = _articles(by_policy, policies)
    in_units = {
        pk
        for citation in draft_citations
        if _needs_contents(citation.place)
        for pk in ids_by_document[citation.document]
    }
    lacking = {
        pk
        for pk, addresses in by_policy.items()
        if any((pk, address) not in articles for address in addresses)
    }
    return Places(
        ids_by_document,
        policies,
        articles,
        _contents(in_units, policies),
        _counts(lacking),
        frozenset(alike),
    )


def _policies_numbered(document: DraftDocument) -> tuple[int, ...]:
    pk = names_known().numbers.get(document.number) if document.number else None
    return () if pk is None else (pk,)


def _addresses(place: Citation) -> set[str]:
    if place.article is None or max(place.article, place.suffix, place.last or 0) > HIGHEST:
        return set()
    last = {article_address(place.last)} if place.last else set()
    return {article_address(place.article, place.suffix), *last}


def _articles(
    by_policy: Mapping[int, set[str]], policies: Mapping[int, Policy]
) -> dict[tuple[int, str], Article]:
    addresses_by_policy = {pk: addresses for pk, addresses in by_policy.items() if addresses}
    articles: dict[tuple[int, str], Article] = {}
    for article in Article.objects.published().at_places(addresses_by_policy) if addresses_by_policy else ():
        article.policy = policies[article.policy_id]
        articles[article.policy_id, article.address] = article
    return articles


def _counts(ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many articles policies have, and the highest number."""
    ids = list(ids)
    if not ids:
        return {}
    rows = Article.objects.published().of_policies(ids).at_the_top().only_articles()
    counted = rows.order_by().values("policy").annotate(total=Count("pk"), highest=Max("number"))
    return {row["policy"]: (row["total"], row["highest"]) for row in counted}


def _needs_contents(place: Citation) -> bool:
    return bool(place.steps) or (place.article is None and names_division(place))


def _contents(ids: set[int], policies: Mapping[int, Policy]) -> dict[int, Contents]:
    """The contents of policies, with their texts."""
    if not ids:
        return {}
    divisions, articles = defaultdict(list), defaultdict(list)
    for division in Division.objects.of_policies(ids).order_by("policy", "position"):
        divisions[division.policy_id].append(division)
    for article in Article.objects.published().of_policies(ids).in_order():
        articles[article.policy_id].append(article)
    return {
        pk: arranged(policies[pk], tuple(divisions[pk]), tuple(articles[pk])) for pk in ids if pk in policies
    }


def same_document(first: str, second: str) -> bool:
    """Whether two titles can be of one document: equal, or one holds the other (关于印发《…》的通知)."""
    key, other = title_key(first), title_key(second)
    return key == other or key in other or other in key
