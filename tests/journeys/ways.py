"""The whole way of a verb, where a journey is about what comes before or after it."""

from playwright.sync_api import Page

from tests.journeys.steps import choose, press, product, told


def disconnect_birch(page: Page) -> None:
    """From the first page of the wizard to the banner."""
    press(page, "Disconnect client")
    press(page, "Skip")
    choose(page, "Zoe Birch")
    press(page, "Disconnect client")
    told(page, "Birch & Sons is disconnected.")


def deactivate_bookkeeping(page: Page) -> None:
    """From the subscription of a client of a practice to the banner."""
    product(page, "Bookkeeping").get_by_role("link", name="Deactivate").click()
    for button in ("Skip", "Yes, proceed with deactivation", "Continue"):
        press(page, button)
    choose(page, "Zoe Birch")
    press(page, "Continue")
    press(page, "Deactivate")
    told(page, "Bookkeeping (Birch & Sons) is deactivated.")


def deactivate_prepare(page: Page) -> None:
    """From the subscription of a client of a classic practice to the banner."""
    product(page, "Prepare").get_by_role("link", name="Deactivate").click()
    for button in ("Skip", "Continue", "Deactivate"):
        press(page, button)
    told(page, "Prepare (Birch & Sons) is deactivated.")
