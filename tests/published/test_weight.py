"""The first visit to each page fits its budget, as it is served: compressed."""

import pytest
from visits import NAMES, Visit

from tools.measure import server as served

# Requests, and KB (1000 bytes) without headers. An empty page of the theme weighs 75 KB
# in 6 requests. make audit says what a page is made of.
BUDGETS = {
    "": (6, 67),
    "about/": (5, 64),
    "elements/": (6, 73),
    "frameworks/": (6, 76),
    "in-training/": (5, 77),
    "learning/": (6, 71),
    "messages/": (5, 80),
    "neighbours/": (5, 73),
    "neurons/": (6, 69),
    "playground/": (19, 80),
    "proof/": (5, 62),
    "questions/": (6, 98),
    "reproducibility/": (6, 81),
    "rows-and-columns/": (6, 76),
    "through-the-model/": (6, 76),
    "traps/": (6, 77),
    "which-rate/": (5, 74),
    "notebooks/how-many/": (5, 72),
    "notebooks/still-there/": (6, 75),
    "notebooks/which-one/": (6, 89),
}


def test_every_page_has_a_budget_and_every_budget_a_page():
    lacking = [name for name in NAMES if name not in BUDGETS]
    assert lacking == [], f'add "{lacking[0]}": (requests, KB) to BUDGETS in {__file__}'
    assert sorted(BUDGETS) == sorted(NAMES), "a budget for a page that is not there"


def test_every_page_fits_its_budget(visit: Visit, site, address):
    requests, most = BUDGETS.get(visit.name, (0, 0))
    weight = served.weights(site, address, visit.requested)
    assert weight["requests"] == requests, sorted(visit.requested)
    # A budget that fits everything guards nothing.
    assert most / 1.1 < weight["KB"] <= most, weight


@pytest.mark.parametrize("name", ["index.html", "assets/cards/index.png"])
def test_text_is_compressed_and_pictures_are_not(site, name):
    file = site / name
    packed = len(served.body(file)) / file.stat().st_size
    assert packed < 0.3 if name.endswith("html") else packed == 1
