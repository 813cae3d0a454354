"""What tests in a real browser share: the sizes of screens, a person's window."""

import os
from urllib.parse import urlencode

from django.urls import reverse

PHONE = {"width": 360, "height": 740}
PC = {"width": 1280, "height": 800}
PASSWORD = "ดอกไม้-สีแดง-99"
SHOTS = os.environ.get("SCREENSHOTS")  # a folder to look at the screens


def shot(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


class Window:
    """One person's browser, driven by the words that stand on the page."""

    def __init__(self, page, home: str) -> None:
        self.page, self.home = page, home

    def go(self, name: str, *args) -> None:
        answer = self.page.goto(self.home + reverse(name, args=args))
        assert answer.status == 200

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            self.page.locator(f'main [name="{name}"]').fill(text)

    def choose(self, **chosen: str) -> None:
        for name, value in chosen.items():
            self.page.locator(f'main select[name="{name}"]').select_option(value)

    def shows(self, words: str, *, exact: bool = False) -> None:
        self.page.get_by_text(words, exact=exact).first.wait_for()

    def pdf(self, slug: str, **asked) -> bytes:
        """A paper as the link on the page fetches it."""
        address = f"{self.home}{reverse('document-pdf', args=[slug])}?{urlencode(asked)}"
        answer = self.page.request.get(address)
        assert answer.headers["content-type"] == "application/pdf", answer.url
        return answer.body()

    def shot(self, name: str) -> None:
        shot(self.page, name)
