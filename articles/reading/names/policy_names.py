"""Which stored policies a name means: a title, a short or former name, or what a long title is about.

One table of names serves citations, search, suggestions and the linker: the document entities with their
aliases (decision 0056). What a title gives by rule is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.reading.names.abbreviated_names import policies_abbreviated, with_rivals
from articles.reading.names.issuing_bodies import begins_with, bodies_that_gave, names_in_orders
from articles.reading.names.near_titles import titles_near
from articles.reading.names.region_table import leading_region
from articles.text.citing.naming.abbreviations import short_name
from articles.text.citing.naming.document_numbers import agency_of, order_spellings
from articles.text.citing.naming.local_titles import is_short_for, local_name, prints
from articles.text.citing.naming.short_titles import TitleSubject, short_subject, subject_of
from articles.text.citing.naming.titles import STATE, title_key, without_state

_SHORTEST_NAME, _LONGEST_NAME = 2, 60
#: Policies that one short title may mean; more are no answer.
_MOST_MEANT = 10
#: Policies of several regions that a title without the region may mean: a list to choose from.
_MOST_LISTED = 20
_MOST_COMPARED = 200
#: Names that are remembered: a page asks for one in several places.
_MOST_REMEMBERED = 64
#: A government of a level, without its region: 省政府, 本市人民政府.
_GOVERNMENT = re.compile(r"[我本]?((?:省|自治区|自治州|市|州|盟|县|区|旗|镇|乡)?)(?:人民)?政府")
#: Orders and announcements name their body, in one way or another.
_OF_BODY = re.compile(r"令第|公告\d{4}年")
_UNDER_LAW = re.compile("(.+)(实施(?:条例|细则|办法))")
#: 最高院民诉证据规定: whoever issued it in front of a short name.
_COURT_IN_FRONT = re.compile(
    "(?:最高人民法院|最高人民检察院|最高法院?|最高院|最高检|两高)(?:关于)?(?P<name>.{3,})"
)
_MAY_BE_SHORT = re.compile("[法典例定则释]$")


def policies_named(name: str) -> list[Policy]:
    """The published policies that a name means, the best first; several may share it."""
    key = title_key(name)
    return list(_policies_called(key)) if _SHORTEST_NAME <= len(key) <= 2 * _LONGEST_NAME else []


@remembered(Policy, Entity, Alias, most=_MOST_REMEMBERED)
def _policies_called(key: str) -> Sequence[Policy]:
    known = list(Policy.objects.published().known_as({key, full_name(key)}).in_list_order())
    titled = [policy for policy in known if policy.title_key == key]
    if policies := titled or known or _policies_by_subject(key) or _policies_lacking_issuer(key):
        return policies
    abbreviated, local = _policies_by_abbreviation(key), _policies_lacking_region(key)
    if len(local) == 1 and not abbreviated:  # 人民调解条例 of a city: others have that subject as well
        return _policies_with_ids(with_rivals([local[0].pk], key))
    named = [*abbreviated, *(policy for policy in local if policy not in abbreviated)]
    return named or _policies_of_court(key) or _policies_in_other_word_order(key)


def _policies_of_court(key: str) -> list[Policy]:
    """Those of a court that a short name behind its name means: 最高院民诉证据规定."""
    match = _COURT_IN_FRONT.match(key)
    policies = policies_named(match["name"]) if match else []
    return [policy for policy in policies if policy.title.startswith("最高人民")]


def _policies_in_other_word_order(key: str) -> list[Policy]:
    """The only policy whose title has exactly the words of a name, in another order.

    浙江省消法实施办法 is 浙江省实施《…法》办法.
    """
    is_name = short_name(key).kind or leading_region(key)[0]  # 劳动合同 names no document
    if not is_name or _names_a_document(key):
        return []
    near_titles = titles_near([full_name_after_region(key)])
    whole = [title.held_title.policy for title in near_titles if title.is_whole]
    return _policies_with_ids(whole) if len(whole) == 1 else []


def policies_near(names: Iterable[str], *, most_left_out: int | None = None) -> list[Policy]:
    """The policies whose titles one of these names nearly fits, the nearest first: 女职工条例 for …特别规定.

    `most_left_out` is how many words of a title a name may leave out.
    """
    near_titles = titles_near(map(full_name_after_region, names))
    near_enough = (
        title for title in near_titles if most_left_out is None or title.nearness.left_out <= most_left_out
    )
    return _policies_with_ids([title.held_title.policy for title in near_enough][:_MOST_MEANT])


def _policies_by_abbreviation(key: str) -> list[Policy]:
    """Those that a name stands for by leaving out words; none for the name of another document."""
    ids = policies_abbreviated(key) or policies_abbreviated(full_name(key))
    return [] if not ids or _names_a_document(key) else _policies_with_ids(ids)


def title_abbreviated(name: str) -> str | None:
    """The key of the one title that a name stands for by leaving out words (义教法), or None."""
    policies = _policies_by_abbreviation(title_key(name)) if _MAY_BE_SHORT.search(name) else []
    return policies[0].title_key if len(policies) == 1 else None


def _names_a_document(key: str) -> bool:
    """Whether a document is known by this name, stored or not."""
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT)
    return key in full_names_by_other() or documents.named_exactly(full_name(key)).exists()


def _policies_with_ids(ids: Sequence[int]) -> list[Policy]:
    by_id = Policy.objects.published().in_bulk(ids) if ids else {}
    return [by_id[pk] for pk in ids if pk in by_id]


def _policies_lacking_issuer(key: str) -> list[Policy]:
    """Those whose title ends so, for one that begins with 关于 and leaves out who issued it."""
    if not key.startswith("关于"):
        return []
    return list(Policy.objects.published().with_title_ending(key).in_list_order()[:_MOST_MEANT])


def _policies_lacking_region(key: str) -> list[Policy]:
    """Those whose title adds only a region, body, (试行) or marks; none for the name of another document."""
    local = local_name(key)
    if local is None:
        return []
    similar = Policy.objects.published().with_title_spelling(local).in_list_order()[:_MOST_COMPARED]
    candidates = [policy for policy in similar if is_short_for(local, policy.title_key)]
    if printed := [policy for policy in candidates if prints(key, policy.title_key)]:
        return printed[:_MOST_LISTED]
    if candidates and Entity.objects.of_kind(EntityKind.DOCUMENT).named_exactly(key).exists():
        return []
    return candidates[:_MOST_LISTED]


def policies_by_other_name(name: str) -> list[Policy]:
    """As `policies_named`, but only for names that are not titles."""
    key = title_key(name)
    is_other = full_name(key) != key
    if is_other:
        return policies_named(key)
    if policies := _policies_by_subject(key) or _policies_by_abbreviation(key):
        return policies
    return (
        (_policies_of_court(key) or _policies_in_other_word_order(key)) if _MAY_BE_SHORT.search(key) else []
    )


def policies_numbered(key: str) -> list[Policy]:
    """The published policies of a document number; else those that an order of it published or amended."""
    numbered = policies_bearing(key)
    if numbered or not key.startswith(f"{agency_of(key)}令"):
        return numbered
    return list(Policy.objects.published().mentioning_order(key)[:_MOST_MEANT])


def policies_bearing(key: str) -> list[Policy]:
    """The published policies that bear a document number themselves, however its body is named."""
    body = agency_of(key)
    spellings = order_spellings(key)
    is_of_body = key.startswith((f"{body}令", f"{body}公告"))
    names = [*names_in_orders(body), without_state(body), f"{STATE}{body}"]
    keys = {*spellings, *(name + spelling.removeprefix(body) for name in names for spelling in spellings)}
    numbered = list(Policy.objects.published().numbered_as(keys))
    if numbered or not is_of_body:
        return numbered
    return _policies_of_governments(body, spellings) or _policies_of_several_bodies(body, spellings)


def policies_by_number(numbers: Mapping[str, str]) -> dict[str, Policy | None]:
    """The one published policy that bears each of the document numbers (keys), by the keys of `numbers`.

    None where several may be meant; what is not stored is left out.
    """
    if not numbers:
        return {}
    exact = {
        policy.document_number_key: policy
        for policy in Policy.objects.published().numbered_as(numbers.values())
    }
    by_key: dict[str, Policy | None] = {}
    for key, number in numbers.items():
        is_of_body = _OF_BODY.search(number) and number not in exact
        policies = policies_bearing(number) if is_of_body else [exact[number]] if number in exact else []
        if policies:
            by_key[key] = policies[0] if len(policies) == 1 else None
    return by_key


def _policies_of_governments(body: str, spellings: Iterable[str]) -> list[Policy]:
    """Those of any government of a level that is named alone: 省政府令第312号."""
    level = _GOVERNMENT.fullmatch(body)
    if level is None:
        return []
    serials = [spelling.removeprefix(body) for spelling in spellings]
    endings = [f"{level[1]}{name}{serial}" for name in ("人民政府", "政府") for serial in serials]
    return list(Policy.objects.published().numbers_ending_with(*endings).in_list_order()[:_MOST_MEANT])


def _policies_of_several_bodies(body: str, spellings: Iterable[str]) -> list[Policy]:
    """Joint ones, called by the first of their bodies: 财政部公告 for one of 财政部 税务总局."""
    serials = [spelling.removeprefix(body) for spelling in spellings]
    name = without_state(body)
    policies = Policy.objects.published().numbers_ending_with(*serials).in_list_order()
    return [policy for policy in policies if begins_with(name, bodies_that_gave(policy))][:_MOST_MEANT]


def full_name(name: str) -> str:
    """A name with the short name of a law at its beginning written out: 消法实施条例, 民诉法解释.

    The name itself where it begins with none.
    """
    key, full_names = title_key(name), full_names_by_other()
    for end in range(min(len(key), _LONGEST_NAME), _SHORTEST_NAME - 1, -1):
        if known := full_names.get(key[:end]):
            return known + key[end:]
    match = _UNDER_LAW.fullmatch(key)  # 个税实施条例, of 个税法
    return full_names[f"{match[1]}法"] + match[2] if match and f"{match[1]}法" in full_names else key


def _policies_by_subject(key: str) -> list[Policy]:
    """Those whose long title a short one stands for: 民间借贷司法解释."""
    ids = policies_about(full_name(key))
    return _policies_with_ids(with_rivals(ids, full_name(key)) if len(ids) == 1 else ids)


def full_name_after_region(name: str) -> str:
    """The same behind the name of a region: 浙江省消法实施办法."""
    key = title_key(name)
    rest = leading_region(key)[1]
    return key.removesuffix(rest) + full_name(rest)


def names_known(names: Iterable[str]) -> set[str]:
    """Those of the names, written out by `full_name`, that are titles of published policies."""
    keys = {full_name(name) for name in names}
    return set(Policy.objects.published().with_title_keys(keys).values_list("title_key", flat=True))


@remembered(Entity, Alias)
def full_names_by_other() -> Mapping[str, str]:
    """The keys of other names of documents, each with the key of the document's name."""
    aliases = Alias.objects.of_kind(EntityKind.DOCUMENT)
    return dict(aliases.values_list("name_key", "entity__name_key"))


def policies_about(key: str) -> list[int]:
    """The policies (ids) whose long title a short one stands for, those closest to it; none for too many."""
    short = short_subject(key)
    if short is None:
        return []
    closeness = {pk: subject.closeness(short) for pk, subject in _subjects()}
    best = max(closeness.values(), default=0)
    closest = [pk for pk, close in closeness.items() if best and close == best]
    return closest if len(closest) <= _MOST_MEANT else []


@remembered(Policy)
def _subjects() -> tuple[tuple[int, TitleSubject], ...]:
    """What the titles of published policies are about, as far as they say 关于…的解释."""
    rows = Policy.objects.published().in_list_order().values_list("pk", "title")
    return tuple((pk, subject) for pk, title in rows if (subject := subject_of(title)))
