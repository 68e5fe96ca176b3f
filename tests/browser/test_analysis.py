"""Matrix, graph and comparison as a person uses them: mouse, finger, keyboard, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import complaints, excess
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import follow, until

WIDE = "/matrix/?rows=goal&cols=instrument&collevel=all"
PAGES = [
    "/matrix/",
    WIDE,
    "/matrix/?rows=goal&cols=goal",
    "/matrix/cell/?rows=instrument&cols=chapter&col=6",
    "/graph/",
    "/graph/?focus=ministry/mof",
    "/graph/?focus=gxblk-2009-232:25",
    "/graph/?focus=火星",
    "/graph/?all=1",
    "/graph/?basis=all&kinds=ministry",
    "/compare/",
    "/compare/?a=25&b=20",
    "/compare/?a=99&b=20",
]

#: A graph of some sixty nodes: to draw the whole one takes a browser without a graphics card two seconds.
FEW = "/graph/?all=1&kinds=ministry"


def opened_graph(open_page, path: str = FEW, device: dict = DESKTOP, **options) -> Page:
    page = open_page(path, device, **options)
    page.locator("[data-graph-ready]").wait_for()
    return page


def place_of(page: Page, label: str) -> tuple[float, float]:
    """Where on the screen a node is drawn."""
    page.locator("[data-graph-canvas]").scroll_into_view_if_needed()
    # The canvas learns of the scrolling in the next frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return tuple(
        page.evaluate(
            """label => {
                const canvas = document.querySelector("[data-graph-canvas]");
                const box = canvas.getBoundingClientRect();
                const node = canvas._cyreg.cy.nodes().toArray().find((n) => n.data("label") === label);
                const at = node.renderedPosition();
                return [box.x + at.x, box.y + at.y];
            }""",
            label,
        )
    )


def locate_a_node(page: Page) -> None:
    """Have a graph drawn and its panel shown, where the page has one."""
    if page.locator("[data-graph]").count():
        page.locator("[data-graph-ready]").wait_for()
        page.locator("#graph-q").fill("第")
        page.get_by_role("button", name="定位").click()


def test_every_page_fits_is_accessible_has_one_name_and_asks_nobody_else(open_page):
    assert complaints(open_page("/", PHONE), PAGES, prepare=locate_a_node) == {}


def test_no_page_is_wider_than_the_smallest_screen(open_page):
    page = open_page("/", {"viewport": {"width": 320, "height": 800}})
    too_wide = {}
    for path in PAGES:
        page.goto(path)
        too_wide[path] = excess(page)
    assert not any(too_wide.values()), too_wide


def test_what_is_picked_is_ticked_in_an_opened_row_of_the_matrix(open_page):
    page = open_page("/matrix/")
    number = page.locator(".matrix tbody .matrix__cell a").first
    number.click()
    page.locator(".matrix__opened input[name=unit]").first.check()
    page.get_by_role("button", name="收起").click()
    number.click()
    expect(page.locator(".matrix__opened input[name=unit]").first).to_be_checked()


def test_a_number_of_the_matrix_opens_as_many_articles(open_page):
    page = open_page("/matrix/")
    number = page.locator(".matrix tbody .matrix__cell a").first
    count = int(number.inner_text())
    number.click()
    expect(page.locator(".matrix__opened")).to_be_visible()
    assert page.locator(".matrix__opened tbody tr").count() == count
    page.get_by_role("button", name="收起").click()
    expect(page.locator(".matrix__opened")).to_have_count(0)
    expect(number).to_be_focused()


def test_without_scripts_a_number_leads_to_its_articles(open_page):
    page = open_page("/matrix/", DESKTOP, java_script_enabled=False)
    number = page.locator(".matrix tbody .matrix__cell a").first
    count = int(number.inner_text())
    follow(number)
    assert page.locator(".placed-article").count() == count


#: The picture follows the width alone (static/css/analysis.css): a page may be made wider.
WIDTHS = (320, 390, 1280)


@pytest.mark.parametrize("focus", ["ministry/mof", "gxblk-2009-232:25", "actor/enterprises"])
def test_every_name_around_something_is_read_in_its_box(open_page, focus):
    page = open_page(f"/graph/?focus={focus}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        boxes = page.locator("svg.around:visible a:has(rect)")
        assert boxes.count() > 5
        wrong = boxes.evaluate_all(
            """links => links.filter((link) => {
                const box = link.querySelector("rect").getBoundingClientRect();
                const svg = link.ownerSVGElement;
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                return [...link.querySelectorAll("text")].some((text) => {
                    const name = text.getBoundingClientRect();
                    return name.right > box.right || name.top < box.top - 3 || name.bottom > box.bottom + 3
                        || scale * parseFloat(getComputedStyle(text).fontSize) < 11;
                });
            }).map((link) => link.textContent)"""
        )
        assert (width, wrong) == (width, [])


def test_without_scripts_a_neighbour_becomes_the_focus_and_the_focus_opens_its_page(open_page):
    page = open_page("/graph/", DESKTOP, java_script_enabled=False)
    page.get_by_label("从哪里看起", exact=True).fill("财政部")
    follow(page.get_by_role("button", name="显示"))
    follow(page.locator("svg.around:visible").get_by_role("link", name="第二十五条"))
    assert page.locator(".subtitle").inner_text().startswith("第二十五条")
    follow(page.locator("svg.around:visible .around__focus"))
    assert page.url.endswith("/articles/25/")


def test_paper_shows_the_picture_around_something(open_page):
    page = open_page("/graph/?focus=ministry/mof", PHONE)
    page.emulate_media(media="print")
    assert page.locator("svg.around--wide").is_visible()
    assert not page.locator("svg.around--narrow").is_visible()


def test_the_first_matrix_fits_a_phone(open_page):
    page = open_page("/matrix/", PHONE)
    box = page.locator(".matrix-scroll")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_names_stay_in_sight_when_a_wide_matrix_is_scrolled(open_page):
    page = open_page(WIDE, PHONE)
    box = page.locator(".matrix-scroll")
    before = page.locator(".matrix tbody th").first.bounding_box()["x"]
    box.evaluate("box => { box.scrollLeft = 400; box.scrollTop = 200; }")
    assert box.evaluate("box => box.scrollLeft") > 100
    assert page.locator(".matrix tbody th").first.bounding_box()["x"] == before
    head = page.locator(".matrix thead th").last.bounding_box()["y"]
    assert abs(head - box.bounding_box()["y"]) < 3


def test_the_keyboard_scrolls_the_matrix_and_opens_a_number(open_page):
    page = open_page(WIDE, PHONE)
    box = page.locator(".matrix-scroll")
    box.focus()
    page.keyboard.press("ArrowRight")
    until(page, lambda: box.evaluate("(scrolled) => scrolled.scrollLeft") > 0)
    page.locator(".matrix__cell a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".matrix__opened")).to_be_visible()


def test_the_form_chooses_another_matrix_without_scripts(open_page):
    page = open_page("/matrix/", DESKTOP, java_script_enabled=False)
    page.get_by_label("行", exact=True).select_option("goal")
    page.get_by_label("列", exact=True).select_option("force")
    follow(page.get_by_role("button", name="显示"))
    assert page.locator("h1").inner_text() == "交叉统计：目标 × 效力性质"
    follow(page.get_by_role("link", name="交换行列"))
    assert page.locator("h1").inner_text() == "交叉统计：效力性质 × 目标"


def test_the_graph_draws_every_article_and_entity_of_the_table(open_page):
    page = opened_graph(open_page, "/graph/?all=1")
    drawn = int(page.locator("[data-graph]").get_attribute("data-graph-ready"))
    rows = page.locator(".graph-table th[scope=row]").count()
    articles = page.evaluate(
        "new Set([...document.querySelectorAll('.graph-table td a')].map((a) => a.pathname)).size"
    )
    assert drawn == rows + articles > 30
    assert page.locator("[data-graph-canvas] canvas").count() > 0


def test_a_click_on_an_article_opens_its_page(open_page):
    page = opened_graph(open_page)
    page.mouse.click(*place_of(page, "25"))
    page.wait_for_url("**/policies/gxblk-2009-232/articles/25/")


def test_a_finger_sees_the_neighbours_first_and_opens_the_page_with_a_second_tap(open_page):
    page = opened_graph(open_page, device=PHONE)
    page.touchscreen.tap(*place_of(page, "25"))
    expect(page.locator("[data-graph-panel]")).to_contain_text("第二十五条")
    assert page.url.endswith(FEW)
    page.touchscreen.tap(*place_of(page, "25"))
    page.wait_for_url("**/articles/25/")


def test_the_keyboard_finds_a_node_and_follows_it(open_page):
    page = opened_graph(open_page, reduced_motion="reduce")
    page.locator("#graph-q").focus()
    page.keyboard.type("第二十五条")
    page.keyboard.press("Enter")
    panel = page.locator("[data-graph-panel]")
    expect(panel).to_contain_text("加大对引进技术消化吸收再创新的投入")
    assert panel.get_by_role("link").count() > 1
    x, y = place_of(page, "25")
    box = page.locator("[data-graph-canvas]").bounding_box()
    assert abs(x - (box["x"] + box["width"] / 2)) < 5
    assert abs(y - (box["y"] + box["height"] / 2)) < 5
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_keyboard_zooms_and_fits(open_page):
    page = opened_graph(open_page)
    zoom = "document.querySelector('[data-graph-canvas]')._cyreg.cy.zoom()"
    first = page.evaluate(zoom)
    for name, grows in (("放大", True), ("缩小", False), ("缩小", False)):
        before = page.evaluate(zoom)
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        assert (page.evaluate(zoom) > before) == grows
    page.get_by_role("button", name="全图").focus()
    page.keyboard.press("Space")
    assert page.evaluate(zoom) == pytest.approx(first, rel=0.05)


def test_what_is_not_in_the_picture_is_said_not_to_be(open_page):
    page = opened_graph(open_page)
    page.locator("#graph-q").fill("火星")
    page.keyboard.press("Enter")
    expect(page.get_by_text("图中没有“火星”。")).to_be_visible()


def test_a_window_that_becomes_narrow_is_as_wide_as_its_page_at_once(open_page):
    """The picture is drawn anew a moment after the page is laid out; here it stays as wide as it was."""
    page = opened_graph(open_page)
    page.evaluate("addEventListener('resize', event => event.stopImmediatePropagation(), { capture: true })")
    picture = page.locator("[data-graph-canvas] canvas").first
    picture.evaluate("canvas => canvas.parentElement.style.minWidth = `${canvas.clientWidth}px`")
    page.set_viewport_size(PHONE["viewport"])
    assert excess(page) == 0


def test_the_same_choice_gives_the_same_picture(open_page):
    first, second = (place_of(opened_graph(open_page), "25") for _ in range(2))
    assert first == pytest.approx(second, abs=1)


def test_the_colours_follow_the_system_and_match_the_legend(open_page):
    kinds = ("ministry", "goal", "instrument", "document", "actor", "force")
    page = opened_graph(open_page, f"/graph/?basis=all&kinds={'&kinds='.join(kinds)}")
    read_colours = """() => {
        const cy = document.querySelector("[data-graph-canvas]")._cyreg.cy;
        const drawn = new Set(cy.nodes().map((node) => node.data("kind")));
        const kinds = [...drawn].filter((kind) => kind !== "article");
        return kinds.map((kind) => [
            cy.nodes(`[kind = "${kind}"]`).first().style("background-color"),
            getComputedStyle(document.querySelector(`.graph__legend .node-shape--${kind}`)).fill,
        ]);
    }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
        colours = page.evaluate(read_colours)
        assert len(colours) == 6
        for drawn, legend in colours:
            assert drawn.replace(" ", "") == legend.replace(" ", "")


def test_a_graph_that_does_not_load_says_so(open_page):
    page = open_page("/")
    page.route("**/graph/data/**", lambda route: route.abort())
    page.goto("/graph/?all=1")
    expect(page.get_by_text("关系图没有载入")).to_be_visible()


def test_without_scripts_the_graph_is_its_table(open_page):
    page = open_page("/graph/?all=1", DESKTOP, java_script_enabled=False)
    expect(page.locator("noscript .notice")).to_be_visible()
    assert not page.locator("[data-graph-controls]").is_visible()
    for box in page.locator("fieldset input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") == "goal")
    follow(page.get_by_role("button", name="显示"))
    expect(page.locator(".graph-table__kind")).to_have_text(["目标"])
    follow(page.locator(".graph-table td a").first)
    assert "/articles/" in page.url


def test_two_articles_are_chosen_compared_and_swapped_without_scripts(open_page):
    page = open_page("/compare/", PHONE, java_script_enabled=False)
    page.get_by_label("第一条文").fill("第二十五条")
    page.get_by_label("第二条文").fill("20")
    follow(page.get_by_role("button", name="对照"))
    labels = page.locator(".compare__side .article-label")
    assert labels.all_inner_texts() == ["第二十五条", "第二十条"]
    first, second = (side.bounding_box() for side in page.locator(".compare__side").all())
    assert second["y"] > first["y"] + first["height"] - 1  # one below the other on a phone
    follow(page.get_by_role("link", name="左右互换"))
    assert labels.all_inner_texts() == ["第二十条", "第二十五条"]


def test_two_articles_stand_side_by_side_on_a_desktop(open_page):
    page = open_page("/compare/?a=25&b=20")
    first, second = (side.bounding_box() for side in page.locator(".compare__side").all())
    assert first["y"] == second["y"]
    assert second["x"] > first["x"] + first["width"]


def test_paper_shows_the_whole_matrix_and_no_controls(open_page):
    page = open_page("/matrix/")
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.locator(".matrix-scroll").evaluate("box => getComputedStyle(box).overflow") == "visible"
