"""The official client of the protocol against a live portal, in both eras of the protocol."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django.live_server_helper import LiveServer

from policy_portal.mcp.tools import TOOLS

POLICY = "gxblk-2009-232"
pytestmark = pytest.mark.parametrize("mode", ["legacy", "auto"])


@pytest.fixture(scope="module")
def server(django_db_setup) -> Iterator[str]:
    live = LiveServer("localhost")  # takes a port that is free
    yield f"{live.url}/mcp/"
    live.stop()


def answer_of(server: str, mode: str, question: Callable[..., Awaitable]) -> object:
    from mcp import Client  # which takes most of a second: here, not in each process that collects the tests

    async def ask() -> object:
        async with Client(server, mode=mode) as client:
            return await question(client)

    # In a thread of its own: a browser test before it leaves a running event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, ask()).result()


@pytest.mark.django_db
def test_it_lists_the_tools(server, mode):
    tools = answer_of(server, mode, lambda client: client.list_tools())
    assert [tool.name for tool in tools.tools] == [tool.name for tool in TOOLS]
    assert all(tool.annotations.read_only_hint for tool in tools.tools)


@pytest.mark.django_db
def test_it_reads_an_article_and_holds_the_answer_against_its_schema(server, mode):
    answer = answer_of(
        server, mode, lambda client: client.call_tool("get_unit", {"slug": POLICY, "unit": "25"})
    )
    assert not answer.is_error
    assert answer.structured_content["label"] == "第二十五条"
    assert "免征进口关税" in answer.content[0].text


@pytest.mark.django_db
def test_it_is_told_a_mistake(server, mode):
    answer = answer_of(
        server, mode, lambda client: client.call_tool("get_unit", {"slug": POLICY, "unit": "99"})
    )
    assert answer.is_error
    assert "没有第九十九条" in answer.content[0].text
