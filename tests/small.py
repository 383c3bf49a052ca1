"""A project of one page with one figure, which builds in a second."""

import os
import re
import shutil
from pathlib import Path

from tools.project import ROOT

# Put before a command: root, too, is then kept out of folders that are read-only.
POWERLESS = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()

PAGE = """---
title: The answer
description: What stays. What goes.
---

# The answer { #answer }

```mask
kind: elements
rate: 0.2
seed: 1
shape: (1, 20, 16)
link: none
caption: What to see.
```
"""


def make(project: Path) -> Path:
    """Make the project in a folder; give its page."""
    for name in ("docs/theme", "snippets", "tools"):
        shutil.copytree(ROOT / name, project / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = re.compile(r"^nav:\n(?: .*\n)+", re.MULTILINE)
    assert nav.search(config)
    config = nav.sub("nav:\n  - The answer: index.md\n", config)
    (project / "mkdocs.yml").write_text(config, "utf-8")
    page = project / "docs/en/index.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    return page
