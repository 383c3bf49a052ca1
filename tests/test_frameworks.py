"""The example in TensorFlow.js prints what the page shows, in Chromium."""

import pytest
from playwright.sync_api import Page, Route

from tools.pages.examples import examples
from tools.project import NODE_MODULES, ROOT

EXAMPLES = examples(ROOT / "snippets/frameworks/tensorflowjs.md")
MODULE = NODE_MODULES / "@tensorflow/tfjs/dist/tf.fesm.min.js"
HTML = """<!doctype html>
<script type="importmap">{"imports": {"@tensorflow/tfjs": "./tf.js"}}</script>
"""


def test_there_is_an_example_in_tensorflow_js():
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_example_in_javascript_prints_its_output(example, page: Page):
    files = {
        "index.html": (HTML, "text/html"),
        "tf.js": (MODULE.read_text("utf-8"), "text/javascript"),
        "example.js": (example.code, "text/javascript"),
    }

    def answer(route: Route) -> None:
        body, kind = files[route.request.url.rpartition("/")[2]]
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    lines = []
    page.on("console", lambda message: lines.append(f"{message.text}\n"))
    page.route("**/*", answer)
    page.goto("https://example.test/index.html")
    page.evaluate("import('./example.js').then(() => {})")
    printed = "".join(lines)
    assert printed == example.output, f"printed:\n{printed}"
