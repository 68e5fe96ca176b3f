"""What is not public shows at no public address, in no format; brought back, it shows where it did before."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from articles.editing import article_snapshot, keep_policy
from articles.exports.open_data import export_open_data
from articles.models import (
    Alias,
    ArticleRevision,
    Entity,
    EverydayQuestion,
    InternalNote,
    Mention,
    Policy,
    Reference,
)
from articles.models.links.evidence import LinkStatus
from articles.models.policies.policy_choices import Publication
from articles.search import search
from articles.search.index.maintenance import ensure_index, index_entity
from articles.text.citing.places.identifiers import eli_path
from guidance.measures.measure_records import keep_measure, write_measure
from guidance.models import MeasureStatus, SupportMeasure
from tests.articles.conftest import store_text
from tests.articles.links.linked import judge, name_words

LAW = """霓虹促进办法
第一章 总则
第一条 霓虹发展。鼓励霓虹产业，支持企业创新。
第二条 银杏补助。企业购置霓虹设备的，给予银杏贴息，依照本法第一条办理。
第三条 企业依照《松柏条例》第九条和本法第二条申请。
第四条 霓虹期满终止。
"""
MEASURE = {
    "title": "玛瑙贴息",
    "promise": "购置霓虹设备可以得到玛瑙贴息。",
    "quotes": ["给予银杏贴息"],
    "instruments": ["amber-tool"],
    "force": "guiding",
    "verb": "给予",
    "beneficiaries": [{"kind": "enterprise", "quote": "企业"}],
    "activities": [{"code": "goods_import", "quote": "购置霓虹设备"}],
    "ministries": [{"ministry": "jade-ministry", "basis": "editorial", "reason": "主管霓虹。"}],
    "questions": ["买霓虹设备有玛瑙吗"],
}


def entities() -> dict[str, Entity]:
    make = Entity.objects.create
    top = make(kind="instrument", slug="amber-class", name="琥珀大类", is_group=True, position=801)
    rows = [
        top,
        make(kind="instrument", slug="amber-tool", name="琥珀工具", parent=top, position=802),
        make(kind="ministry", slug="jade-ministry", name="翡翠部", position=801),
        make(kind="goal", slug="coral-goal", name="珊瑚目标", description="珊瑚说明。", position=801),
        make(kind="document", slug="pine-rules", name="松柏条例全名", position=801),
    ]
    Alias.objects.create(entity=rows[3], name="珊瑚别称")
    for entity in rows:
        index_entity(entity)
    return {entity.slug: entity for entity in rows}


@pytest.fixture(scope="module")
def stored_law(module_transaction) -> None:
    law = store_text("neon-law", LAW)
    articles = {article.number: article for article in law.articles.for_reading()}
    named = entities()
    name_words(articles[2], named["amber-tool"], "银杏贴息")
    name_words(articles[1], named["coral-goal"], "创新")
    judge(articles[2], named["coral-goal"], reason="石英理由")
    judge(articles[4], named["coral-goal"])
    judge(articles[2], named["jade-ministry"])
    quote, text = "《松柏条例》第九条", articles[3].text
    for document, words, number, target in (
        (named["pine-rules"], quote, 9, None),
        (None, "本法第二条", 2, articles[2]),
    ):
        start = text.index(words)
        Reference.objects.create(
            policy=law, article=articles[3], quote=words, start=start, end=start + len(words),
            document=document, number=number, target=target, status=LinkStatus.PUBLISHED,
        )  # fmt: skip
    EverydayQuestion.objects.create(article=articles[2], text="买霓虹机器国家贴多少")
    row = SupportMeasure(slug="agate-interest", article=articles[2], status=MeasureStatus.PUBLISHED)
    keep_measure(write_measure(row, MEASURE))
    for article in law.articles.for_reading():
        ArticleRevision.keep(article, article_snapshot(article), note="导入")
    ensure_index()
    keep_policy(law)


@pytest.fixture
def law(db, stored_law) -> Policy:
    return Policy.objects.get(slug="neon-law")


@dataclass(frozen=True)
class Thing:
    """What is hidden, words and addresses by which it would be known, and the way back."""

    words: tuple[str, ...]
    addresses: tuple[str, ...]
    hide: Callable[[Client], None]
    bring_back: Callable[[Client], None]
    gone: tuple[str, ...] = field(default=())  # addresses that answer 404 meanwhile


def step(name: str, pk: int, action: str) -> Callable[[Client], None]:
    def press(editor: Client) -> None:
        step = reverse(f"admin:{name}_publication", args=[pk])
        answer = editor.post(step, {"step": action, "_confirmed": "1"})
        assert answer.status_code == 302

    return press


def by_button(name: str, pk: int, *words: str, addresses=(), gone=()) -> Thing:
    return Thing(words, addresses, step(name, pk, "withdraw"), step(name, pk, "publish"), gone)


def of_policy(law: Policy) -> Thing:
    def put(publication: Publication) -> Callable[[Client], None]:
        def save(editor: Client) -> None:
            law.publication = publication
            law.save()
            keep_policy(law)

        return save

    place = "/policies/neon-law"
    gone = (
        f"{place}/",
        f"{place}.txt",
        f"/api/v1{place}/",
        f"{place}/chapters/1/",
        f"{place}/articles/1.xml",
    )
    return Thing(
        ("霓虹", "银杏", "玛瑙"), (place, "agate-interest"), put(Publication.WITHDRAWN),
        put(Publication.PUBLISHED), gone,
    )  # fmt: skip


def of_article(law: Policy) -> Thing:
    place, article = "/policies/neon-law/articles/2", law.articles.get(number=2)
    gone = tuple(f"{place}{end}" for end in ("/", ".json", ".jsonld", ".xml", ".txt", ".docx"))
    elsewhere = (
        *(f"{API}/articles/2/", f"{API}/articles/2/revisions/", f"{API}/articles/2/history/"),
        *(f"{place}/history/", "/guidance/measures/agate-interest/"),
    )
    known_by = (f"{place}/", f"{place}.", "agate-")
    return by_button(
        "articles_article", article.pk, "银杏", "玛瑙", "石英", addresses=known_by, gone=(*gone, *elsewhere)
    )


def of_entity(slug: str, *words: str) -> Callable[[Policy], Thing]:
    def thing(law: Policy) -> Thing:
        entity = Entity.objects.get(slug=slug)
        place = entity.get_absolute_url()
        gone = (place, f"/feeds{place}", f"/api/v1/entities/{entity.kind}/{slug}/")
        return by_button("articles_entity", entity.pk, *words, addresses=(slug,), gone=gone)

    return thing


def of_mention(law: Policy) -> Thing:
    row = Mention.objects.get(reason="石英理由")
    return by_button("articles_mention", row.pk, "石英")


def of_measure(law: Policy) -> Thing:
    row = SupportMeasure.objects.get(slug="agate-interest")
    gone = ("/guidance/measures/agate-interest/", "/api/v1/guidance/measures/agate-interest/")
    return by_button("guidance_supportmeasure", row.pk, "玛瑙", addresses=("agate-interest",), gone=gone)


THINGS = {
    "policy": of_policy,
    "article": of_article,
    "class of instruments": of_entity("amber-class", "琥珀大类"),
    "instrument": of_entity("amber-tool", "琥珀工具"),
    "ministry": of_entity("jade-ministry", "翡翠部"),
    "goal": of_entity("coral-goal", "珊瑚目标", "珊瑚别称", "珊瑚说明"),
    "document": of_entity("pine-rules", "松柏条例全名"),
    "link": of_mention,
    "measure": of_measure,
}
PLACES = (
    *("/policies/neon-law", "/policies/neon-law/articles/1", "/policies/neon-law/articles/2"),
    "/policies/neon-law/articles/3",
)
KINDS = "kinds=goal&kinds=instrument&kinds=document&kinds=ministry"
API, SUPPORT = "/api/v1/policies/neon-law", "/api/v1/guidance/measures/"
SEARCHED = ("银杏", "玛瑙贴息", "琥珀工具", "珊瑚别称", "翡翠部", "银杏补", "松柏条例全名")
TYPED = ("银", "玛瑙", "琥珀", "珊瑚", "翡翠", "松柏", "yinxing", "shanhu", "霓虹")
ADDRESSES = (
    *(f"{place}{end}" for place in PLACES for end in ("/", ".json", ".jsonld", ".xml", ".txt", ".docx")),
    *("/", "/policies/", "/policies/?q=办法"),
    *("/policies/neon-law/chapters/1/", "/policies/neon-law/articles/4/"),
    *("/feeds/", "/feeds/policies/", "/feeds/policies/neon-law/", "/feeds/policies/neon-law/chapters/1/"),
    *("/feeds/search/?q=企业", "/feeds/goals/coral-goal/", "/goto/?q=《霓虹促进办法》第二条"),
    *("/goals/", "/ministries/", "/documents/", "/actors/", "/instruments/", "/goals/coral-goal/"),
    *("/instruments/amber-class/", "/instruments/amber-tool/", "/ministries/jade-ministry/"),
    "/documents/pine-rules/",
    *(f"/sitemap-{section}.xml" for section in ("policies", "chapters", "articles", "entities", "measures")),
    "/matrix/?policy=neon-law&rows=instrument&cols=goal",
    "/matrix/?policy=neon-law&rows=ministry&cols=chapter",
    "/matrix/?policy=neon-law&rows=document&cols=goal&format=csv",
    "/matrix/cell/?policy=neon-law&rows=goal&cols=chapter&col=1",
    *(f"/graph/{part}?policy=neon-law&{KINDS}" for part in ("", "data/")),
    *(f"/compare/?a=neon-law:1&b=neon-law:{other}" for other in (2, 4)),
    *(f"/search/?q={words}" for words in ("企业购置设备", "期满终止", *SEARCHED)),
    *(f"/api/v1/search/?q={words}&facets=1&explain=1" for words in ("企业", "买机器国家贴多少", "条:2")),
    *(f"/suggest/?q={typed}" for typed in TYPED),
    *("/api/v1/suggest/?q=霓虹促进办法第二", "/api/v1/goto/?q=《霓虹促进办法》第二条", "/api/v1/policies/"),
    *(f"{API}/{rest}" for rest in ("", "articles/", "divisions/", "revisions/", "articles/2/revisions/")),
    *(f"{API}/articles/2/history/", "/policies/neon-law/articles/2/history/"),
    *(f"/api/v1/entities/?kind={kind}&page_size=100" for kind in ("goal", "instrument")),
    *(f"/api/v1/entities/{key}/" for key in ("goal/coral-goal", "instrument/amber-tool")),
    *(f"{SUPPORT}{rest}" for rest in ("?policy=neon-law", "agate-interest/", "?instrument=amber-class")),
    *(f"{SUPPORT}?ministry=jade-ministry", "/guidance/measures/", "/guidance/measures/?q=购置设备"),
    *("/guidance/measures/agate-interest/", "/guidance/measures/?chapter=neon-law/1"),
    *("/guidance/?kind=enterprise&needs=goods_import", "/guidance/?q=买设备"),
    *(f"/guidance/pack.{kind}?kind=enterprise&needs=goods_import" for kind in ("txt", "docx", "xlsx")),
    *("/guidance/pack/?kind=enterprise&needs=goods_import", "/api/schema/"),
)


def text_of(response) -> str:
    """All that an answer says; office documents are unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace") + response.headers.get("Location", "")


@dataclass(frozen=True)
class Page:
    """What is read at an address."""

    status: int
    text: str


Pages = dict[str, Page]


def read(reader: Client, address: str) -> Page:
    path, _, query = address.partition("?")
    answer = reader.get(path, QUERY_STRING=quote(query, safe="=&:/,"))
    text = unquote(unescape(text_of(answer)))
    text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return Page(answer.status_code, text)


def open_data() -> Pages:
    with TemporaryDirectory() as name:
        folder = Path(name, "dump")
        export_open_data(folder, progress=lambda rows, *_: rows)
        files = {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*.*")}
    return {f"open data {name}": Page(200, unquote(text)) for name, text in files.items()}


def addresses() -> list[str]:
    named = [policy.work for policy in Policy.objects.with_slugs(["neon-law"])]
    return [*ADDRESSES, *(eli_path(name, *place) for name in named for place in ((), ("art_2",)))]


def all_pages(reader: Client) -> Pages:
    return {address: read(reader, address) for address in addresses()}


#: What each address shows while all is public, and what it shows after `note_and_bring_back`: the same
#: for every test of this file, so that the first that asks reads it for all.
_PUBLIC_PAGES: Pages = {}
_AFTERWARDS: Pages = {}
NOTE = "朱砂备注"


def public_pages(reader: Client) -> Pages:
    if not _PUBLIC_PAGES:
        _PUBLIC_PAGES.update(all_pages(reader) | open_data())
    return _PUBLIC_PAGES


def pages_afterwards(reader: Client, editor: Client, law: Policy) -> Pages:
    if not _AFTERWARDS:
        with transaction.atomic():
            note_and_bring_back(editor, law)
            _AFTERWARDS.update(all_pages(reader) | open_data())
            assert not search(NOTE).hits
            transaction.set_rollback(True)
    return _AFTERWARDS


def note_and_bring_back(editor: Client, law: Policy) -> None:
    """Each thing bears a note for colleagues, was hidden and is public again."""
    rows = rows_with_notes(law)
    for row in rows:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_notes"
        assert editor.post(reverse(name, args=[row.pk]), {"text": NOTE}).status_code == 302
    assert InternalNote.objects.count() == len(rows)
    for thing in things(law).values():
        thing.hide(editor)
        thing.bring_back(editor)


def rows_with_notes(law: Policy) -> list[Model]:
    slugs = ("amber-class", "amber-tool", "jade-ministry", "coral-goal", "pine-rules")
    return [
        *(law, *law.articles.all(), *law.divisions.all()),
        *Entity.objects.filter(slug__in=slugs),
        *SupportMeasure.objects.filter(slug="agate-interest"),
        *(*Mention.objects.of_policy(law), *Reference.objects.of_policy(law)),
        *EverydayQuestion.objects.filter(article__policy=law),
    ]


def things(law: Policy) -> dict[str, Thing]:
    return {kind: thing(law) for kind, thing in THINGS.items()}


def signs_by_address(pages: Pages, thing: Thing) -> dict[str, list[str]]:
    """Where the thing is known, and by what; what the address asks for itself may be said again."""
    signs = (*thing.words, *thing.addresses)
    all_signs = {
        address: [sign for sign in signs if sign in page.text and sign not in address]
        for address, page in pages.items()
    }
    return {address: known for address, known in all_signs.items() if known}


def links_in(pages: Pages) -> set[str]:
    """The addresses of the law's own things that pages lead to."""
    ours = re.compile(r'href="(/[^"#?]*(?:neon-law|amber-|coral-|jade-|pine-|agate-)[^"#?]*)')
    return {address for page in pages.values() for address in ours.findall(page.text)}


def status_of(reader: Client, address: str, pages: Pages) -> int:
    """Of an address that may be among those read already."""
    return pages[address].status if address in pages else reader.get(address).status_code


@pytest.fixture
def editor(law) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.mark.parametrize("kind", THINGS)
def test_what_is_hidden_shows_nowhere_and_nothing_leads_to_it(kind, law, client, editor):
    """Asked where it showed before: what is hidden comes to no address at which it was not."""
    thing = THINGS[kind](law)
    places = [place for place in signs_by_address(public_pages(client), thing) if place.startswith("/")]
    thing.hide(editor)
    pages = {address: read(client, address) for address in places} | open_data()
    assert signs_by_address(pages, thing) == {}
    statuses = {address: status_of(client, address, pages) for address in (*thing.gone, *links_in(pages))}
    assert {address: statuses[address] for address in thing.gone} == dict.fromkeys(thing.gone, 404)
    assert [link for link in links_in(pages) if statuses[link] >= 400] == []


def test_notes_for_colleagues_show_nowhere(law, client, editor):
    pages = pages_afterwards(client, editor, law)
    assert [address for address, page in pages.items() if NOTE in page.text or "内部备注" in page.text] == []


def test_what_is_brought_back_shows_where_it_did_before(law, client, editor):
    before, after = public_pages(client), pages_afterwards(client, editor, law)
    for kind, thing in things(law).items():
        assert signs_by_address(before, thing), kind
        assert signs_by_address(after, thing) == signs_by_address(before, thing), kind
