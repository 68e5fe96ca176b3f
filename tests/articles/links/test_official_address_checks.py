"""Official addresses are opened by a command, which writes down those that do not answer."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command

from articles.links.official_address_checks import problem_of
from articles.models import Entity, LaterRule, OfficialLink


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path[1:4]))
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "problem"),
    [("/200", ""), ("/404", "回答 404"), ("/500", "回答 500"), ("/403", ""), ("/405", "")],
)
def test_an_answer_tells_whether_the_site_is_there(site, path, problem):
    assert problem_of(f"{site}{path}", timeout=5) == problem


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://127.0.0.1:1/", "http://[", "x"]
)
def test_what_is_no_site_has_a_problem(address):
    assert problem_of(address, timeout=5)


def test_the_command_keeps_what_came_of_each_and_two_failures_make_one_dead(shipped, site, capsys):
    Entity.objects.all().update(official_site="")
    first, second = Entity.objects.published()[:2]
    Entity.objects.filter(pk=first.pk).update(official_site=f"{site}/404")
    Entity.objects.filter(pk=second.pk).update(official_site=f"{site}/200")
    LaterRule.objects.update(source_url="")
    call_command("check_official_links", timeout=5)
    assert "检查了 2 个网址，1 个打不开" in capsys.readouterr().out
    assert not OfficialLink.objects.dead().exists()
    call_command("check_official_links", timeout=5)
    assert [row.url for row in OfficialLink.objects.dead()] == [f"{site}/404"]
    Entity.objects.filter(pk=first.pk).update(official_site=f"{site}/200")
    assert not OfficialLink.objects.dead().exists()
