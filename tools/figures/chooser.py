"""The scene of which-one: a case marks its rows of a chart of gains over no dropout.

The numbers are those of docs/en/notebooks/gains.csv, which tools/studies/gains.py
writes and the notebook checks. The radio buttons choose by the sheet alone;
docs/theme/javascripts/scenes/chooser.js turns to the chart of a case.
"""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import ceil, floor

from tools.figures.scene import Drawn, Scene, Texts, number
from tools.project import NOTEBOOKS

GAINS = NOTEBOOKS / "gains.csv"
TASKS = ("generated", "polarity", "polarity 1000")
MEASURES = ("peak", "last")
KINDS = ("elements", "columns", "rows", "samples", "word types", "LSTM")
RATES = ("mean", "0.2", "0.4", "0.6")
# Between two kinds there is the place of so many lines.
GAP = 0.5
# How many parts a line has, and a point: coordinates are whole numbers.
LINE, POINT = 4, 100
MINUS = "\N{MINUS SIGN}"
# In points, from one tick of the axis to the next.
TICK = 4


@dataclass(frozen=True)
class Gain:
    """What a kind gains over no dropout at a rate: a row of the file.

    Attributes:
        mean: Over the seeds, in points of test accuracy.
        half: Half of its 95 % interval over the seeds.
        wide: Half of that over seeds and test sentences, of a gain with a star.
        star: Whether it is more than the chance of seeds, corrected for all tests.
    """

    mean: float
    half: float
    wide: float
    star: bool


@dataclass(frozen=True)
class Case:
    """A reader's case: the chart that it turns to and the rows that it marks."""

    task: str
    measure: str
    rows: tuple[tuple[str, str], ...]


CASES = {
    "doubt": Case("polarity", "peak", (("elements", "mean"), ("elements", "0.4"))),
    "order": Case("generated", "last", (("elements", "0.4"),)),
    "late": Case(
        "polarity",
        "last",
        tuple(product(("elements", "columns"), ("mean", "0.4", "0.6"))),
    ),
    "few": Case("polarity 1000", "peak", (("rows", "mean"),)),
}
FIRST = "doubt"

WORDS: dict[str, set[str]] = {
    **{name: set() for name in ("case", "kind", "rate", "task", "measure", "axis")},
    **{case: set() for case in CASES},
    **{f"{c}_{part}": set() for c in CASES for part in ("kind", "rate", "says")},
    **{f"task_{name.replace(' ', '_')}": set() for name in TASKS},
    **{f"measure_{name}": set() for name in MEASURES},
    **{f"layer_{name.replace(' ', '_')}": set() for name in KINDS},
    "mean": set(),
    "row": {"kind"},
}

Key = tuple[str, str, str, str]


@cache
def gains() -> dict[Key, Gain]:
    """The file, by measure, task, kind and rate.

    Raises:
        ValueError: It holds other rows than those that are drawn.
    """
    with GAINS.open(encoding="utf-8", newline="") as file:
        rows = {
            (row["measure"], row["task"], row["layer"], row["rate"]): Gain(
                float(row["mean"]),
                float(row["half"]),
                float(row["wide"] or 0),
                row["star"] == "*",
            )
            for row in csv.DictReader(file)
        }
    wanted = set(product(MEASURES, TASKS, KINDS, RATES))
    if rows.keys() != wanted:
        other = sorted(rows.keys() ^ wanted)[0]
        raise ValueError(f"{GAINS.name}: {other} is unknown or missing; write it anew")
    return rows


def top(kind: str, rate: str) -> int:
    """Where a row begins, in parts of a line."""
    lines = KINDS.index(kind) * (len(RATES) + GAP) + RATES.index(rate)
    return int(LINE * lines)


HEIGHT = top(KINDS[-1], RATES[-1]) + LINE


def ends() -> tuple[int, int]:
    """The points at both ends of the axis: all intervals lie between."""
    drawn = [(gain.mean, max(gain.half, gain.wide)) for gain in gains().values()]
    return floor(min(m - half for m, half in drawn)), ceil(max(map(sum, drawn)))


def _words(gain: Gain, texts: Texts) -> str:
    mean, half = f"{gain.mean:+.1f}".replace("-", MINUS), f"{gain.half:.1f}"
    text = f"{number(texts, mean)}<span> ± {number(texts, half)}</span>"
    return f"<b>{text} *</b>" if gain.star else text


def _intervals(measure: str, task: str) -> str:
    lines, dots, wide = ["", ""], ["", ""], ["", ""]
    for kind in KINDS:
        for rate in RATES:
            gain = gains()[measure, task, kind, rate]
            y = top(kind, rate) + LINE // 2
            lines[gain.star] += _line(gain.mean, gain.half, y)
            dots[gain.star] += f"M{round(POINT * gain.mean)} {y}h0"
            wide[gain.star] += _line(gain.mean, gain.wide, y) * gain.star
    low, high = ends()
    paths = "".join(
        f'<path class="chooser-{name}{" chooser-star" * star}" d="{parts[star]}"/>'
        for name, parts in (("wide", wide), ("lines", lines), ("dots", dots))
        for star in (False, True)
        if parts[star]
    )
    return (
        f'<svg viewBox="{POINT * low} 0 {POINT * (high - low)} {HEIGHT}" '
        f'preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="chooser-none" d="M0 0V{HEIGHT}"/>{paths}</svg>'
    )


def _line(mean: float, half: float, y: int) -> str:
    left, right = (round(POINT * (mean + side * half)) for side in (-1, 1))
    return f"M{left} {y}H{right}"


def slug(name: str) -> str:
    """A task or a measure as the sheet and the radio buttons call it."""
    return name.replace(" ", "-")


def _named(texts: Texts, part: str, name: str) -> str:
    return texts[f"{part}_{name.replace(' ', '_')}"]


def _chart(measure: str, task: str, texts: Texts) -> str:
    # Who does not see which chart it is, hears or reads it in its first row.
    label = f"{_named(texts, 'task', task)}, {_named(texts, 'measure', measure)}: "
    numbers = ""
    for kind in KINDS:
        row = texts["row"].format(kind=_named(texts, "layer", kind))
        each = (_words(gains()[measure, task, kind, rate], texts) for rate in RATES)
        numbers += f"<p><i>{label}{row}</i>{'<br>'.join(each)}</p>"
        label = ""
    return (
        f'<div class="chooser-chart" data-task="{slug(task)}" data-measure="{measure}">'
        f"{_intervals(measure, task)}<div>{numbers}</div></div>"
    )


def _marks(case: str) -> str:
    bands = "".join(f"M0 {top(*row)}h1v{LINE}H0z" for row in CASES[case].rows)
    return (
        f'<svg viewBox="0 0 1 {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" '
        f'data-case="{case}"><path class="chooser-band" d="{bands}"/></svg>'
    )


def _radio(name: str, value: str, text: str, checked: bool) -> str:
    return (
        f'<label><input type="radio" name="{name}" value="{value}"'
        f"{' checked' * checked}><span>{text}</span></label>"
    )


def _cases(texts: Texts, prefix: str) -> str:
    heads = "".join(f"<th>{texts[key]}</th>" for key in ("case", "kind", "rate"))
    rows = "".join(
        f"<tr><td>{_radio(f'{prefix}-case', case, texts[case], case == FIRST)}</td>"
        f"<td>{texts[f'{case}_kind']}</td><td>{texts[f'{case}_rate']}</td></tr>"
        for case in CASES
    )
    return (
        f"<fieldset><legend>{texts['case']}</legend><table><thead><tr>{heads}</tr>"
        f"</thead><tbody>{rows}</tbody></table></fieldset>"
    )


def _choice(part: str, names: tuple[str, ...], texts: Texts, prefix: str) -> str:
    group, first = f"{prefix}-{part}", (CASES[FIRST].task, CASES[FIRST].measure)
    options = "".join(
        _radio(group, slug(n), _named(texts, part, n), n in first) for n in names
    )
    return f"<fieldset><legend>{texts[part]}</legend>{options}</fieldset>"


def _axis() -> str:
    low, high = ends()
    ticks = range(TICK * ceil(low / TICK), high + 1, TICK)
    return "".join(
        f'<b style="--left:{100 * (tick - low) / (high - low):.1f}%">'
        f"{str(tick).replace('-', MINUS)}</b>"
        for tick in ticks
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    says = "".join(
        f'<p data-case="{c}"><i>{texts[c]}: {texts[f"{c}_kind"]}, {texts[f"{c}_rate"]}.'
        f"</i> {texts[f'{c}_says']}</p>"
        for c in CASES
    )
    rates = "<br>".join([texts["mean"], *(number(texts, one) for one in RATES[1:])])
    kinds = (_named(texts, "layer", kind) for kind in KINDS)
    labels = "".join(f"<p><span>{k}</span><span>{rates}</span></p>" for k in kinds)
    charts = "".join(_chart(m, t, texts) for t in TASKS for m in MEASURES)
    html = (
        f'{_cases(texts, name)}<div class="chooser-says" role="status">{says}</div>'
        f'<div class="chooser-tabs">{_choice("task", TASKS, texts, name)}'
        f"{_choice('measure', MEASURES, texts, name)}</div>"
        f'<div class="chooser-charts">{"".join(map(_marks, CASES))}'
        f'<div class="chooser-labels" aria-hidden="true">{labels}</div>{charts}'
        f'<div class="chooser-axis" aria-hidden="true">{_axis()}</div>'
        f"<p>{texts['axis']}</p></div>"
    )
    turns = {name: [slug(case.task), case.measure] for name, case in CASES.items()}
    return Drawn(html, {"cases": turns})


SCENE = Scene("chooser", WORDS, draw, live=frozenset())
