"""A file with one example whose output is stale, and how tests run it."""

import subprocess
import sys
from pathlib import Path

from tools.project import ROOT

MEND = "if the program is right, make refresh writes its output"
# In this process, with the hooks of the project.
PLAIN = ("--codeblocks", "-p", "conftest", "--override-ini", "addopts=")
PAGE = """Before.

```python
print(6 * 7)
```

<!--pytest-codeblocks:expected-output-->
```text
stale
```

After.
"""


def run(module: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in the project."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
