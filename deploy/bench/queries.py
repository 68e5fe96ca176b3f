"""Real queries: the golden questions, everyday questions, and phrases of the shipped articles."""

from __future__ import annotations

import json
import random
import re
import tomllib
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SEED = 232
SHORTEST, LONGEST = 3, 16  # characters of a phrase
_MARKS = re.compile(r"[，。；、：“”（）《》\s]+")


def queries() -> list[str]:
    """All of them, each once, in an order that is the same in each run."""
    all_queries = sorted({*_golden_questions(), *_everyday_questions(), *_phrases()})
    random.Random(SEED).shuffle(all_queries)
    return all_queries


def _golden_questions() -> list[str]:
    lines = (FIXTURES / "search/golden.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines]


def _everyday_questions() -> list[str]:
    tables = [
        tomllib.loads(path.read_text("utf-8")) for path in (FIXTURES / "search/everyday").glob("*.toml")
    ]
    return [question for table in tables for article in table.values() for question in article["asked"]]


def _phrases() -> list[str]:
    rows = [
        row for path in (FIXTURES / "policies").glob("*.json") for row in json.loads(path.read_text("utf-8"))
    ]
    texts = [row["fields"]["text"] for row in rows if row["model"] == "articles.article"]
    pieces = [piece for text in texts for piece in _MARKS.split(text)]
    return [piece for piece in pieces if SHORTEST <= len(piece) <= LONGEST]
