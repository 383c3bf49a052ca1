"""What the tests of the playground do on its page, and read from it."""

from playwright.sync_api import Page

DEFAULT = (
    "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16"
)
LINK = "document.querySelector('.playground-link a')"
COUNTED = "document.querySelector('.mask-counts').textContent.includes({!r})"


def turn(page: Page, text: str) -> None:
    """Change the fragment of the open page, and wait until the page has followed."""
    page.evaluate(
        """(text) => new Promise((resolve) => {
          addEventListener("popstate", resolve, { once: true });
          location.hash = `${text}&`;
          location.hash = text;
        })""",
        text,
    )


def view_of(page: Page) -> str:
    """The view that the page links to."""
    return page.locator(".playground-link a").get_attribute("href").removeprefix("#")


def note(page: Page) -> str:
    """What the page says about bad input."""
    return page.locator(".playground-note").text_content()


def squares(page: Page) -> list[str]:
    """The drawn squares."""
    return [path.get_attribute("d") for path in page.locator(".mask-kept").all()]
