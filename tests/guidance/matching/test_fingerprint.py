"""The text under the content hash, letter by letter: whoever has docs/pack.md can compute it."""

from hashlib import sha256
from types import SimpleNamespace

from guidance.matching.fingerprint import content_hash, hashed_text
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure, Quote
from guidance.matching.measure_choices import Force
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.reasons import Reason
from guidance.matching.verdicts import CriterionFinding, Verdict


def match_of(slug: str, verdict: Verdict, *reasons: Reason) -> Match:
    article = SimpleNamespace(policy=SimpleNamespace(slug="甲"), address="25", sha256="ab")
    words = (Quote("免征"), Quote("进口关税"))
    return Match(Measure(slug, Force.RIGID, (1, 1), words, (), article=article), verdict, reasons)


KIND = Reason("kind", "单位类别", CriterionFinding.MET, "企业", ("企业", "单位"))
PROFILE = EnterpriseProfile(sector="C")
HEAD = (
    '"profile":{"activities":[],"facts":{},"kinds":[],"multinational":"unknown","needs":[],'
    '"ownership":"unknown","sector":"C","size":"unknown"}}\n'
)
ROWS = (
    '{"article":"25","policy":"甲","quotes":["免征","进口关税"],"reasons":[["kind","met",["企业","单位"]]],'
    '"sha256":"ab","slug":"a","verdict":"applies"}\n'
    '{"article":"25","policy":"甲","quotes":["免征","进口关税"],"reasons":[],'
    '"sha256":"ab","slug":"b","verdict":"excluded"}\n'
)


def test_a_line_for_the_profile_then_one_for_each_measure_by_slug():
    matches = [match_of("b", Verdict.EXCLUDED), match_of("a", Verdict.APPLIES, KIND)]
    assert hashed_text(PROFILE, matches) == "{" + HEAD + ROWS
    assert hashed_text(PROFILE, reversed(matches)) == "{" + HEAD + ROWS


def test_filters_stand_before_the_profile_where_there_are_any():
    assert hashed_text(PROFILE, [], narrowed={"z": "2", "chapter": "一"}) == (
        '{"narrowed":{"chapter":"一","z":"2"},' + HEAD
    )
    assert hashed_text(PROFILE, [], narrowed={}) == "{" + HEAD


def test_the_hash_is_sha_256_of_the_text_in_utf_8():
    assert content_hash("甲\n") == sha256("甲\n".encode()).hexdigest()


def test_so_does_the_question_that_left_measures_out():
    assert hashed_text(PROFILE, [], question="研发补助").startswith('{"profile"')
    assert '"question":"研发补助"' in hashed_text(PROFILE, [], question="研发补助")
