"""Programs in TensorFlow.js print what the pages show, in Chromium."""

import pytest
from playwright.sync_api import Page, Route
from written import programs

from tools.pages.examples import examples
from tools.project import NODE_MODULES, ROOT

EXAMPLES = examples(ROOT / "snippets/frameworks/tensorflowjs.md")
MODULE = NODE_MODULES / "@tensorflow/tfjs/dist/tf.fesm.min.js"
HTML = """<!doctype html>
<script type="importmap">{"imports": {"@tensorflow/tfjs": "./tf.js"}}</script>
"""


def test_there_is_an_example_in_tensorflow_js():
    assert EXAMPLES


def printed(page: Page, *programs: str) -> list[str]:
    """What programs print, one after another."""
    files = {
        "index.html": (HTML, "text/html"),
        "tf.js": (MODULE.read_text("utf-8"), "text/javascript"),
        **{
            f"{index}.js": (program, "text/javascript")
            for index, program in enumerate(programs)
        },
    }

    def answer(route: Route) -> None:
        body, kind = files[route.request.url.rpartition("/")[2]]
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    lines: list[str] = []
    # Chromium warns of its graphics in between.
    page.on(
        "console",
        lambda message: message.type == "log" and lines.append(f"{message.text}\n"),
    )
    page.route("**/*", answer)
    page.goto("https://example.test/index.html")
    # Without a graphics card this is faster, and draws the same.
    page.evaluate("import('./tf.js').then((tf) => tf.setBackend('cpu'))")
    found = []
    for index in range(len(programs)):
        lines.clear()
        page.evaluate(f"import('./{index}.js').then(() => {{}})")
        found.append("".join(lines))
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_example_in_javascript_prints_its_output(example, page: Page):
    (found,) = printed(page, example.code)
    assert found == example.output, f"printed:\n{found}"


def test_every_program_of_the_playground_prints_its_picture(page: Page):
    cases = programs("tensorflow-js")
    found = printed(page, *(case["program"] for case in cases))
    for case, output in zip(cases, found, strict=True):
        assert output == case["output"], case["view"]
