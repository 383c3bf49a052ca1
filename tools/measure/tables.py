"""The tables of an audit: ratios to the empty page, aims missed, points that cost."""

import pandas as pd

from tools.measure import server

# The page that all others stand beside: the same theme, nothing on it.
FLOOR = "(empty page)"
# Points by page, device and audit.
Costs = dict[tuple[str, str, str], float]
SCORES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "practices",
    "seo": "SEO",
}
TIMES = {
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
# On each page: a column, whether it is to be at most or at least that, and that.
AIMS = [
    ("performance", "least", 99),
    ("accessibility", "least", 100),
    ("practices", "least", 100),
    ("SEO", "least", 100),
    ("TBT ms", "most", 50),
    ("CLS", "most", 0),
    ("third-party", "most", 0),
]
# On index.
FIRST = [("x KB", "most", 1.25), ("x LCP", "most", 1.10)]


def ratios(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the ratios of bytes and of largest contentful paint to the floor.

    Args:
        table: By page and device, in that order.
    """
    floor = table.loc[FLOOR]
    for column, ratio in (("KB", "x KB"), ("LCP ms", "x LCP")):
        beside = floor[column].reindex(table.index.get_level_values("device"))
        table[ratio] = table[column] / beside.to_numpy()
    return table


def missed(table: pd.DataFrame) -> list[str]:
    """Each aim that a page of the site misses, in words."""
    found = []
    for (page, device), row in table.drop(FLOOR).iterrows():
        for column, bound, aim in AIMS + (FIRST if page == "index" else []):
            value = round(row[column], 3)
            if value > aim if bound == "most" else value < aim:
                found.append(
                    f"{page}, {device}: {column} is {value:g}, at {bound} {aim} asked"
                )
    return found


def tables(table: pd.DataFrame, costs: Costs, rounds: int) -> str:
    """The tables, the aims missed and what costs points, as text.

    Args:
        table: What :func:`ratios` gives.
        costs: Points by page, device and audit, summed over the rounds.
        rounds: How often each page was measured.
    """
    whole, twice, thrice = "{:.0f}".format, "{:.2f}".format, "{:.3f}".format
    formats = {"x KB": twice, "x LCP": twice, "CLS": thrice}
    formats |= dict.fromkeys(("requests", "third-party"), whole)
    formats |= dict.fromkeys((*SCORES.values(), "LCP ms", "TBT ms"), whole)
    weight = table.xs("mobile", level="device")
    weight = weight[["requests", "third-party", *server.KINDS, "KB", "x KB"]]
    speed = table[[*SCORES.values(), *TIMES.values(), "x LCP"]]
    options = {"float_format": "{:.1f}".format, "index_names": False, "sparsify": False}
    points = [
        f"{page}, {device}: {audit} {cost / rounds:.1f}"
        for (page, device, audit), cost in costs.items()
        if page != FLOOR and cost / rounds >= 0.5
    ]
    parts = [
        "First view: requests, KB (1000 bytes) as transferred, times the empty page",
        weight.to_string(formatters=formats, **options),
        f"\nLighthouse, median of {rounds}",
        speed.to_string(formatters=formats, **options),
        "\nAims missed",
        *(missed(table) or ["none"]),
        f"\nAudits that cost half a point or more, mean of {rounds}",
        *(points or ["none"]),
    ]
    return "\n".join(parts) + "\n"
