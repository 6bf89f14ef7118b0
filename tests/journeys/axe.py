"""What axe finds on a page, light and dark."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SERIOUS = frozenset({"serious", "critical"})
RUN = "options => axe.run(document, options)"
# Letters stand in frames in which no script runs, ours included.
# Stylesheets are fetched a second time for one rule only, an experiment that is off.
ALL_RULES = {
    "iframes": False,
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"], "timeout": 10_000},
}
# A look changes colours and nothing else.
COLOURS = {**ALL_RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Two frames later no colour is on its way from one look to the other.
DARK = """() => new Promise((painted) => {
  document.documentElement.dataset.theme = "dark";
  requestAnimationFrame(() => requestAnimationFrame(painted));
})"""


def findings(page: Page) -> list[str]:
    """Everything serious, in a line each; empty for a page that everybody can use."""
    page.evaluate(AXE_SCRIPT)
    light = page.evaluate(RUN, ALL_RULES)
    page.evaluate(DARK)
    dark = page.evaluate(RUN, COLOURS)
    return [*_said(light, "light"), *_said(dark, "dark")]


def _said(results: dict[str, Any], look: str) -> Iterator[str]:
    for violation in results["violations"]:
        if violation["impact"] in SERIOUS:
            for node in violation["nodes"]:
                yield f"{look}: {violation['id']}: {node['target']}: {node['html'][:160]}"
