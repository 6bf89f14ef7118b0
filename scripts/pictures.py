"""Takes pictures of a running demo: every main page, on a desk and on a phone, light and dark.

bin/demo --port 8000
.venv/bin/python -m scripts.pictures http://127.0.0.1:8000 [--into var/pictures] [--only review ...]
.venv/bin/python -m scripts.pictures http://127.0.0.1:8000 --readme      those of the README, into docs/pictures
"""

import argparse
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tenure.demo.sign_ins import PASSWORD, sign_ins

ROOT = Path(__file__).resolve().parent.parent
DESK, PHONE = (1280, 800), (390, 844)
TALLEST = 2400
LOOKS = ("light", "dark")
STAR = "Hartley's Bakery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One page worth a picture: at which demo firm, how to get there, and whose side it is seen from."""

    name: str
    firm: str
    show: Callable[[Page], None]
    client_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A scene as it is taken; `whole` shows what lies below the screen's edge too."""

    scene: str
    size: tuple[int, int]
    look: str
    file: str
    whole: bool = True


def at(address: str) -> Callable[[Page], None]:
    """A page with an address of its own."""
    return lambda page: _open(page, address)


def of_client(name: str, tab: str = "") -> Callable[[Page], None]:
    """A page of the client with this name."""

    def show(page: Page) -> None:
        _open(page, f"/clients/?tab=all&q={name}")
        page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        if tab:
            page.get_by_role("main").get_by_role("link", name=re.compile(rf"^{tab}")).first.click()

    return show


def with_menu(page: Page) -> None:
    """The list with the menu of a row open."""
    _open(page, "/clients/")
    page.locator("tbody tr").nth(1).get_by_role("button").click()


def wizard(presses: int, *, verb: str, tab: str, client: str = STAR) -> Callable[[Page], None]:
    """A page of a wizard, so many buttons behind its first. Nothing is performed."""

    def show(page: Page) -> None:
        of_client(client, tab)(page)
        page.get_by_role("main").get_by_role("link", name=verb, exact=True).first.click()
        for _press in range(presses):
            page.locator("button[form=answers]").click()

    return show


def decision(page: Page) -> None:
    """Which verb is right, measured for one client."""
    of_client(STAR, "Business settings")(page)
    page.get_by_role("link", name="See what each of them means").click()


def first_of(address: str, link: str = "tbody a") -> Callable[[Page], None]:
    """What the first link of a list leads to."""

    def show(page: Page) -> None:
        _open(page, address)
        page.locator(f"main {link}").first.click()

    return show


SCENES = (
    Scene(name="overview", firm="practice", show=at("/")),
    Scene(name="list", firm="practice", show=with_menu),
    Scene(name="list-deactivated", firm="practice", show=at("/clients/?tab=deactivated")),
    Scene(name="client", firm="practice", show=of_client(STAR)),
    Scene(name="users", firm="practice", show=of_client(STAR, "Users")),
    Scene(name="subscription", firm="practice", show=of_client(STAR, "Subscription")),
    Scene(name="documents", firm="practice", show=of_client(STAR, "Documents")),
    Scene(name="activity", firm="practice", show=of_client(STAR, "Activity")),
    Scene(name="settings", firm="practice", show=of_client(STAR, "Business settings")),
    Scene(name="decision", firm="practice", show=decision),
    Scene(name="survey", firm="practice", show=wizard(0, verb="Deactivate", tab="Subscription")),
    Scene(name="wait", firm="practice", show=wizard(1, verb="Deactivate", tab="Subscription")),
    Scene(name="review", firm="practice", show=wizard(2, verb="Deactivate", tab="Subscription")),
    Scene(name="owner", firm="practice", show=wizard(3, verb="Deactivate", tab="Subscription")),
    Scene(name="transition", firm="practice", show=first_of("/", ".timeline__title a")),
    Scene(name="waits", firm="practice", show=at("/waits/")),
    Scene(name="imports", firm="practice", show=at("/imports/")),
    Scene(name="import-report", firm="practice", show=first_of("/imports/")),
    Scene(name="team", firm="practice", show=at("/team/")),
    Scene(name="roles", firm="practice", show=at("/team/roles/")),
    Scene(name="policy", firm="practice", show=at("/policy/")),
    Scene(name="policy-edition", firm="practice", show=at("/policy/edition/")),
    Scene(name="surveys", firm="practice", show=at("/surveys/")),
    Scene(name="outbox", firm="practice", show=at("/outbox/")),
    Scene(name="letter", firm="practice", show=first_of("/outbox/")),
    Scene(name="mailbox", firm="practice", show=at("/mailbox/")),
    Scene(name="preferences", firm="practice", show=at("/preferences/")),
    Scene(name="help", firm="practice", show=at("/help/")),
    Scene(name="fr-overview", firm="cabinet", show=at("/")),
    Scene(name="fr-list", firm="cabinet", show=with_menu),
    Scene(name="fr-policy", firm="cabinet", show=at("/policy/")),
    Scene(name="fr-team", firm="cabinet", show=at("/team/")),
    Scene(name="fr-help", firm="cabinet", show=at("/decision/")),
    Scene(name="account", firm="practice", show=at("/account/"), client_side=True),
)
README = (
    Picture(scene="list", size=DESK, look="light", file="list.png", whole=False),
    Picture(scene="list", size=DESK, look="dark", file="list-dark.png", whole=False),
    Picture(scene="review", size=DESK, look="light", file="review.png"),
    Picture(scene="decision", size=DESK, look="light", file="decision.png"),
    Picture(scene="review", size=PHONE, look="light", file="review-phone.png"),
)


def main() -> None:
    """Takes what was asked for, one picture after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("address", help="where the demo answers")
    parser.add_argument("--into", type=Path, default=ROOT / "var/pictures")
    parser.add_argument("--only", nargs="+", choices=[scene.name for scene in SCENES], metavar="SCENE")
    parser.add_argument("--readme", action="store_true", help="those of the README, into docs/pictures")
    said = parser.parse_args()
    settings.configure(USE_I18N=False)  # only the demo's names are wanted, not an installation
    folder = ROOT / "docs/pictures" if said.readme else said.into
    folder.mkdir(parents=True, exist_ok=True)
    with _chromium() as browser:
        takings = Studio(browser=browser, address=said.address.rstrip("/"))
        for picture in README if said.readme else _all(said.only):
            takings.take(picture, folder)
            print(folder / picture.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """A browser before a running demo."""

    browser: Browser
    address: str
    sessions: dict[str, StorageState] = field(default_factory=dict)

    def take(self, picture: Picture, folder: Path) -> None:
        """Goes there as the scene wants it, and takes the picture."""
        scene = next(scene for scene in SCENES if scene.name == picture.scene)
        width, height = picture.size
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if picture.look == "dark" else "light",
            reduced_motion="reduce",
            storage_state=self._session(scene),
        )
        page = context.new_page()
        scene.show(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        if picture.whole:
            # A taller screen, so that what sticks to its edges stands where it belongs.
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.set_viewport_size({"width": width, "height": max(height, picture.size[1])})
        page.screenshot(path=folder / picture.file)
        context.close()

    def _session(self, scene: Scene) -> StorageState:
        """The sign-in of the scene's person, made once: the sign-in page counts how often it is asked."""
        people = [
            one for one in sign_ins() if one.slug == scene.firm and bool(one.client) is scene.client_side
        ]
        email = people[0].email
        if email not in self.sessions:
            context = self.browser.new_context(base_url=self.address)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(email)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("main form button[type=submit]").first.click()
            page.locator(".shell").wait_for()
            self.sessions[email] = context.storage_state()
            context.close()
        return self.sessions[email]


def _all(only: list[str] | None) -> Iterator[Picture]:
    names = [scene.name for scene in SCENES if only is None or scene.name in only]
    for name, (side, size), look in product(names, (("desk", DESK), ("phone", PHONE)), LOOKS):
        yield Picture(scene=name, size=size, look=look, file=f"{name}-{side}-{look}.png")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("h1").first.wait_for()


@contextmanager
def _chromium() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
