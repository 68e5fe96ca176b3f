import re
from collections import Counter
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings

from policy_portal.serving.static_bundles import BUNDLES, bundled

STATIC = Path(settings.BASE_DIR) / "static"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_every_file_that_it_imports(name):
    source, whole = (STATIC / name).read_text(encoding="utf-8"), bundled(name)
    imports = re.findall(r'import "(.+?)"', source)
    assert imports
    for path in imports:
        assert (STATIC / name).parent.joinpath(path).read_text(encoding="utf-8") in whole
    assert not re.search(r"^@?import", whole, re.MULTILINE)


def test_in_a_bundle_of_scripts_each_runs_though_one_before_it_fails():
    whole = bundled("js/site.js")
    for script in ("menu", "folded", "report"):
        source = (STATIC / f"js/{script}.js").read_text(encoding="utf-8")
        assert f"try {{\n{source}}} catch (error) {{\n" in whole


def test_what_is_imported_for_paper_stays_on_paper():
    paper = (STATIC / "css/print.css").read_text(encoding="utf-8")
    assert f"@media print {{\n{paper}}}\n" in bundled("css/site.css")


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/**/*.css")), ids=attrgetter("stem"))
def test_no_rule_stands_twice_in_a_style_sheet(sheet):
    """A second copy overrides what was changed in the first one."""
    lines = [
        line
        for line in sheet.read_text("utf-8").splitlines()
        if "{" in line and not line.startswith((" ", "@"))
    ]
    assert [line for line, times in Counter(lines).items() if times > 1] == []
