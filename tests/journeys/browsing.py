"""A browser and its tabs: who sits before it, how large it is, and what it complained of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MILLISECONDS = 20_000
DESKTOP = (1280, 820)
PHONE = (390, 844)
# The browser notes every answer of this kind by itself; what the page says about it is tested where it matters.
ANSWERS = ("status of 403", "status of 404", "status of 409", "status of 422")
# htmx notes that a look ahead was overtaken by a later one, or by leaving the page.
OVERTAKEN = ("htmx:afterRequest", "htmx:sendAbort")
EXPECTED = (*ANSWERS, *OVERTAKEN)


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, for as long as the block."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise NoBrowser("Chromium is missing; bin/setup --tools installs it.")
    expect.set_options(timeout=MILLISECONDS)
    # Playwright keeps a loop running in this thread, which Django takes for a reason not to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"],
        )
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One person's browser: tabs that share a sign-in. `complaints` is what went wrong in any of them."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def tab(self, address: str = "") -> Page:
        """A new tab, at `address` if one is given."""
        page = self.context.new_page()
        page.on("console", lambda message: self._console(message))  # noqa: PLW0108 - a frozen Room takes no attributes
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        if address:
            page.goto(address)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


def open_room(
    browser: Browser,
    server: str,
    *,
    size: tuple[int, int] = DESKTOP,
    language: str = "en",
    scripts: bool = True,
) -> Room:
    """A browser nobody has used yet."""
    width, height = size
    context = browser.new_context(
        base_url=server,
        viewport={"width": width, "height": height},
        locale=language,
        timezone_id="Europe/London",
        java_script_enabled=scripts,
        has_touch=size == PHONE,
        reduced_motion="reduce",
    )
    context.set_default_timeout(MILLISECONDS)
    return Room(context=context)


def sent_by_hand(page: Page, address: str, form: dict[str, str]) -> str:
    """What answers a form that no page offered, sent with the sign-in of this tab."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"X-CSRFToken": cookies["tenure_csrf"]}
    return page.context.request.post(address, form={**form}, headers=headers).text()
