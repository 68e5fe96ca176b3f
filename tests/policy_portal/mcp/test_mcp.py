"""/mcp/ by hand: what the protocol asks, and what callers may get wrong."""

import json
import logging
import random
import sys

import pytest
from jsonschema_rs import Draft202012Validator, meta

from articles.models import Policy
from policy_portal.mcp import calls
from policy_portal.mcp.tools import TOOLS

pytestmark = pytest.mark.django_db
POLICY = "gxblk-2009-232"
ASKED = {
    "search": {"q": "进口关税"},
    "get_unit": {"slug": POLICY, "unit": "25"},
    "resolve_citation": {"q": "工信部联科〔2009〕232号第25条"},
    "check_draft": {"text": "《国家产业技术政策》第二十五条：“国家给予必须的财税政策，重点支持国家急需”。"},
    "match_measures": {"kinds": ["enterprise"], "size": "large", "activities": ["goods_import"]},
    "list_policies": {},
    "coverage": {},
}
REST = {
    "search": "/api/v1/search/?q=进口关税&text=1&page_size=10",
    "get_unit": f"/api/v1/policies/{POLICY}/articles/25/",
    "resolve_citation": "/api/v1/goto/?q=工信部联科〔2009〕232号第25条",
    "list_policies": "/api/v1/policies/",
    "coverage": "/api/v1/coverage/",
}


def post(client, body: object, **headers):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/mcp/", text, content_type="application/json", headers=headers)


def ask(client, method: str, params: object = None, **headers):
    return post(client, {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}, **headers)


def use(client, tool: str, **arguments) -> dict:
    return ask(client, "tools/call", {"name": tool, "arguments": arguments}).json()["result"]


@pytest.fixture
def tools(client) -> dict[str, dict]:
    return {tool["name"]: tool for tool in ask(client, "tools/list").json()["result"]["tools"]}


def test_every_tool_is_described_and_read_only(tools):
    assert list(tools) == [tool.name for tool in TOOLS]
    for tool in tools.values():
        meta.validate(tool["inputSchema"])
        meta.validate(tool["outputSchema"])
        assert tool["annotations"]["readOnlyHint"] is True
        assert not tool["annotations"]["destructiveHint"]
        assert tool["inputSchema"]["additionalProperties"] is False
    assert "text" not in tools["search"]["inputSchema"]["properties"]


@pytest.mark.parametrize("tool", ASKED)
def test_an_answer_is_as_its_schema_says_and_as_rest_answers(client, tools, tool):
    answer = use(client, tool, **ASKED[tool])
    assert answer["isError"] is False
    Draft202012Validator(tools[tool]["outputSchema"]).validate(answer["structuredContent"])
    assert json.loads(answer["content"][0]["text"]) == answer["structuredContent"]
    if tool in REST:
        assert answer["structuredContent"] == client.get(REST[tool]).json()


def test_every_unit_comes_with_text_citation_hash_status_and_address(client):
    unit = use(client, "get_unit", slug=POLICY, unit="25")["structuredContent"]
    hit = use(client, "search", q="进口关税")["structuredContent"]["results"][0]
    target = use(client, "resolve_citation", q="第25条")["structuredContent"]["targets"][0]
    for result in (hit, target):
        for name in ("text", "citation", "sha256", "status", "url"):
            assert result[name] == unit[name], name
    assert unit["citation"] == "《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("get_unit", {"slug": POLICY, "unit": "99"}, "没有第九十九条"),
        ("get_unit", {"slug": POLICY}, "缺少参数：unit"),
        ("get_unit", {"slug": "../../admin", "unit": "25"}, "没有这个地址"),
        ("get_unit", {"slug": "\r\n", "unit": "25"}, "没有这个地址"),
        ("get_unit", {"slug": f"{POLICY}/articles/25", "unit": "quotes"}, "没有这个地址"),
        ("get_unit", {"slug": POLICY, "unit": "25", "at": "2022年"}, "at："),
        ("get_unit", {"slug": POLICY, "unit": "25", "at": "1990-01-01"}, "没有"),
        ("resolve_citation", {"q": "民法典第577条"}, "没有收录《民法典》"),
        ("search", {"q": "税", "page_siz": 3}, "没有这样的参数：page_siz。可用的："),
        ("search", {"q": ["税"]}, "q：须是文字或数"),
        ("search", {"q": "税", "page": -1}, "page："),
        ("match_measures", {"facts": {"nothing": "yes"}}, "没有这个判断事项"),
        ("check_draft", {}, "缺少参数：text"),
        ("check_draft", {"text": 1}, "text"),
        ("check_draft", {"text": "字" * 200_001}, "一次至多 200,000"),
    ],
)
def test_a_mistake_is_said_in_chinese_to_the_assistant(client, tool, arguments, message):
    answer = use(client, tool, **arguments)
    assert answer["isError"] is True
    assert message in answer["content"][0]["text"]
    assert "structuredContent" not in answer


def test_a_draft_is_checked_as_by_the_interface_and_within_its_limit(client, settings):
    check = use(client, "check_draft", **ASKED["check_draft"])["structuredContent"]
    assert (
        check == client.post("/api/v1/check/", ASKED["check_draft"], content_type="application/json").json()
    )
    assert "differs" in {finding["verdict"] for finding in check["findings"]}
    settings.PORTAL_CHECK_RATE = 0
    assert "过于频繁" in use(client, "check_draft", text="税")["content"][0]["text"]


def test_what_has_moved_is_found_at_its_former_name(client):
    policy = Policy.objects.get()
    policy.slug = "moved"
    policy.save()
    assert use(client, "get_unit", slug=POLICY, unit="25")["structuredContent"]["policy"] == "moved"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"\xff", 400, -32700),
        (b"[" * 50_000, 400, -32700),
        (b'{"a":' * 50_000, 400, -32700),
        ([], 400, -32600),
        ([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], 400, -32600),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/steal"}, 200, -32601),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "x"}}, 200, -32602),
    ],
)
def test_what_is_no_message_is_an_error_of_the_protocol(client, body, status, code):
    answer = post(client, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_versions_are_negotiated(client):
    def answered_version(version):
        return ask(client, "initialize", {"protocolVersion": version}).json()["result"]["protocolVersion"]

    assert [answered_version(version) for version in ("2025-06-18", "2025-03-26", "1999-01-01")] == [
        "2025-06-18",
        "2025-03-26",
        "2025-11-25",
    ]
    refusal = ask(client, "tools/list", {}, **{"MCP-Protocol-Version": "1999-01-01"})
    assert (refusal.status_code, refusal.json()["error"]["code"]) == (400, -32022)


def test_only_post_and_only_from_this_site(client):
    assert [client.generic(method, "/mcp/").status_code for method in ("GET", "DELETE", "PUT")] == [405] * 3
    assert "/api/#mcp" in client.get("/mcp/").content.decode()
    assert ask(client, "ping", Origin="https://evil.example").status_code == 403
    assert ask(client, "ping", Origin="http://testserver").status_code == 200
    without_slash = client.post("/mcp", b"{}", content_type="application/json")
    assert without_slash.status_code == 400  # answered, not redirected


def test_calls_have_the_limits_of_the_interface(client, settings):
    settings.PORTAL_API_RATE = 2
    answers = [ask(client, "ping") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert "过于频繁" in answers[2].json()["detail"]


def test_a_fault_of_ours_is_told_without_details(client, monkeypatch, caplog):
    def broken(path):
        raise RuntimeError("a secret")

    monkeypatch.setattr(calls, "resolve", broken)
    answer = use(client, "coverage")
    assert answer["isError"] is True
    assert answer["content"][0]["text"] == "服务暂时出错，请稍后重试。"
    assert "A tool's request failed" in caplog.text


def test_arguments_are_not_logged(client, caplog):
    with caplog.at_level(logging.INFO):
        use(client, "search", q="不外传的话")
    assert all("不外传的话" not in str(record.__dict__) for record in caplog.records)


def test_a_portal_without_the_package_says_so(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "policy_portal.mcp.server", None)
    answer = ask(client, "ping")
    assert answer.status_code == 404
    assert "没有安装 MCP" in answer.json()["detail"]


VALUES = (
    *(None, True, -1, 0, 10**30, 1e300, [], [[]], {}, {"a": {"b": [1]}}),
    *("", "第25条", "税\0", "《" * 200, POLICY),
)
PARAMETERS = (
    *("q", "slug", "unit", "at", "page", "page_size", "kinds"),
    *("facts", "text", "policy", "status", "x"),
)


def test_whatever_is_sent_is_answered(client):
    """The same calls each time; 10,000 of them were made by hand."""
    dice = random.Random(21)
    names = [tool.name for tool in TOOLS]
    for _ in range(120):
        arguments = {name: dice.choice(VALUES) for name in dice.sample(PARAMETERS, dice.randrange(6))}
        params = {"name": dice.choice(names), "arguments": arguments}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        if dice.random() < 0.2:
            body[dice.choice(list(body))] = dice.choice(VALUES)
        answer = post(client, body)
        assert answer.status_code in (200, 202, 400), body
        assert answer.status_code == 202 or answer["Content-Type"] == "application/json"
