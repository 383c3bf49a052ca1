"""What Hypothesis draws for masks, the same in every run, and how it runs here."""

from hypothesis import configuration, settings
from hypothesis import strategies as st

from tools.project import CACHE

configuration.set_hypothesis_home_dir(CACHE / "hypothesis")

# About 0, about 1, and about halfway between two numbers of a dtype.
EDGES = [0.0, 5e-324, 1e-9, 2**-24, 2**-23, 2**-10, 3 * 2**-8, 0.5]
EDGES += [0.5 + 2**-9, 0.5 + 2**-9 + 2**-40, 0.5 + 2**-12, 0.5 + 2**-12 + 2**-40]
EDGES += [0.5 + 3 * 2**-12, *(1 - 2**-n for n in (8, 12, 23, 25, 53))]
RATES = st.sampled_from(EDGES) | st.floats(0, 1, exclude_max=True)

ENDS = [-(2**63), -1, 0, 2**31 - 3, 2**31 - 2, 2**31, 2**40, 2**63 - 1]
SEEDS = st.sampled_from(ENDS) | st.integers(-(2**63), 2**63 - 1)
# How many masks a layer may have drawn: its state holds 64 bits.
CALLS = st.integers(0, 3) | st.sampled_from(ENDS[2:]) | st.integers(0, 2**63 - 1)
WORDS = st.sampled_from([0, 1, 2**31, 2**32 - 1]) | st.integers(0, 2**32 - 1)

DTYPES = ["float16", "bfloat16", "float32", "float64"]


def few(cases: int) -> settings:
    """So many cases; none is kept for the next run, and none is timed."""
    return settings(max_examples=cases, derandomize=True, database=None, deadline=None)


@st.composite
def shapes(draw: st.DrawFn) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    """Batch, timesteps and features, or another rank, and a noise shape for it."""
    three = st.tuples(st.integers(1, 6), st.integers(1, 30), st.integers(1, 40))
    any_rank = st.lists(st.integers(1, 9), min_size=1, max_size=4).map(tuple)
    shape = draw(three | any_rank)
    noise = tuple(draw(st.sampled_from([None, 1, size])) for size in shape)
    return shape, noise
