"""Going through a wizard as a browser does: read the page, fill in its form, press its button."""

import html
import re
from collections.abc import Mapping

from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Verb
from tenure.records.models import Person


def signed_in(person: Person) -> Browser:
    """A browser in which `person` has signed in."""
    browser = Browser()
    browser.force_login(person)
    return browser


class Walk:
    """One tab on one wizard. `text` is the page it shows."""

    def __init__(self, browser: Browser, verb: Verb, node: str) -> None:
        self.browser = browser
        self.address = reverse("verb", args=[verb, node])
        self.status = 0
        self.text = ""
        self.url = self.address

    def look(self, step: str = "") -> str:
        """Opens a page of the wizard."""
        self._open(f"{self.address}?step={step}" if step else self.address)
        return self.text

    def press(self, button: str, **answers: str) -> str:
        """Sends the page with `answers` by the button that says `button`, and goes where it leads."""
        assert button in self.buttons, f"no {button!r} among {self.buttons}"
        self.send(answers)
        return self.text

    def send(self, answers: Mapping[str, str]) -> None:
        """Sends the page with `answers`, whatever its buttons say, and goes where it leads."""
        answer = self.browser.post(self.action, {**self.hidden, **answers})
        self.status = answer.status_code
        if answer.status_code in {302, 303}:
            self._open(answer["Location"])
        else:
            self.text = answer.content.decode()

    @property
    def action(self) -> str:
        """Where the page's form is sent."""
        found = re.search(r'<form[^>]* id="answers"[^>]* action="([^"]+)"', self.text)
        assert found is not None, self.text
        return html.unescape(found[1])

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's form carries unseen."""
        pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        return {name: html.unescape(value) for name, value in pairs if name != "next"}

    @property
    def buttons(self) -> list[str]:
        """What the buttons of the page's content say."""
        main = self.text.partition("<main")[2]
        said = re.findall(r'<button class="button[^>]*>(.*?)</button>', main, re.DOTALL)
        return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in said]

    @property
    def step(self) -> str:
        """The name of the step the page shows."""
        return self.hidden.get("step", "")

    @property
    def heading(self) -> str:
        """The page's heading."""
        found = re.search(r'<h1 class="page__title">(.*?)</h1>', self.text, re.DOTALL)
        return html.unescape(found[1]).strip() if found is not None else ""

    def says(self, words: str) -> bool:
        """Whether the page has these words, however they are escaped."""
        return words in " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    def _open(self, url: str) -> None:
        answer = self.browser.get(url)
        self.url, self.status, self.text = url, answer.status_code, answer.content.decode()
