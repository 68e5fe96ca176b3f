"""Readers and editors of a running portal, who note what they were answered and when."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests

PAGES = (
    "/policies/gxblk-2009-232/",
    "/policies/gxblk-2009-232/articles/{number}/?n={count}",
    "/search/?q=技术创新{count}",
    "/guidance/measures/?n={count}",
    "/api/v1/policies/gxblk-2009-232/articles/?n={count}",
)
_TIMEOUT = 30  # seconds
_LOGIN = "/admin/login/"
SIGNED_OUT = 401


@dataclass(frozen=True)
class TimedAnswer:
    at: float  # time.monotonic() when it had arrived
    status: int  # 0: the connection failed
    seconds: float


@dataclass
class AnswerLog:
    """What readers and editors were answered; `edits` are the words that an editor was told are saved."""

    reads: list[TimedAnswer] = field(default_factory=list)
    writes: list[TimedAnswer] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # answers that say neither saved nor why not


def read(base: str, answers: AnswerLog, stop: threading.Event) -> None:
    count = 0
    while not stop.is_set():
        count += 1
        path = PAGES[count % len(PAGES)].format(number=count % 34 + 1, count=count)
        answers.reads.append(
            _time_request(lambda path=path: requests.get(base + path, timeout=_TIMEOUT).status_code)
        )
        stop.wait(0.05)


def edit(base: str, password: str, answers: AnswerLog, stop: threading.Event) -> None:
    """Change the description of one entity again and again through the administration."""
    editor = Editor(base, password)
    count = 0
    while not stop.is_set():
        count += 1
        words = f"演练第{count}次"
        answer = _time_request(lambda words=words: editor.save(words, answers))
        answers.writes.append(answer)
        if answer.status == 200:
            answers.edits.append(words)
        stop.wait(0.2)


def _time_request(ask) -> TimedAnswer:
    started = time.monotonic()
    try:
        status = ask()
    except requests.RequestException:
        status = 0
    return TimedAnswer(time.monotonic(), status, time.monotonic() - started)


class Editor:
    """Somebody signed in, with the form of one entity open; signed out, they sign in again."""

    def __init__(self, base: str, password: str) -> None:
        self._base, self._password, self._session = base, password, requests.Session()
        if not self._sign_in():
            raise SystemExit("the drill could not sign in")
        page = self._session.get(f"{base}/admin/articles/entity/?kind__exact=goal", timeout=_TIMEOUT).text
        self._path = re.findall(r"/admin/articles/entity/\d+/change/", page)[0]

    def save(self, words: str, answers: AnswerLog) -> int:
        """The status; 200 only where the page says that it is saved, `SIGNED_OUT` where that was lost."""
        page = self._session.get(self._base + self._path, timeout=_TIMEOUT)
        if _LOGIN in page.url:
            self._sign_in()
            return SIGNED_OUT
        if page.status_code != 200:
            return page.status_code
        answer = self._post(self._path, {**fields_of(page.text), "description": words, "_continue": "1"})
        if _LOGIN in answer.url:
            return SIGNED_OUT
        if answer.status_code == 200 and 'class="success"' not in answer.text:
            answers.odd.append(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split())[:200])
            return 500
        return answer.status_code

    def _sign_in(self) -> bool:
        page = self._session.get(f"{self._base}{_LOGIN}", timeout=_TIMEOUT).text
        fields = {**fields_of(page), "username": "admin", "password": self._password, "next": "/admin/"}
        answer = self._post(_LOGIN, fields)
        return answer.status_code == 200 and _LOGIN not in answer.url

    def _post(self, path: str, fields: dict[str, str]) -> requests.Response:
        address = self._base + path
        return self._session.post(address, data=fields, headers={"Referer": address}, timeout=_TIMEOUT)


def fields_of(page: str) -> dict[str, str]:
    """What the forms of a page would send."""
    reader = _Fields()
    reader.feed(page)
    return reader.fields


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list) -> None:
        values = dict(attributes)
        name = values.get("name") or ""
        if tag == "input" and name and values.get("type") not in ("submit", "file", "button"):
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.fields[name] = values.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in values:
            self.fields[self._select] = values.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
