"""What is listened to: each kind of figure, and the playground."""

from dataclasses import replace

from ears.listening import Journey, Press


def rate(control: str = "[type=range]") -> Press:
    return Press("The rate, a step up", control, ("ArrowRight",))


def again(control: str) -> Press:
    return Press("The next call", control, ("Enter",))


def square(control: str = "[data-reach]", *keys: str) -> Press:
    return Press("A square", control, keys or ("ArrowRight", "ArrowDown"))


def other(what: str, radio: str) -> Press:
    return Press(f"Another {what}", f"[name$={radio}]:checked", ("ArrowRight",))


def scene(page: str, name: str, *presses: Press) -> Journey:
    part = f"mask-scene[name={name}]"
    within = (replace(press, control=f"{part} {press.control}") for press in presses)
    return Journey(page, part, tuple(within))


JOURNEYS = {
    "instrument": scene(
        "",
        "instrument",
        rate(),
        again(".instrument-again"),
        square(),
        other("kind", "kind"),
        Press("Back to call 0", ".instrument-back", ("Enter",)),
    ),
    "coins": scene(
        "rows-and-columns/",
        "coins",
        Press("None becomes 1", "[value='0']", ("Enter",)),
        again(".coins-again"),
        square(),
    ),
    "values": scene("elements/", "values", rate(), again(".values-again"), square()),
    "lookup": scene(
        "neurons/",
        "lookup",
        again("[name=again]"),
        Press("Another word", "[name=word]", ("ArrowRight",)),
    ),
    "steps": scene(
        "learning/",
        "steps",
        Press("The next training step", "[data-do=step]", ("Enter",)),
        square(),
        other("kind", "kind"),
    ),
    "film": scene("reproducibility/", "film", rate(), again("[value=next]"), square()),
    "replay": scene(
        "reproducibility/",
        "replay",
        again(".stepped-next"),
        Press("The next seed", ".stepped-seed", ("Enter",)),
        Press("Back", ".stepped-back", ("Enter",)),
    ),
    "zeros": scene(
        "reproducibility/",
        "zeros",
        again(".stepped-next"),
        Press("The next seed", ".stepped-seed", ("Enter",)),
    ),
    "frameworks": scene(
        "frameworks/",
        "frameworks",
        other("framework", "framework"),
        other("axis", "drop"),
    ),
    "chain": scene(
        "through-the-model/",
        "chain",
        rate(),
        again(".chain-again"),
        square("svg"),
        other("kind", "kind"),
    ),
    "gates": scene("through-the-model/", "gates", rate(), again("button"), square()),
    "survivors": scene(
        "notebooks/still-there/",
        "survivors",
        rate(),
        again("button"),
        square("[data-reach]", "ArrowRight"),
    ),
    "chooser": scene(
        "notebooks/which-one/",
        "chooser",
        other("case", "case"),
        other("task", "task"),
    ),
    "mask": Journey(
        "rows-and-columns/",
        "mask-figure",
        (again("mask-figure .mask-next"), square("mask-figure svg")),
    ),
    "mask-without-scripts": Journey("rows-and-columns/", "mask-figure", scripts=False),
    "question": Journey(
        "rows-and-columns/",
        "details.ask",
        (Press("The answer", "details.ask summary", ("Enter",), read=True),),
    ),
    "question-masks": Journey("rows-and-columns/", ".question-masks"),
    "playground": Journey(
        "playground/",
        "article",
        (
            rate(".playground [type=range]"),
            again(".mask-next"),
            square("mask-figure svg"),
            Press("Another layer", "#layer", ("ArrowDown",)),
            Press("A rate that is none", "#rate", ("x",)),
        ),
    ),
}
