# %% [markdown]
# # Is the word still there?
#
# Mostly, yes. An embedding's row is one of 1,000 known vectors, so a few
# surviving numbers give the word away: at rate 0.2 a word can still be named in
# about 92 of 100 cases if elements or columns are dropped. Dropping rows
# removes the word itself: 80 of 100. For smooth sequences it is the other way
# round. A single dropped element can be filled in from the timesteps beside it,
# a dropped column cannot. That is why `SpatialDropout1D` is recommended where
# neighbouring timesteps are correlated.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats

VOCABULARY, STEPS, FEATURES, SAMPLES = 1000, 20, 16, 150
RATES = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
KINDS = {
    "elements": None,
    "columns": (None, 1, None),
    "rows": (None, None, 1),
    "samples": (None, 1, 1),
}
random = np.random.default_rng(0)
table = random.normal(size=(VOCABULARY, FEATURES)).astype("float32")
words = random.integers(0, VOCABULARY, (SAMPLES, STEPS))


def drop(x, rate, noise_shape, seed=7):
    layer = keras.layers.Dropout(float(rate), noise_shape, seed)
    return np.asarray(layer(x, training=True))


def drop_types(rate, seed=7):
    """One draw for each sample and word of the vocabulary."""
    factors = drop(np.ones((SAMPLES, VOCABULARY), "float32"), rate, None, seed)
    return table[words] * np.take_along_axis(factors, words, axis=1)[..., None]


def named(rows):
    """The word whose vector has the largest cosine with each row."""
    directions = table / np.linalg.norm(table, axis=1, keepdims=True)
    return (rows.reshape(-1, FEATURES) @ directions.T).argmax(axis=1)


def accuracy(noise):
    """Share of words named right, and its standard error, by kind and rate."""
    found = {}
    for name in [*KINDS, "word types"]:
        shares = []
        for rate in RATES:
            if name == "word types":
                rows = drop_types(rate)
            else:
                rows = drop(table[words], rate, KINDS[name])
            rows = rows + noise * random.normal(size=rows.shape)
            right = named(rows).reshape(words.shape) == words
            # Words of one sample share draws: only samples are independent.
            per_sample = right.mean(axis=1)
            shares.append([right.mean(), per_sample.std() / np.sqrt(SAMPLES)])
        found[name] = np.array(shares)
    return found


clean, noisy = accuracy(noise=0), accuracy(noise=0.5)
print("words named right, of", words.size)
print("rate" + "".join(f"   {name}" for name in clean))
for index, rate in enumerate(RATES):
    shares = (f"{clean[name][index, 0]:{len(name) + 3}.3f}" for name in clean)
    print(f"{rate:.1f} " + "".join(shares))

# %% [markdown]
# ## What is sure and what is chance
#
# A row that is dropped leaves nothing to recognise, and is guessed as the first
# word. So with rows the share is `1 - rate`. Elements and columns treat one
# word alike: the same number of its 16 numbers survives on average. They differ
# between words, since a column is missing in all words of a sample at once.

# %%
for index, rate in enumerate(RATES):
    for name in ("rows", "samples", "word types"):
        share, error = clean[name][index]
        assert abs(share - (1 - rate)) <= 4 * error + 2 / VOCABULARY
    difference = clean["elements"][index, 0] - clean["columns"][index, 0]
    error = np.hypot(clean["elements"][index, 1], clean["columns"][index, 1])
    assert abs(difference) <= 4 * error
for name, claim in {"elements": 0.78, "columns": 0.8, "rows": 0.8}.items():
    share, error = noisy[name][2]
    print(f"with noise,  {name:9} {share:.3f} ± {error:.3f}")
    assert abs(share - claim) < 4 * error
claims = {"elements": 0.92, "columns": 0.92, "rows": 0.8}
for name, claim in claims.items():
    share, error = clean[name][2]
    print(f"at rate 0.2, {name:9} {share:.3f} ± {error:.3f}")
    assert abs(share - claim) < 4 * error
print("standard deviation between samples at rate 0.5:")
for name in ("elements", "columns"):
    print(f"  {name:9} {clean[name][5, 1] * np.sqrt(SAMPLES):.3f}")

# %%
INK = "#010203"
# Okabe and Ito's colours, which colour-blind readers can tell apart.
PALETTE = ["#009e73", "#d55e00", "#56b4e9", "#e69f00", "#cc79a7"]
COLOURS = dict(zip(clean, PALETTE, strict=True))
MARKS = dict(zip(clean, "os^vD", strict=True))
set_matplotlib_formats("svg")
plt.rc(("text", "xtick", "ytick"), color=INK)
plt.rc("axes", edgecolor=INK, labelcolor=INK, facecolor="none")
plt.rc("axes", titlelocation="left")
plt.rc("axes.spines", right=False, top=False)
plt.rc("figure", facecolor="none")
plt.rc("svg", fonttype="none", hashsalt="still-there")


def curves(axis, found):
    for name, shares in found.items():
        mean, error = shares.T.round(9)
        axis.plot(
            RATES,
            mean,
            MARKS[name] + "-",
            color=COLOURS[name],
            label=name,
            markersize=4,
        )
        axis.fill_between(
            RATES,
            mean - 2 * error,
            mean + 2 * error,
            color=COLOURS[name],
            alpha=0.25,
        )
    axis.set_ylabel("share of words named right")
    axis.legend(frameon=False)


_, axes = plt.subplots(2, figsize=(4.8, 6.4), sharex=True, layout="tight")
axes[0].set_title("the row itself")
axes[1].set_title("with noise of sd 0.5")
axes[1].set_xlabel("rate")
curves(axes[0], clean)
curves(axes[1], noisy)

# %% [markdown]
# Bands: two standard errors over 150 sentences. Noise of half the size of the
# vectors' numbers takes the advantage away that elements and columns have at
# low rates: at 0.2 their words are named about as often as those of rows, 78
# and 80 of 100.
#
# ## The same for smooth sequences
#
# Now the rows are not words. A `Conv1D` that averages over five timesteps makes
# each number nearly equal to the one before it, as in audio or in the deeper
# layers of a network. A reader that wants a dropped value looks at the nearest
# timesteps of the same feature that survived, and takes a straight line between
# them. How much of the variance does it win back?


# %%
def smooth(x, window):
    """A Conv1D whose kernel averages each feature over a window."""
    layer = keras.layers.DepthwiseConv1D(
        window, depthwise_initializer=keras.initializers.Constant(1 / window)
    )
    return np.asarray(layer(x))


def won_back(x, rate, noise_shape):
    """R² of dropped numbers, filled in from those beside them; its error."""
    x = (x - x.mean()) / x.std()
    # A copy that counts up has no zero of its own: its zeros are dropped.
    counting = np.arange(1, x.size + 1, dtype="float32").reshape(x.shape)
    dropped = drop(counting, rate, noise_shape) == 0
    filled = np.zeros_like(x)
    time = np.arange(x.shape[1])
    for sample in range(x.shape[0]):
        for feature in range(x.shape[2]):
            lost = dropped[sample, :, feature]
            if lost.any() and not lost.all():
                series = x[sample, :, feature]
                filled[sample, lost, feature] = np.interp(
                    time[lost], time[~lost], series[~lost]
                )
    errors = np.where(dropped, (x - filled) ** 2, np.nan)
    squares = np.where(dropped, x**2, np.nan)
    variance = np.nanmean(squares)
    counts = dropped.sum((1, 2))
    seen = counts > 0
    per_sample = np.nansum(errors, (1, 2))[seen] / counts[seen] / variance
    error = per_sample.std() / np.sqrt(per_sample.size)
    return 1 - np.nanmean(errors) / variance, error


vectors = random.normal(size=(SAMPLES, STEPS + 4, FEATURES)).astype("float32")
inputs = {"words": vectors[:, :STEPS], "smooth": smooth(vectors, 5)}
print("variance of dropped numbers won back")
print("           rate " + "".join(f"{name:>10}" for name in KINDS))
found = {}
for label, x in inputs.items():
    for rate in (0.2, 0.5):
        row = [won_back(x, rate, shape) for shape in KINDS.values()]
        found[label, rate] = dict(zip(KINDS, row, strict=True))
        cells = "".join(f"{r2:10.2f}" for r2, _ in row)
        print(f"{label:9} {rate:5.1f} {cells}")

# %% [markdown]
# Words do not help each other: the line through neighbouring words is worse
# than guessing the mean, so the numbers are negative. A smooth sequence gives
# most of a dropped element away, and most of a dropped row too. From a dropped
# column nothing comes back, because no timestep of it is left. (Elsewhere a
# column could be guessed from other features, if they are correlated. Here they
# are not.)

# %%
for rate in (0.2, 0.5):
    for name in ("elements", "rows"):
        r2, error = found["smooth", rate][name]
        assert r2 > 0.5 + 4 * error or rate == 0.5
        assert r2 > 0.2
        assert found["words", rate][name][0] < 0
    for label in inputs:
        for name in ("columns", "samples"):
            assert abs(found[label, rate][name][0]) < 1e-6
print("neighbours in time, correlation:")
for label, x in inputs.items():
    before, after = x[:, :-1].ravel(), x[:, 1:].ravel()
    measured = np.corrcoef(before, after)[0, 1]
    expected = 0.8 if label == "smooth" else 0.0
    assert abs(measured - expected) < 4 / np.sqrt(SAMPLES * FEATURES)
    print(f"  {label:7} {measured:.2f}")

# %% [markdown]
# So the advice has a reason, and a range. On the output of an embedding, where
# neighbours are unrelated words, dropping columns hides no more of a word than
# dropping elements. On smooth signals it hides what elements would leave in
# plain sight. Whether hiding it trains a better model is measured in [Which one
# should I use?](which-one.py)
