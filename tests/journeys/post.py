"""The post of a journey: letters leave as the worker sends them and are read in the mailbox page."""

from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import FrameLocator, Page, expect

from tenure.operations.outbox import deliver_due
from tests.journeys.steps import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The mailbox page, in a tab of its own."""

    page: Page

    def leave(self) -> None:
        """All that is due is sent, and nothing goes wrong with it."""
        while (done := deliver_due(timezone.now())).touched:
            assert done.touched == done.sent, done

    def received(self) -> list[tuple[str, str]]:
        """To whom and about what, by receiver."""
        self.leave()
        self.page.goto("/mailbox/")
        expect(main(self.page).get_by_role("heading", level=1)).to_be_visible()
        rows = main(self.page).locator("tbody tr")
        return sorted(
            (row.locator("td").nth(1).inner_text().strip(), row.locator("td").first.inner_text().strip())
            for row in rows.all()
        )

    def receivers(self) -> list[str]:
        """The names of all who got a letter."""
        return [to.split(" <")[0] for to, _subject in self.received()]

    def read(self, to: str) -> FrameLocator:
        """The letter to somebody, as their mail program draws it."""
        self.leave()
        self.page.goto(f"/mailbox/?q={to}")
        self.page.locator("tbody a").first.click()
        return self.page.frame_locator("iframe.paper")
