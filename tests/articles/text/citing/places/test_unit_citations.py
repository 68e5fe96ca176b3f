"""Places in texts without articles: what each step of a citation names, and where it ends."""

import pytest

from articles.text.citing.places.unit_citations import (
    UnitStep,
    decimal_path,
    decimal_step,
    leading_annex,
    leading_unit_path,
    parse_unit_path,
    point_alone,
    run_on_decimal,
)


def path_text(steps: tuple[UnitStep, ...]) -> str:
    """The steps in one line: 附件2-1第二部分 is annex 2-1 > part 2."""
    return " > ".join(step_text(step) for step in steps)


def step_text(step: UnitStep) -> str:
    number = ".".join(map(str, step.path)) or str(step.number)
    return f"{step.kind.value} {number}" + (f"-{step.suffix}" if step.suffix else "")


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("第二部分", "part 2"),
        ("第二部分第(六)项", "part 2 > item 6"),
        ("第二部分第六点", "part 2 > item 6"),
        ("第一部分第二部分", "part 1 > part 2"),
        ("第二部分第(六)项第1目", "part 2 > item 6 > entry 1"),
        ("第二部分第(六)项第1目第2目", "part 2 > item 6 > entry 1 > entry 2"),
        ("第二部分第(六)项第1目第(2)小目", "part 2 > item 6 > entry 1 > subentry 2"),
        ("第1目第(1)小目第2小目第3小目", "entry 1 > subentry 1 > subentry 2 > subentry 3"),
        ("专栏3", "box 3"),
        ("第3段", "paragraph 3"),
        ("第1段第2目", "paragraph 1 > entry 2"),
        ("第4问", "question 4"),
        ("第4问第2目", "question 4 > entry 2"),
        ("附件", "annex 1"),
        ("附件2", "annex 2"),
        ("附件二", "annex 2"),
        ("附件2-1", "annex 2-1"),
        ("附2", "annex 2"),
        ("附录b", "annex 2"),
        ("附录三", "annex 3"),
        ("附表2", "annex 2"),
        ("附图十", "annex 10"),
        ("附件1第三部分", "annex 1 > part 3"),
        ("附件1第二条", "annex 1 > article 2"),
        ("附件2的第二条", "annex 2 > article 2"),
        ("附件2二", "annex 2 > part 2"),
        ("附件2中的第一部分", "annex 2 > part 1"),
        ("第2.1项", "decimal 2.1"),
        ("2.1节", "decimal 2.1"),
        ("附件1第2.1项", "annex 1 > decimal 2.1"),
        ("第1.4项第(1)小目", "decimal 1.4 > subentry 1"),
        ("1.4第(2)项第1目", "decimal 1.4 > item 2 > entry 1"),
        ("第2.1.1条", "decimal 2.1.1"),
        ("第2.1.1款", "decimal 2.1.1"),
        ("第2.1.1.2条", "decimal 2.1.1.2"),
        ("第三部分任务二", "part 3 > part 2"),
        ("三、任务二", "part 3 > part 2"),
        ("第三部分第二阶段", "part 3 > part 2"),
        ("第二类第(一)项", "part 2 > item 1"),
        ("任务二第(一)项", "part 2 > item 1"),
    ],
)
def test_a_citation_says_the_way_to_a_unit(written, steps):
    path = parse_unit_path(written)
    assert path is not None
    assert path_text(path.steps) == steps
    assert path.is_certain


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("二(六)", "part 2 > item 6"),
        ("二、(六)", "part 2 > item 6"),
        ("二(六)1", "part 2 > item 6 > entry 1"),
        ("(六)", "item 6"),
        ("(六)2.", "item 6 > entry 2"),
        ("2.1.1", "decimal 2.1.1"),
        ("a.1", "decimal -1.1"),
        ("第二类", "part 2"),
        ("任务二", "part 2"),
        ("措施12", "part 12"),
    ],
)
def test_what_may_as_well_be_words_is_no_certain_citation(written, steps):
    path = parse_unit_path(written)
    assert path is not None
    assert path_text(path.steps) == steps
    assert not path.is_certain


@pytest.mark.parametrize(
    "written",
    [
        "",
        "3",
        "二",
        "第二部分要求",
        "第零部分",
        "第十十部分",
        "第25.5条",
        "第2.1.1项目",
        "附件1、2",  # two annexes
        "附件2的附件3",
        "附件2的办法",
        "第二类企业",
        "附表格",
    ],
)
def test_what_only_looks_like_a_way_to_a_unit_is_none(written):
    assert parse_unit_path(written) is None


@pytest.mark.parametrize(
    ("text", "start", "steps", "end"),
    [
        ("第二部分第(六)项要求", 0, "part 2 > item 6", 9),
        ("按照第二部分第(六)项要求", 2, "part 2 > item 6", 11),
        ("见第2.1.1条规定", 1, "decimal 2.1.1", 8),
        ("见第2.1项规定", 1, "decimal 2.1", 6),
        ("见第2.1.1规定", 1, "decimal 2.1.1", 7),
        ("见第1.4项第(1)小目的", 1, "decimal 1.4 > subentry 1", 12),
        ("见第1段第2目的", 1, "paragraph 1 > entry 2", 7),
        ("见第1段的", 1, "paragraph 1", 4),
    ],
)
def test_a_unit_in_a_running_text_ends_where_the_sentence_goes_on(text, start, steps, end):
    path_and_end = leading_unit_path(text, start)
    assert path_and_end is not None
    path, at = path_and_end
    assert (path_text(path.steps), at) == (steps, end)


@pytest.mark.parametrize("text", ["1.提高", "规定", "第零部分第一项"])
def test_a_running_text_does_not_begin_with_a_unit(text):
    assert leading_unit_path(text, 0) is None


@pytest.mark.parametrize(
    ("written", "annex", "place"),
    [
        ("附件2的第二条第一款", "annex 2", "第二条第一款"),
        ("附件2-1、第二条", "annex 2-1", "第二条"),
        ("附件:第二条", "annex 1", "第二条"),
        ("附件2二、(三)", "annex 2", "二、(三)"),
    ],
)
def test_the_place_behind_an_annex_lies_in_it(written, annex, place):
    annex_and_rest = leading_annex(written)
    assert annex_and_rest is not None
    assert (step_text(annex_and_rest[0]), annex_and_rest[1]) == (annex, place)


@pytest.mark.parametrize("written", ["附件2", "附件0第二条", "附件1、2", "第二条"])
def test_an_annex_alone_or_none_leads_into_nothing(written):
    assert leading_annex(written) is None


@pytest.mark.parametrize(
    ("written", "steps"), [("2.", "entry 2"), ("2", "entry 2"), ("二", "part 2"), ("二、", "part 2")]
)
def test_a_number_alone_is_a_point_or_an_entry(written, steps):
    path = point_alone(written)
    assert path is not None
    assert (path_text(path.steps), path.is_certain) == (steps, False)


@pytest.mark.parametrize("written", ["零", "0", "十十", "二是", "1234"])
def test_what_counts_nothing_is_no_point(written):
    assert point_alone(written) is None


@pytest.mark.parametrize(
    ("written", "path"),
    [("附件1.1.1", (1, 1, 1)), ("附件2.3节", (2, 3)), ("附件1第1.1项", ()), ("附件1", ()), ("1.1", ())],
)
def test_an_annex_and_a_decimal_may_run_into_each_other(written, path):
    assert run_on_decimal(written) == path


def test_the_letter_of_an_appendix_is_none_of_the_numbers():
    assert [decimal_path(label) for label in ("1.0.1", "A.1", "b.2")] == [(1, 0, 1), (-1, 1), (-2, 2)]


def test_a_decimal_has_the_last_of_its_numbers():
    step = decimal_step([2, 1, 4])
    assert (step.kind.value, step.number, step.path) == ("decimal", 4, (2, 1, 4))
