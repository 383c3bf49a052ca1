"""Print what the Keras of this environment answers: one line of JSON per probe.

The first argument is the library's name, keras or tf_keras. Probes may follow; without
them all are asked.
"""

import importlib
import json
import sys
from textwrap import shorten

from tools.studies.probes import PROBES
from tools.studies.probes.common import split_processor


def main(library: str, *names: str) -> None:
    """Print each probe's name, answer and detail."""
    keras = importlib.import_module(library)
    split_processor(keras)
    for name in names or PROBES:
        probe = PROBES[name]
        try:
            result = probe(keras)
            holds, detail = result if isinstance(result, tuple) else (result, "")
            answer = "yes" if holds else "no"
        except Exception as error:
            line = f"{type(error).__name__}: {error}".splitlines()[0]
            answer, detail = "did not run", shorten(line, 120, placeholder=" ...")
        print(json.dumps({"probe": name, "answer": answer, "detail": detail}))


if __name__ == "__main__":
    main(*sys.argv[1:])
