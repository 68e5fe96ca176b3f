"""Checks of all links, from the rows themselves and independent of the database's constraints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, pairwise

from articles.links.entities.entity_names import layer_of
from articles.links.entities.goal_words import says_goal, words_of
from articles.models import Alias, Article, Entity, Mention, Policy, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import STANDING, Basis, Evidence, LinkStatus, Passage
from articles.text.citing.naming.titles import in_title_marks


def link_problems() -> Iterator[str]:
    """Yield the problems of entities, mentions and references, one line in Chinese for each."""
    yield from _entity_problems()
    mentions = list(Mention.objects.with_texts().prefetch_related("entity__aliases"))
    references = list(Reference.objects.with_texts())
    for row in (*mentions, *references):
        yield from (f"{_name(row)}：{problem}" for problem in _evidence_problems(row))
    for mention in mentions:
        yield from (f"{_name(mention)}：{problem}" for problem in _mention_problems(mention))
    for reference in references:
        yield from (f"{_name(reference)}：{problem}" for problem in _reference_problems(reference))
    yield from _duplicates(mentions)
    yield from _overlaps(mentions)
    yield from _inheritance_problems(mentions)
    yield from _articles_without_links()


def damaged_links() -> Iterator[str]:
    """Links that no longer agree with their text or target; whether they are good ones is not asked."""
    for row in (*Mention.objects.with_texts(), *Reference.objects.with_texts()):
        problems = [*_evidence_problems(row)]
        if isinstance(row, Reference):
            problems += _reference_problems(row)
        yield from (f"{_name(row)}：{problem}" for problem in problems)


def _entity_problems() -> Iterator[str]:
    entities = {entity.pk: entity for entity in Entity.objects.select_related("parent")}
    for entity in entities.values():
        where = f"实体 {entity.kind}/{entity.slug}"
        if entity.parent and entity.parent.kind != entity.kind:
            yield f"{where}：上级 {entity.parent} 是另一种类"
        if _is_in_a_circle(entity, entities):
            yield f"{where}：上级关系成环"
    yield from _ambiguous_names(entities)
    used = {*Mention.objects.entity_ids(), *Reference.objects.document_ids()}
    parents = {entity.parent_id for entity in entities.values()}
    for entity in entities.values():
        is_vocabulary = entity.is_searched or entity.is_group  # waits for a text that names it
        if entity.is_published and not is_vocabulary and entity.pk not in used | parents:
            yield f"实体 {entity.kind}/{entity.slug}：没有任何链接（孤立）"


def _ambiguous_names(entities: dict[int, Entity]) -> Iterator[str]:
    """Names that mean several entities on the same day."""
    uses: dict[tuple[str, str], list[tuple[date, date, Entity]]] = defaultdict(list)
    searched = {pk: entity for pk, entity in entities.items() if entity.is_searched}
    for entity in searched.values():
        uses[layer_of(entity.kind), entity.name_key].append((date.min, date.max, entity))
    for alias in Alias.objects.filter(entity__in=searched):
        entity = searched[alias.entity_id]
        days = (alias.valid_from or date.min, alias.valid_until or date.max, entity)
        uses[layer_of(entity.kind), alias.name_key].append(days)
    for (_, key), periods in uses.items():
        shared = {
            str(entity)
            for first, second in combinations(periods, 2)
            if first[2] != second[2] and first[0] <= second[1] and second[0] <= first[1]
            for entity in (first[2], second[2])
        }
        if shared:
            yield f"名称“{key}”指向多个实体：{'、'.join(sorted(shared))}"


def _is_in_a_circle(entity: Entity, entities: dict[int, Entity]) -> bool:
    ancestors, parent = {entity.pk}, entity.parent_id
    while parent:
        if parent in ancestors:
            return True
        ancestors.add(parent)
        parent = entities[parent].parent_id if parent in entities else None
    return False


def _evidence_problems(row: Evidence) -> Iterator[str]:
    if (row.passage == Passage.ARTICLE) != (row.article_id is not None):
        yield "所在文字与条文不相符"
        return
    if row.article and row.article.policy_id != row.policy_id:
        yield "条文不属于这件政策"
    if row.start is None and row.end is None:
        if row.quote:
            yield "有原文而没有位置"
        return
    if row.start is None or row.end is None or not row.start < row.end:
        yield f"起止位置不成立（{row.start}–{row.end}）"
    elif row.status in STANDING and row.text[row.start : row.end] != row.quote:
        yield f"位置 {row.start}–{row.end} 的文字是“{row.text[row.start : row.end]}”，不是引文"


def _mention_problems(mention: Mention) -> Iterator[str]:
    if mention.basis not in Basis.values:
        yield f"依据“{mention.basis}”不成立"
    if mention.status not in LinkStatus.values:
        yield f"状态“{mention.status}”不成立"
    if mention.entity.is_group:
        yield f"{mention.entity} 只是分类，不能直接链接"
    if mention.basis == Basis.NAMED and not mention.quote:
        yield "原文写明的链接没有原文"
    if mention.entity.kind == EntityKind.GOAL and mention.basis == Basis.NAMED and not _says_goal(mention):
        yield f"引文没有说出目标“{mention.entity}”，应为编辑判断并写明理由"
    if mention.basis == Basis.EDITORIAL and not mention.reason.strip():
        yield "编辑判断没有理由"
    is_named_only = bool(mention.relation and mention.certainty)  # by rule: the document has no page yet
    if mention.status == LinkStatus.PUBLISHED and not mention.entity.is_published and not is_named_only:
        yield f"已发布，而实体 {mention.entity} 未公开"


def _says_goal(mention: Mention) -> bool:
    """Whether the quote of a goal's link says the goal; a rejected link need not."""
    if mention.status not in STANDING:
        return True
    names = (mention.entity.name, *(alias.name for alias in mention.entity.aliases.all()))
    return says_goal(mention.quote, words_of(mention.entity.slug, names))


def _reference_problems(reference: Reference) -> Iterator[str]:
    if not reference.quote:
        yield "援引没有原文"
    target = reference.target
    if target and target.address != reference.cited_address:
        yield f"指向{target.label}，而所引是第{reference.number}条"
    if target:
        cited_policy_id = reference.document.policy_id if reference.document else reference.policy_id
        if target.policy_id != cited_policy_id:
            yield "指向的条文不属于所引文件"


def _duplicates(mentions: Iterable[Mention]) -> Iterator[str]:
    keys = Counter(_identity(mention) for mention in mentions if mention.status in STANDING)
    first = {_identity(mention): mention for mention in mentions}
    for key, count in keys.items():
        if count > 1:
            yield f"{_name(first[key])}：重复 {count} 次"


def _identity(mention: Mention) -> tuple:
    place = (mention.start, mention.end) if mention.quote else None
    return (mention.policy_id, mention.passage, mention.article_id, mention.entity_id, mention.basis, place)


def _overlaps(mentions: Iterable[Mention]) -> Iterator[str]:
    """Within a kind the longest name wins, so its marks must not overlap."""
    placed: dict[tuple, list[Mention]] = defaultdict(list)
    for mention in mentions:
        is_placed = mention.start is not None and mention.end is not None
        if mention.basis == Basis.NAMED and mention.status == LinkStatus.PUBLISHED and is_placed:
            place = (mention.policy_id, mention.passage, mention.article_id)
            placed[*place, mention.entity.kind].append(mention)
    for rows in placed.values():
        rows.sort(key=lambda row: row.span)
        for before, after in pairwise(rows):
            (start, _), (_, end) = after.span, before.span
            same_words = before.span == after.span
            if start < end and not (same_words and before.entity_id == after.entity_id):
                yield f"{_name(after)}：与“{before.quote}”→ {before.entity} 重叠"


def _inheritance_problems(mentions: Iterable[Mention]) -> Iterator[str]:
    issuers = {
        policy.pk: {key for issuer in policy.issuers.all() for key in (issuer.name, issuer.official_name)}
        for policy in Policy.objects.prefetch_related("issuers")
    }
    names = defaultdict(set)
    for alias in Alias.objects.of_kind(EntityKind.MINISTRY):
        names[alias.entity_id].add(alias.name)
    for mention in mentions:
        if mention.basis != Basis.INHERITED:
            continue
        if not {mention.entity.name, *names[mention.entity_id]} & issuers.get(mention.policy_id, set()):
            yield f"{_name(mention)}：{mention.entity} 不是发文机关"


def _articles_without_links() -> Iterator[str]:
    """Only for policies whose links people have settled: those of imports wait, or are published by rule."""
    links = Mention.objects.published().own().settled()
    topic_links = links.of_kinds([EntityKind.GOAL, EntityKind.INSTRUMENT])
    articles = Article.objects.of_policies(links.policy_ids()).without_ids(topic_links.article_ids())
    for article in articles.for_reading():
        yield f"{in_title_marks(article.policy.title)}{article.label}：没有任何目标或政策工具"


def _name(row: Evidence) -> str:
    place = row.article.label if row.article else row.get_passage_display()
    words = f"“{row.quote}”" if row.quote else ""
    target = f" → {row.entity.kind}/{row.entity.slug}" if isinstance(row, Mention) else ""
    return f"{row._meta.verbose_name} {row.pk}（{row.policy.slug} {place}{words}{target}）"
