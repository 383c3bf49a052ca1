"""Masks of the frameworks, for the tests of the streams in Python and in JavaScript.

``PYTHONPATH=tests python -m streams.vectors STREAM`` prints those of the framework that
is installed; STREAM is keras-tensorflow, keras-2, pytorch or keras-torch. ``make
matrix`` compares them with ``vectors/STREAM-VERSION.json``, or writes it. Seeds are
strings: JavaScript reads no whole number above 2**53.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from streams import drawn

FOLDER = Path(__file__).with_name("vectors")
SIZE = 50
RATES = [0.5, 0.2, 0.9, 1 / 3, 2**-12, 1 - 2**-9]
DTYPES = ["float32", "float16", "bfloat16", "float64"]
SEEDS = ("seed", "global_seed")


def keras_tensorflow() -> list[dict[str, Any]]:
    seeded = [{"seed": 7}, {"seed": -1, "call": 2}, {"seed": 2**40}]
    seeded += [{"global_seed": 0}, {"global_seed": 2**32 - 1, "nth": 2, "call": 1}]
    ways = [{"dtype": d, "compiled": c} for d in DTYPES for c in (False, True)]
    return [seed | way for way in ways for seed in seeded]


def keras_2() -> list[dict[str, Any]]:
    seeded = [{"global_seed": 0}, {"global_seed": 0, "nth": 1}, {"seed": 7}]
    seeded += [{"global_seed": -5, "nth": 3}, {"global_seed": 2**33, "seed": 2**31 - 2}]
    seeded += [{"global_seed": 0, "seed": 0}, {"global_seed": 1, "seed": 7, "call": 2}]
    seeded += [{"global_seed": 5, "seed": 3, "before": [24, 3]}]
    return [seed | {"dtype": d} for d in DTYPES for seed in seeded]


def pytorch() -> list[dict[str, Any]]:
    import torch

    new = tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 7)
    seeded = [{"seed": s} for s in (123, 0, -1, 2**32 + 123, 2**63)]
    seeded += [
        {"seed": 123, "before": [36]},
        {"seed": 9, "words": 15, "before": [1, 700]},
    ]
    return [s | {"version": "2.7" if new else "2.0"} for s in seeded]


def keras_torch() -> list[dict[str, Any]]:
    seeded = [{"seed": s} for s in (7, -5, 0, 2**31 - 1)]
    seeded += [{"seed": 3, "call": 1}, {"seed": 2**31 - 1, "call": 2}]
    return [*seeded, {"global_seed": 0}, {"global_seed": 5, "nth": 2, "call": 1}]


def framework(stream: str) -> str:
    """All that has a part in a mask, in words."""
    if stream in ("pytorch", "keras_torch"):
        on = f"PyTorch {version('torch').partition('+')[0]}"
    else:
        on = f"TensorFlow {version('tensorflow-cpu')}"
    if stream == "keras_2":
        library = drawn.keras_2_library()
        return f"{library.__name__} {library.__version__} on {on}"
    return on if stream == "pytorch" else f"Keras {version('keras')} on {on}"


def text(stream: str) -> str:
    """All masks of a stream, drawn now, as JSON."""
    masks = []
    for at, settings in enumerate(globals()[stream]()):
        rate = RATES[at % len(RATES)]
        values = getattr(drawn, stream)(SIZE, rate, **settings)
        named = {key: str(s) if key in SEEDS else s for key, s in settings.items()}
        kept = "".join(map(str, (values != 0).astype(int)))
        masks.append(
            {"settings": named, "rate": rate, "kept": kept, "scale": values.max()}
        )
    lines = ",\n".join(f"  {json.dumps(mask)}" for mask in masks)
    by = f"{framework(stream)}, Linux x86-64, CPU"
    return f'{{\n "drawn": "{by}",\n "masks": [\n{lines}\n ]\n}}'


def read(stream: str) -> list[dict[str, Any]]:
    """All committed masks of a stream, seeds as whole numbers."""
    files = sorted(FOLDER.glob(f"{stream.replace('_', '-')}-[0-9].*.json"))
    found = [
        m | {"file": f.stem} for f in files for m in json.loads(f.read_text())["masks"]
    ]
    for mask in found:
        own = mask["settings"]
        mask["settings"] = own | {key: int(own[key]) for key in SEEDS if key in own}
    return found


if __name__ == "__main__":
    print(text(sys.argv[1].replace("-", "_")))
