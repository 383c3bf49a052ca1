"""Questions to any Keras: every public function of these modules is one, a probe.

A probe is given the library, so that the modules load without it. It returns whether
the sentence of its docstring holds here, and may add a detail, which must be the same
in each run. What has no answer here raises and says why.
"""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

from tools.studies.probes import inputs, machines, recurrent, seeds, training
from tools.studies.probes.common import Answer

PROBES: dict[str, Callable[[Any], Answer]] = {
    name.replace("_", "-"): probe
    for module in (training, seeds, recurrent, inputs, machines)
    for name, probe in vars(module).items()
    if isfunction(probe) and probe.__module__ == module.__name__ and name[0] != "_"
}
