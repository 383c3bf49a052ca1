# %% [markdown]
# # Is the word still there?
#
# No if its row is dropped, mostly yes if elements or columns are. Whoever skips
# the zeros can name practically every word up to rate 0.5 and 97 of 100 at rate
# 0.8, where dropped rows leave 50 and 20 of 100.
#
# <!--
# ```scene
# name: survivors
# caption: Each of 1,000 words is 16 random numbers; a few of them name it.
# ```
# -->
#
# One number that survives is enough, since no two of the 1,000 words share one.
# A layer with fixed weights sees less, because it reads a zero as a value. A
# cosine that does so names about 92 of 100 words at rate 0.2 (rows: 80), and
# above rate 0.5 it turns round: then it names fewer words than if rows were
# dropped. In smooth sequences a dropped element can be filled in from the
# timesteps beside it, a dropped column cannot. That is why `SpatialDropout1D`
# is recommended where neighbouring timesteps are correlated.

# %%
import sys
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats

VOCABULARY, STEPS, FEATURES, SAMPLES = 1000, 20, 16, 150
RATES = np.arange(10) / 10
KINDS = {
    "elements": None,
    "columns": (None, 1, None),
    "rows": (None, None, 1),
    "samples": (None, 1, 1),
}
random = np.random.default_rng(0)
numbers = random.normal(size=(VOCABULARY, FEATURES)).astype("float32")
table = numbers.astype(float)
words = random.integers(0, VOCABULARY, (SAMPLES, STEPS))


def drop(x, rate, noise_shape, seed=7):
    layer = keras.layers.Dropout(float(rate), noise_shape, seed)
    return np.asarray(layer(x, training=True))


def dropped(name, rate):
    """The sentences as (words, features), dropped in a given way."""
    if name == "word types":
        # One draw for each sample and word of the vocabulary.
        factors = drop(np.ones((SAMPLES, VOCABULARY), "float32"), rate, None)
        factors = np.take_along_axis(factors, words, axis=1)[..., None]
        rows = numbers[words] * factors
    else:
        rows = drop(numbers[words], rate, KINDS[name])
    return rows.reshape(-1, FEATURES).astype(float)


def by_cosine(rows):
    """A zero is a value: the word whose vector has the largest cosine."""
    directions = table / np.linalg.norm(table, axis=1, keepdims=True)
    return (rows @ directions.T).argmax(axis=1)


def by_survivors(rows, kept, rate):
    """The word nearest in the numbers that were kept, their scale undone."""
    rows = kept * rows * (1 - rate)
    return (kept @ (table**2).T - 2 * rows @ table.T).argmin(axis=1)


def share(guesses):
    """Share of words named right, and its standard error."""
    right = guesses.reshape(words.shape) == words
    # Words of one sample share draws: only samples are independent.
    return right.mean(), right.mean(axis=1).std() / np.sqrt(SAMPLES)


names = [*KINDS, "word types"]
cosine = {name: np.zeros((RATES.size, 2)) for name in names}
skipping = {name: np.zeros((RATES.size, 2)) for name in names}
for name in names:
    for index, rate in enumerate(RATES):
        rows = dropped(name, rate)
        guesses = by_survivors(rows, (rows != 0).astype(float), rate)
        skipping[name][index] = share(guesses)
        cosine[name][index] = share(by_cosine(rows))
print("words named right, of", words.size)
print("       a zero is a value    zeros are skipped")
print("rate   elements  columns    elements  columns     rows")
for index, rate in enumerate(RATES):
    cells = [
        found[name][index, 0]
        for found, name in (
            (cosine, "elements"),
            (cosine, "columns"),
            (skipping, "elements"),
            (skipping, "columns"),
            (cosine, "rows"),
        )
    ]
    print(
        f"{rate:.1f}  {cells[0]:9.2f} {cells[1]:8.2f}"
        f"  {cells[2]:10.2f} {cells[3]:8.2f} {cells[4]:8.2f}"
    )
shown = [
    found[name] for found in (cosine, skipping) for name in list(KINDS)[:3]
]
wide = max(shares[:, 1].max() for shares in shown)
print(f"two standard errors: at most {2 * wide:.2f}")

# %% tags=["scene"]
INK = "#010203"
# Okabe and Ito's colours, which colour-blind readers can tell apart.
COLOURS = {"elements": "#009e73", "columns": "#d55e00", "rows": "#56b4e9"}
MARKS = dict(zip(COLOURS, "os^", strict=True))
set_matplotlib_formats("svg")
plt.rc(("text", "xtick", "ytick"), color=INK)
plt.rc("axes", edgecolor=INK, labelcolor=INK, facecolor="none")
plt.rc("axes", titlelocation="left")
plt.rc("axes.spines", right=False, top=False)
plt.rc("figure", facecolor="none")
plt.rc("svg", fonttype="none", hashsalt="still-there")


def curves(readers):
    """A panel for each reader; bands are two standard errors."""
    _, axes = plt.subplots(
        len(readers),
        figsize=(4.8, 2.6 * len(readers)),
        sharex=True,
        layout="tight",
    )
    for axis, (title, found) in zip(axes, readers.items(), strict=True):
        axis.set_title(title)
        for name, colour in COLOURS.items():
            mean, error = found[name].T.round(9)
            style = {"color": colour, "label": name, "markersize": 4}
            axis.plot(RATES, mean, MARKS[name] + "-", **style)
            low, high = mean - 2 * error, mean + 2 * error
            axis.fill_between(RATES, low, high, color=colour, alpha=0.25)
        axis.set_ylim(0, 1.05)
        axis.set_ylabel("words named right")
    axes[0].legend(frameon=False)
    axes[-1].set_xlabel("rate")


curves({"a zero is a value": cosine, "zeros are skipped": skipping})

# %% [markdown]
# Each share is measured on 150 sentences of 20 words.
#
# ## Two readers of one row
#
# Both know the table of 1,000 vectors with 16 numbers each, and see one masked
# row at a time. The first takes the vector with the largest cosine, so a zero
# counts as the value 0, as it does for the weights of a layer. The second
# compares only the numbers that are not zero, and undoes their scale `1 / (1 -
# rate)`. No reader can do better: it fails where nothing survived.
#
# A dropped row leaves nothing, so with rows `1 - rate` of the words can be
# named. Whole samples and word types are the same to both readers. Elements and
# columns leave a word nothing with chance `rate ** 16`. They treat one word
# alike and differ between words, since a column is missing in all words of a
# sample at once.
#
# The words are drawn at random, so that the words beside a row say nothing of
# it. In real text they would; that was not measured.

# %%
for index, rate in enumerate(RATES):
    for name in ("rows", "samples", "word types"):
        mean, error = skipping[name][index]
        assert abs(mean - (1 - rate)) <= 4 * error + 2 / VOCABULARY
        assert abs(cosine[name][index, 0] - mean) < 1e-3
    for name in ("elements", "columns"):
        mean, error = skipping[name][index]
        assert abs(mean - (1 - rate**FEATURES)) <= 4 * error + 1e-3
        lead = cosine[name][index, 0] - cosine["rows"][index, 0]
        error = np.hypot(cosine[name][index, 1], cosine["rows"][index, 1])
        assert (lead > 0) == (0 < rate < 0.5) or abs(lead) < 4 * error
        assert rate <= 0.5 or lead < -4 * error
    lead = cosine["elements"][index, 0] - cosine["columns"][index, 0]
    error = np.hypot(cosine["elements"][index, 1], cosine["columns"][index, 1])
    assert abs(lead) <= 4 * error
for name in ("elements", "columns"):
    mean, error = cosine[name][2]
    assert abs(mean - 0.92) < 4 * error
print("left with nothing, elements or columns, exactly")
for rate in (0.2, 0.5, 0.8):
    print(f"  rate {rate}: {rate**FEATURES:.1g}")
print("sd between samples at rate 0.5, a zero is a value")
for name in ("elements", "columns"):
    print(f"  {name:9} {cosine[name][5, 1] * np.sqrt(SAMPLES):.2f}")

# %% [markdown]
# ## With noise
#
# Noise of standard deviation 0.5, half of that of the vectors' numbers, is
# added after the dropout. Then a dropped number is no zero any more, and nobody
# sees what to skip. Three readers:
#
# - **a zero is a value**: the cosine, as before.
# - **best alone**: the most likely word, given one row, the rate and the noise.
#   Each number may have been dropped, so its likelihood is the mixture `rate ·
#   N(0, 0.5) + (1 - rate) · N(number / (1 - rate), 0.5)`. For elements and
#   columns that is exact as long as no other row is seen. With rows a drop is
#   as likely for every word, so the nearest vector is the best guess.
# - **told the mask**: the most likely word if it is also known what was
#   dropped. The rest has the same noise everywhere, so that is the nearest
#   vector in the numbers kept.
#
# A reader of all 20 rows could find out which columns are missing: it lies
# between the last two, and was not built. Noise added before the dropout leaves
# the zeros visible; that was not measured either.

# %%
NOISE = 0.5


def alone(rows, rate):
    """The most likely word if each number may have been dropped."""
    guesses = []
    scaled = table.T / (1 - rate) / NOISE / np.sqrt(2)
    # A sentence at a time: such arrays stay in the processor's cache.
    for sentence in np.split(rows / NOISE / np.sqrt(2), SAMPLES):
        likely = np.ones((STEPS, VOCABULARY))
        for seen, kept in zip(sentence.T, scaled, strict=True):
            lost = rate / (1 - rate) * np.exp(-(seen**2))
            likely *= lost[:, None] + np.exp(-((seen[:, None] - kept) ** 2))
        guesses.append(likely.argmax(axis=1))
    return np.concatenate(guesses)


titles = ["a zero is a value", "best alone", "told the mask"]
noisy = {
    title: {name: np.zeros((RATES.size, 2)) for name in COLOURS}
    for title in titles
}
for name in COLOURS:
    for index, rate in enumerate(RATES):
        rows = dropped(name, rate)
        kept = (rows != 0).astype(float)
        rows = rows + NOISE * random.normal(size=rows.shape)
        told = by_survivors(rows, kept, rate)
        if name == "rows":
            best = by_survivors(rows, np.ones_like(rows), rate)
        else:
            best = alone(rows, rate)
        for title, guesses in zip(
            titles, (by_cosine(rows), best, told), strict=True
        ):
            noisy[title][name][index] = share(guesses)
print("with noise, words named right, of 100")
print(f"{'rate':10}" + "".join(f"{rate:4.1f}" for rate in RATES))
for title, found in noisy.items():
    print(title)
    for name, shares in found.items():
        cells = "".join(f"{100 * share:4.0f}" for share in shares[:, 0])
        print(f"  {name:8}{cells}")
wide = max(s[:, 1].max() for found in noisy.values() for s in found.values())
print(f"two standard errors: at most {200 * wide:.0f}")

# %% tags=["scene"]
curves(noisy)

# %% [markdown]
# With the same noise, at rate 0.2, rows leave 80 of 100 words. Elements and
# columns leave about 98 to a reader that is told the mask and about 92 to one
# that is not. The cosine names 78 and 80: from this reader, and from no other
# here, noise takes the advantage. Above rate 0.5 elements and columns leave
# fewer words than rows to the cosine, and more to the two others.

# %%
for name in ("elements", "columns"):
    for index, rate in enumerate(RATES):
        ours = np.array([noisy[title][name][index] for title in titles])
        rows = np.array([noisy[title]["rows"][index] for title in titles])
        lead = ours[:, 0] - rows[:, 0]
        error = np.hypot(ours[:, 1], rows[:, 1])
        if rate:
            assert (lead[1:] > 4 * error[1:]).all()
        assert rate <= 0.5 or lead[0] < -4 * error[0]
    claims = (0.79, 0.92, 0.98)
    for title, claim in zip(titles, claims, strict=True):
        mean, error = noisy[title][name][2]
        assert abs(mean - claim) < 4 * error
for title in titles:
    mean, error = noisy[title]["rows"][2]
    assert abs(mean - 0.8) < 4 * error

# %% [markdown]
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
    lost_ones = drop(counting, rate, noise_shape) == 0
    filled = np.zeros_like(x)
    time = np.arange(x.shape[1])
    for sample in range(x.shape[0]):
        for feature in range(x.shape[2]):
            lost = lost_ones[sample, :, feature]
            if lost.any() and not lost.all():
                series = x[sample, :, feature]
                filled[sample, lost, feature] = np.interp(
                    time[lost], time[~lost], series[~lost]
                )
    errors = np.where(lost_ones, (x - filled) ** 2, np.nan)
    squares = np.where(lost_ones, x**2, np.nan)
    variance = np.nanmean(squares)
    counts = lost_ones.sum((1, 2))
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
# Words drawn at random do not help each other: the line through neighbouring
# words is worse than guessing the mean, so the numbers are negative. A smooth
# sequence gives most of a dropped element away, and most of a dropped row too.
# From a dropped column no timestep is left, and this reader gets nothing back.
# (It looks at one feature alone. Who knows the table names the word, as above,
# and has all its numbers back.)

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
# ## Features of a trained table
#
# The features above are drawn one by one. Those of a trained embedding are
# related, and then a dropped column comes back in part from the columns beside
# it. The model of [Which one should I use?](which-one.py) is trained here for
# four epochs on its generated sentences, by `tools/studies/study.py` of the
# project. Half of the words fit a straight line from 15 features to the last
# one, the other half judge it.

# %%
# The project runs this in its own folder, Jupyter in the notebook's.
HERE = Path("docs/en/notebooks")
sys.path.append(str((HERE if HERE.exists() else Path()) / "../../.."))
from tools.studies.model import build  # noqa: E402
from tools.studies.study import BATCH  # noqa: E402
from tools.studies.tasks import generated  # noqa: E402


def from_others(vectors):
    """R² of a feature from the others, on words left out; mean of all."""
    fitted, judged = vectors[::2], vectors[1::2]
    found = []
    for feature in range(FEATURES):
        inputs = [np.delete(half, feature, 1) for half in (fitted, judged)]
        inputs = [np.c_[half, np.ones(len(half))] for half in inputs]
        line = np.linalg.lstsq(inputs[0], fitted[:, feature])[0]
        errors = judged[:, feature] - inputs[1] @ line
        found.append(1 - errors.var() / judged[:, feature].var())
    return np.mean(found)


task = generated(seed=0)
model = build("elements", rate=0.4, seed=0)
used = np.unique(task.train_ids)
before = model.layers[1].get_weights()[0].astype(float)
model.fit(
    task.train_ids,
    task.train_labels,
    batch_size=BATCH["generated"],
    epochs=4,
    verbose=0,
)
after = model.layers[1].get_weights()[0].astype(float)
# Training rounds otherwise on each processor: only what is wide of it is told.
first, trained = from_others(before[used]), from_others(after[used])
print("R² of a feature from the other 15, words left out")
print("  before training, within 0.1 of 0:", abs(first) < 0.1)
print("  after four epochs, 0.2 to 0.7:   ", 0.2 < trained < 0.7)
assert abs(first) < 0.1 and 0.2 < trained < 0.7
sentences = after[task.train_ids] - after[task.train_ids].mean((0, 1))
ends = sentences[:, :-1].ravel(), sentences[:, 1:].ravel()
beside = np.corrcoef(*ends)[0, 1]
print("neighbours in time, correlation")
print("  after four epochs, within 0.1 of 0:", abs(beside) < 0.1)
assert abs(beside) < 0.1

# %% [markdown]
# So the advice has a reason, and a range. On the output of an embedding,
# dropping columns hides no more of one word than dropping elements, whichever
# of the three readers looks. On smooth signals it hides what elements would
# leave in plain sight. That the neighbours of a word are unrelated is so by
# construction, in the table drawn at random and in the generated sentences.
# Real text was not run here: the review sentences are no part of the project.
# Whether hiding more trains a better model is measured in [Which one should I
# use?](which-one.py)
