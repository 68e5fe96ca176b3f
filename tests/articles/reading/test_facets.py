"""Facets: what is counted, what is shown of it, and where each link leads."""

import pytest
from django.http import QueryDict

from articles.reading.facets import Facet, FacetSet, FacetValue, query_string

#: (city, street of the city, colours)
HOUSES = [
    ("rome", "1", ("red", "blue")),
    ("rome", "2", ("red",)),
    ("oslo", "1", ("red", "green", "grey")),
    ("oslo", "1", ()),
]
FACETS = FacetSet(
    (
        Facet("city", "城市", lambda house: [FacetValue(house[0], house[0].title())]),
        Facet(
            "street",
            "街",
            lambda house: [FacetValue(house[1], f"第{house[1]}街", order=(int(house[1]),), within=house[0])],
            is_ordered=True,
            within="city",
        ),
        Facet(
            "colour",
            "颜色",
            lambda house: (FacetValue(name, name, is_minor=name == "grey") for name in house[2]),
            most=2,
        ),
    ),
    takes_several=True,
)


def chosen_values(query: str) -> dict[str, list[FacetValue]]:
    """What an address chooses."""
    params = QueryDict(query)
    return {
        facet.name: [
            FacetValue(value, value, within=params.get(facet.within, ""))
            for value in params.getlist(facet.name)
        ]
        for facet in FACETS.facets
        if facet.name in params
    }


def groups(query: str = "") -> dict:
    return {group.name: group for group in FACETS.groups(HOUSES, chosen_values(query), QueryDict(query))}


def counts(query: str, facet: str) -> list[tuple[str, int]]:
    return [(link.value, link.count) for link in groups(query)[facet].links]


@pytest.mark.parametrize(
    ("query", "facet", "expected"),
    [
        ("", "city", [("oslo", 2), ("rome", 2)]),  # of equals by name
        ("", "colour", [("red", 3), ("blue", 1)]),  # the most frequent, and no minor one
        ("city=rome", "city", [("oslo", 2), ("rome", 2)]),  # without its own choice
        ("city=rome", "colour", [("red", 2), ("blue", 1)]),
        ("city=rome", "street", [("1", 1), ("2", 1)]),
        (
            "colour=green",
            "colour",
            [("red", 3), ("blue", 1), ("green", 1)],
        ),  # what is chosen is shown, wherever it stands
        ("colour=grey", "colour", [("red", 3), ("blue", 1), ("grey", 1)]),
        ("city=rome&colour=green", "colour", [("red", 2), ("blue", 1), ("green", 0)]),
        ("city=oslo&street=2", "street", [("2", 0), ("1", 2)]),
        ("city=rome&street=2", "city", [("oslo", 2), ("rome", 2)]),  # another city has other streets
    ],
)
def test_values_are_counted_without_the_choice_of_their_own_facet(query, facet, expected):
    assert counts(query, facet) == expected


ADDRESSES = [
    "",
    "city=rome",
    "city=oslo&street=1",
    "colour=red&page=3",
    "colour=grey",
    "colour=red&colour=blue",
]


@pytest.mark.parametrize("query", ADDRESSES)
def test_a_link_leads_to_as_many_items_as_it_says(query):
    for group in groups(query).values():
        for link in group.links:
            if not link.is_chosen:
                assert len(FACETS.keep(HOUSES, chosen_values(link.query))) == link.count


@pytest.mark.parametrize("query", ADDRESSES)
def test_a_second_value_adds_its_items_to_those_of_the_first(query):
    houses_left = FACETS.keep(HOUSES, chosen_values(query))
    for name, group in groups(query).items():
        for link in group.links:
            assert bool(link.beside) == (group.is_chosen and not link.is_chosen)
            if link.beside and name != "city":  # another city takes the streets of the first away
                both = FACETS.keep(HOUSES, chosen_values(link.beside))
                assert {id(house) for house in houses_left} <= {id(house) for house in both}
                assert len(both) <= len(houses_left) + link.count


def test_several_values_of_a_facet_are_alternatives_and_those_of_two_are_both_demanded():
    assert FACETS.keep(HOUSES, chosen_values("colour=blue&colour=green")) == [HOUSES[0], HOUSES[2]]
    assert FACETS.keep(HOUSES, chosen_values("colour=blue&colour=green&city=oslo")) == [HOUSES[2]]
    chosen = [link.value for link in groups("colour=blue&colour=green")["colour"].links if link.is_chosen]
    assert chosen == ["blue", "green"]


def test_what_is_not_shown_is_counted():
    assert groups()["colour"].left_out == 1  # green; what is minor is not missed


def test_one_value_for_all_is_no_choice():
    alone = {group.name: group for group in FACETS.groups(HOUSES[:1], {}, QueryDict())}
    assert [name for name, group in alone.items() if group.narrows] == ["colour"]
    assert groups("city=oslo")["city"].narrows


@pytest.mark.parametrize(
    ("query", "facet", "value", "leads_to"),
    [
        ("q=x&page=2", "city", "oslo", "q=x&city=oslo"),
        ("city=rome&q=x", "city", "oslo", "city=oslo&q=x"),  # in its place
        ("city=rome&street=2&q=x", "city", "oslo", "city=oslo&q=x"),
        ("city=rome&street=2&q=x", "city", "rome", "q=x"),  # what is chosen is taken away, and what is within
        ("q=x", "street", "2", "q=x&street=2&city=rome"),
        ("city=rome&street=2", "street", "2", "city=rome"),
        ("a=1&a=2&b=%3F", "colour", "red", "a=1&a=2&b=%3F&colour=red"),
        ("colour=red&colour=blue&q=x", "colour", "red", "colour=blue&q=x"),  # each is taken away alone
        ("city=rome&street=1&street=2", "street", "1", "city=rome&street=2"),
    ],
)
def test_links_keep_the_rest_of_the_address_at_its_first_page(query, facet, value, leads_to):
    [link] = [link for link in groups(query)[facet].links if link.value == value]
    assert link.query == leads_to


def test_chips_say_what_is_chosen_and_take_it_away():
    query = "q=x&colour=red&city=rome&street=2"
    chips = [(chip.label, chip.query) for chip in FACETS.chips(chosen_values(query), QueryDict(query))]
    assert chips == [
        ("城市：rome", "q=x&colour=red"),
        ("街：2", "q=x&colour=red&city=rome"),
        ("颜色：red", "q=x&city=rome&street=2"),
    ]
    assert FACETS.address_without(QueryDict(query)) == "q=x"


def test_each_of_several_values_has_its_chip():
    query = "colour=red&colour=blue"
    chips = [(chip.label, chip.query) for chip in FACETS.chips(chosen_values(query), QueryDict(query))]
    assert chips == [("颜色：red", "colour=blue"), ("颜色：blue", "colour=red")]


def test_an_address_is_left_as_it_was():
    params = QueryDict("page=2&a=1")
    assert query_string(params, a=None, b="2") == "b=2"
    assert params.urlencode() == "page=2&a=1"
