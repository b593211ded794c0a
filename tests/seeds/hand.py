"""A person at a browser. Counts what the hand does beside typing: each click on a link, a button, a box."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page

from tests.browser import sign_in

As = Callable[..., "Hand"]  # as_user("camat"), as_user("notulis", width=360)


def words(msgid: str) -> str:
    """A text of the interface as the catalogue has it in Indonesian."""
    with override("id"):
        return gettext(msgid)


def plain_text(text: str) -> str:
    return " ".join(text.split())


class Hand:
    """`press` and `follow` wait for the page that answers; `fill` types into the field of that name."""

    def __init__(self, page: Page, user: Any, address: str) -> None:
        self.page = page
        self.clicks = 0
        sign_in(page, user, address)

    def open(self, path: str) -> None:
        """From a bookmark or a message: no click inside the application."""
        self.page.goto(path)

    def press(self, where: Locator, *, taps: int = 1, force: bool = False) -> None:
        """Click what leads to another page, or changes this one, and wait until it has."""
        self.page.evaluate("document.querySelector('main').setAttribute('data-old', '')")
        self.clicks += taps
        where.click(click_count=taps, force=force)
        self.page.locator("main:not([data-old])").wait_for(state="attached")

    def follow(self, part_of_address: str) -> None:
        """The first visible link whose address ends so, whatever it asks for behind a question mark."""
        ends = f'a[href$="{part_of_address}"]:visible, a[href*="{part_of_address}?"]:visible'
        self.press(self.page.locator(ends).first)

    def send(self) -> None:
        """The one main button of the form on this page."""
        button = "main form:not([action$='/wilayah/']) .actions button.btn:not(.second, .quiet)"
        self.press(self.page.locator(button))

    def saved(self) -> None:
        """Send, and look that nothing was refused."""
        self.send()
        refused = self.page.locator("main .summary")
        assert not refused.count(), refused.inner_text()

    def box(self, name: str) -> Locator:
        return self.page.locator(f'main [name="{name}"]:visible')

    def fill(self, **texts: Any) -> None:
        for name, text in texts.items():
            self.box(name).fill(str(text))

    def choose(self, name: str, value: str) -> None:
        self.clicks += 1
        self.box(name).select_option(value)

    def tick(self, where: Locator, on: bool = True) -> None:
        if where.is_checked() != on:
            self.clicks += 1
            where.set_checked(on)

    def unfold(self, where: Locator) -> None:
        """Open a <details>."""
        self.clicks += 1
        where.locator("summary").first.click()

    @property
    def text(self) -> str:
        return plain_text(self.page.locator("main").inner_text())

    def heading(self, part: str) -> str:
        return plain_text(self.page.locator(f"{part} h2").first.inner_text())

    # -- What is done in every session ---------------------------------------------------------

    def say(self, anchor: str, text: str, *, decision: bool = False) -> None:
        """A note or a decision under a step of the run sheet."""
        part = self.page.locator(anchor)
        self.unfold(part.locator("details", has=self.page.locator("textarea")))
        part.locator("textarea").fill(text)
        buttons = part.locator("form", has=self.page.locator("textarea")).locator("button")
        self.press(buttons.nth(1 if decision else 0))

    def one_tap(self, commitment: Any, verdict: str, checked_by: Any = "") -> None:
        """One, unless a second person must have looked: that is asked."""
        form = self.page.locator(f'#rapor form[action*="{commitment.pk}"]')
        self.press(form.locator(f'button[value="{verdict}"]'))
        if self.box("checked_by").count():
            self.fill(checked_by=checked_by)
            self.saved()

    def judge(
        self, commitment: Any, verdict: str, *, after_year: bool = False, **texts: Any
    ) -> None:
        """A verdict that needs more than a tap; a new date after the year is asked about."""
        first = verdict if verdict in ("continued", "partly") else "dropped"
        self.press(self.page.locator(f'#rapor a[href*="{commitment.pk}"][href$="={first}"]'))
        self.tick(self.page.locator(f'main [name="verdict"][value="{verdict}"]'))
        self.fill(**{name: text for name, text in texts.items() if text})
        if after_year:
            self.send()
            self.tick(self.box("due_confirmed"))
        self.saved()
