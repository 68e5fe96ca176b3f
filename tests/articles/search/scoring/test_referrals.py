"""An article that one of the best cites gains a share of its score, where the query is a question."""

import pytest

from articles.links.linker import suggest_links
from articles.search import search
from articles.search.scoring.explanation import Explanation, explain

pytestmark = pytest.mark.usefixtures("shipped")
RULES = (
    "某市仓储规则\n第一条 为了管理，制定本规则。\n第二条 仓库的管理人丢失货物的，应当赔偿损失。\n"
    "第三条 仓库的管理人丢失货物，存货人要求赔偿损失的，依照本规则第四条办理。\n"
    "第四条 仓库的管理人丢失货物的，赔偿的数额由双方约定。\n第五条 货物丢失，赔偿的数额不明的，由仓库评定。\n"
)
QUESTION = "仓库管理人丢失货物，存货人能要求赔偿多少数额"


@pytest.fixture
def explain_rules(import_text):
    """The scores and the reasons of the rules' articles for a query, by number."""
    rules = import_text("rules", RULES)
    suggest_links(rules)

    def ask(query: str) -> tuple[dict[int, float], dict[int, Explanation]]:
        results = search(query)
        hits = [hit for hit in results.hits if hit.article.policy_id == rules.pk]
        whys = explain(results.query, [hit.article.pk for hit in hits])
        scores = {hit.article.number: hit.score for hit in hits}
        return scores, {hit.article.number: whys[hit.article.pk] for hit in hits}

    return ask


def test_what_the_best_article_cites_is_raised_and_says_by_what(explain_rules):
    scores, whys = explain_rules(QUESTION)
    assert whys[4].referred_amount == pytest.approx(0.1 * scores[3], abs=1e-3)
    assert whys[4].referred_from.endswith("第三条")
    assert [number for number, why in whys.items() if why.referred_amount] == [4]
    assert {number: why.total for number, why in whys.items()} == pytest.approx(scores, abs=1e-3)


def test_a_term_that_is_looked_up_is_found_where_it_stands(explain_rules):
    _, whys = explain_rules("赔偿数额")
    assert whys
    assert not any(why.referred_amount for why in whys.values())
