"""The data files of guidance as they ship, and the codes that issue and schema give them."""

import json
import tomllib
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures"
POLICY = "gxblk-2009-232"

_KINDS = """
enterprise group alliance base research_institute key_institute university intermediary association individual
"""
_ACTIVITIES = """
rd key_tech_rd platform alliance tech_center public_tech_service tech_service civil_military finance circular
procurement transformation standards standards_research intl_standards trade_barriers ip commercialisation
tech_import absorption bidding goods_import overseas_rd inward_rd intl_rd foreign_capital overseas_talent
tech_trade talent_training staff_training equity_incentive graduate_recruitment
"""
KINDS = set(_KINDS.split())
ACTIVITIES = set(_ACTIVITIES.split())
SIZES = ["micro", "small", "medium", "large"]


@cache
def shipped_data(name: str) -> dict:
    """One file below fixtures/; shared between tests, so whoever changes it copies it first."""
    with (FIXTURES / name).open("rb") as file:
        return tomllib.load(file)


@cache
def texts() -> dict[str, str]:
    """Article number → text, as the policy's fixture holds it."""
    rows = json.loads((FIXTURES / f"policies/{POLICY}.json").read_text(encoding="utf-8"))
    articles = [row["fields"] for row in rows if row["model"] == "articles.article"]
    return {f"{article['number']}": article["text"] for article in articles}
