"""Every figure answers the pointer and the keys; the playground's addresses hold."""

import random

import pytest
from kinds import kind_names
from live_cases import case, fragment

# The pages with figures, in one language or the other.
FIGURES = (
    "",
    "elements/",
    "ru/rows-and-columns/",
    "neurons/",
    "ru/learning/",
    "through-the-model/",
    "ru/reproducibility/",
    "frameworks/",
    "notebooks/still-there/",
    "ru/notebooks/which-one/",
    "ru/playground/",
)
HOSTS = "mask-scene, mask-figure, form.playground, .playground-calls"
# What of a figure can be pressed: each sort of control once, and every button.
FIND = """(hosts) => {
  window.hosts = [...document.querySelectorAll(hosts)];
  window.found = window.hosts.flatMap((host, figure) => {
    const seen = new Set();
    const all = [...host.querySelectorAll("button, input, select, svg[tabindex]")];
    return all.flatMap((element) => {
      const { width } = element.getBoundingClientRect();
      const sort = element.type || element.localName;
      const { name = "" } = element;
      const again = sort !== "button" && seen.has(sort + name);
      const chosen = sort === "radio" && element.checked;
      if (!width || element.matches(":disabled") || chosen || again) return [];
      seen.add(sort + name);
      return [{ element, figure, sort }];
    });
  });
  // Another framework takes controls away: it is chosen last.
  const late = ({ element }) => Number(element.id === "framework");
  window.found.sort((one, other) => late(one) - late(other));
  return window.found.map(({ element, figure, sort }) =>
    ({ figure, sort, text: element.textContent.trim().slice(0, 30) }));
}"""
# The place to press, with how the figure is before.
AIM = """(i, focused) => {
  const { element, figure } = window.found[i];
  const host = window.hosts[figure];
  window.state = () => [host.innerHTML, location.hash,
    ...[...host.querySelectorAll("input, select")].map((e) => e.value + e.checked),
  ].join();
  const aimed = (element.localName === "input" && element.closest("label")) || element;
  const place = element.type === "range" ? element : aimed;
  place.scrollIntoView({ block: "center", behavior: "instant" });
  if (focused) element.focus({ preventScroll: true });
  const { left, top, width, height } = place.getBoundingClientRect();
  window.before = window.state();
  // The last fifth of a slider; a square of a drawing, right of its labels and below.
  const share = { range: [0.8, 0.5], svg: [0.7, 0.7] };
  const [x, y] = share[element.type || element.localName] ?? [0.5, 0.5];
  return [left + width * x, top + height * y];
}"""
READY = "() => !document.querySelector('.playground > :disabled')"
BEFORE = "() => { window.before = window.state(); }"
CHANGED = "() => window.state() !== window.before"
KEYS = {"button": "Enter", "checkbox": " ", "text": "3", "select-one": "ArrowDown"}
# Whether a list is at the last of what it offers.
AT_END = """(i) => {
  const { element } = window.found[i];
  return element.value === [...element.options].findLast((o) => !o.disabled).value;
}"""


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_answers_the_pointer_and_the_keys(visit, name):
    page = visit(name)
    page.until(READY)
    controls = page.run(FIND, HOSTS)
    assert controls
    for i, control in enumerate(controls):
        sort = control["sort"]
        # A list opens as a window of the system, a field takes nothing but keys.
        if sort not in ("select-one", "text"):
            page.point(*page.run(AIM, i, False))
            if sort != "svg":
                page.run(BEFORE)
                page.press()
            page.until(CHANGED, because=f"{name}: pointer on {control}")
        # A pointer over what scrolls below it points anew.
        page.point(1, 1)
        page.run(AIM, i, True)
        key = KEYS.get(sort, "ArrowRight")
        if sort == "select-one" and page.run(AT_END, i):
            key = "ArrowUp"
        page.type(key)
        page.until(CHANGED, because=f"{name}: keys on {control}")


def test_an_address_of_the_playground_comes_back_as_it_went(visit):
    choose = random.Random(20)
    link = "document.querySelector('.playground-link a').hash"
    for kind in kind_names():
        there = fragment(case(choose, kind, (2, 5, 8)))
        page = visit(f"playground/#{there}")
        page.until(f"(text) => {link} === text", f"#{there}")
        page.run("() => document.querySelector('#seed').select()")
        page.type(*"123456")
        page.until("() => location.hash.includes('&seed=123456&')")
        page.run("() => history.back()")
        page.until(f"(text) => {link} === text", f"#{there}")


@pytest.mark.parametrize("text", ["layer=<b>x</b>&rate=1", "rate=2", "__proto__=1"])
def test_what_is_no_view_is_named(visit, text):
    page = visit(f"playground/#{text}")
    page.until("() => document.querySelector('.playground-note').textContent.trim()")
    assert (
        page.run("() => document.querySelector('.playground-note').children.length")
        == 0
    )
