"""A kind of mask is one row of one table, in Python and in JavaScript alike."""

import json
import subprocess

from tools.figures.kinds import KINDS, OWN, expression
from tools.pages.corpus import config
from tools.project import NODE, ROOT

SCRIPTS = ROOT / "docs/theme/javascripts"
ASK = """
import {{ KINDS }} from "{scripts}/kinds.js";
import {{ expression }} from "{scripts}/texts.js";
const rows = KINDS.map((kind) => {{
  const noise = kind.noise ?? [null, 7, 1];
  return [kind.name, kind.noise, expression({{ kind, noise, rate: 0.2, seed: 7n }})];
}});
console.log(JSON.stringify(rows));
"""


def rows_of_the_browser(scripts=SCRIPTS) -> list[list]:
    """Name, noise shape and program of each kind in JavaScript."""
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", ASK.format(scripts=scripts.as_uri())],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows_of_python() -> list[list]:
    """The same of the table in Python."""
    return [
        [
            kind.name,
            list(kind.noise_shape) if kind.noise_shape else None,
            expression(kind, 0.2, 7, kind.noise_shape or (None, 7, 1)),
        ]
        for kind in KINDS.values()
    ]


def test_both_tables_hold_the_same_kinds_in_the_same_order():
    assert rows_of_the_browser() == rows_of_python()
    assert OWN in KINDS


def test_a_kind_in_one_table_only_is_noticed(tmp_path):
    for path in SCRIPTS.glob("*.js"):
        text = path.read_text("utf-8")
        if path.name == "kinds.js":
            row = '{ name: "locked", noise: [1, 1, null], layer: "Dropout",\n'
            row += "  written: true },"
            assert "KINDS = [" in text
            text = text.replace("KINDS = [", f"KINDS = [\n  {row}", 1)
        (tmp_path / path.name).write_text(text, "utf-8")
    found = rows_of_the_browser(tmp_path)
    assert found[0] == [
        "locked",
        [1, 1, None],
        "Dropout(0.2, noise_shape=(1, 1, None), seed=7)",
    ]
    assert found != rows_of_python()
    assert found[1:] == rows_of_python()


def test_every_kind_has_a_text_in_the_menu_and_every_text_a_kind():
    assert list(config()["extra"]["playground"]["kinds"]) == list(KINDS)


def test_the_playground_offers_every_kind(pages):
    menu = pages["playground/index.html"].select_one("select[name=layer]")
    assert [option["value"] for option in menu.select("option")] == list(KINDS)
