# %% [markdown]
# # How many are dropped?
#
# On average 64 of the 320 numbers of a (20, 16) sample, whichever mask you use
# at rate 0.2. How far a sample strays from 64 depends on what is dropped
# together: with single numbers by about 7, with columns by 32, with whole
# samples by 128. A word vanishes whole with a chance of 0.2 if rows, word types
# or whole samples are dropped, and practically never with elements or columns
# of 16 features. Below, many thousand masks of Keras are counted and set beside
# the formulas.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats
from scipy import stats

RATE, STEPS, FEATURES, SAMPLES = 0.2, 20, 16, 20_000
text = """the film is slow and the plot is thin but
the cast is so good that the evening was fun"""
sentence = text.split()
types, word_ids = np.unique(sentence, return_inverse=True)
occurrences = np.bincount(word_ids)


def kept(shape):
    layer = keras.layers.Dropout(RATE, noise_shape=shape, seed=7)
    ones = np.ones((SAMPLES, STEPS, FEATURES), "float32")
    return np.asarray(layer(ones, training=True))


def kept_types():
    layer = keras.layers.Dropout(RATE, seed=7)
    factors = np.asarray(layer(np.ones((SAMPLES, len(types))), training=True))
    ones = np.ones((SAMPLES, STEPS, FEATURES), "float32")
    return ones * factors[:, word_ids, None]


outputs = {
    "elements": kept(None),
    "columns": kept((None, 1, None)),
    "rows": kept((None, None, 1)),
    "samples": kept((None, 1, 1)),
    "word types": kept_types(),
}
print("masks drawn of each kind:", SAMPLES)

# %% [markdown]
# ## The formulas
#
# A mask makes `n` draws. Draw `i` takes `s_i` numbers with it if it falls, so
# the count of zeros has the mean `rate × Σ s_i` and the variance `rate × (1 -
# rate) × Σ s_i²`. If all blocks are equal, the count is a multiple of a
# binomial. A word is lost whole if all the draws that it depends on fall.

# %%
sizes = {
    "elements": np.ones(320),
    "columns": np.full(16, 20),
    "rows": np.full(20, 16),
    "samples": np.full(1, 320),
    "word types": occurrences * 16,
}
draws_per_word = dict.fromkeys(sizes, 1) | {"elements": 16, "columns": 16}

print("               zeros            sd         a word lost")
print("            found  exact   found  exact   found   exact")
for name, output in outputs.items():
    zeros = (output == 0).sum(axis=(1, 2))
    mean, sd = RATE * 320, np.sqrt(RATE * (1 - RATE) * np.sum(sizes[name] ** 2))
    lost = (output == 0).all(axis=2)
    chance = RATE ** draws_per_word[name]
    print(
        f"{name:10} {zeros.mean():6.2f} {mean:6.2f}  "
        f"{zeros.std():6.2f} {sd:6.2f}  {lost.mean():6.4f} {chance:7.2g}"
    )
    # Four standard errors: of the mean, of the sd, of the share.
    assert abs(zeros.mean() - mean) < 4 * sd / np.sqrt(SAMPLES)
    fourth = stats.moment(zeros, 4)
    error_of_variance = np.sqrt((fourth - sd**4) / SAMPLES)
    assert abs(zeros.var() - sd**2) < 4 * error_of_variance
    per_sample = lost.mean(axis=1)
    error = per_sample.std() / np.sqrt(SAMPLES)
    assert abs(lost.mean() - chance) <= 4 * error + 1e-9

# %% [markdown]
# ## The whole distribution
#
# Bars are measured, dots are exact. Elements stay near the mean. Columns move
# in steps of 20, rows and word types in steps of 16. A sample is there or not:
# its bars are at 0 and 320 only.

# %%
INK, MEASURED, EXACT = "#010203", "#009e73", "#d55e00"
set_matplotlib_formats("svg")
plt.rc(("text", "xtick", "ytick"), color=INK)
plt.rc("axes", edgecolor=INK, labelcolor=INK, facecolor="none")
plt.rc("axes", titlelocation="left")
plt.rc("axes.spines", right=False, top=False)
plt.rc("figure", facecolor="none")
plt.rc("svg", fonttype="none", hashsalt="how-many")


def exact(blocks):
    """The probability of each count of zeros, adding draw after draw."""
    chances = np.zeros(321)
    chances[0] = 1
    for size in blocks.astype(int):
        chances = (1 - RATE) * chances + RATE * np.roll(chances, size)
    return chances


_, axes = plt.subplots(5, figsize=(4.8, 7.2), sharex=True, layout="tight")
axes[2].set_ylabel("share of the samples")
axes[4].set_xlabel("zeros in a sample of 320 numbers")
for axis, (name, output) in zip(axes, outputs.items(), strict=True):
    zeros = (output == 0).sum(axis=(1, 2))
    counts, shares = np.unique(zeros, return_counts=True)
    shares = shares / SAMPLES
    chances = exact(sizes[name])
    width = 1 if name == "elements" else 5
    axis.bar(counts, shares, width, color=MEASURED)
    likely = np.flatnonzero(chances > 1e-4)
    heights = chances[likely].round(9)
    axis.plot(likely, heights, ".", color=EXACT, markersize=4)
    axis.set_title(name)
    seen = np.zeros(321)
    seen[counts] = shares
    error = np.sqrt(chances * (1 - chances) / SAMPLES)
    assert np.all(np.abs(seen - chances)[likely] < 5 * error[likely])

# %% [markdown]
# ## After averaging over the words
#
# Global average pooling takes the mean over the 20 timesteps. Where each
# timestep has a draw of its own, the draws partly cancel; where all share one,
# they do not. So the noise of elements and rows shrinks from 0.5 to 0.112, that
# of columns and samples stays 0.5. Word types lie between, since some words
# occur more than once. The input is 1 everywhere, so the numbers are the noise
# relative to the input.

# %%
variance_of_a_draw = RATE / (1 - RATE)
timesteps_per_draw = {
    "elements": np.ones(20),
    "columns": np.full(1, 20),
    "rows": np.ones(20),
    "samples": np.full(1, 20),
    "word types": occurrences,
}
print("sd of the mean over 20 timesteps")
print("              measured   exact")
for name, output in outputs.items():
    pooled = output.mean(axis=1)[:, 0]
    together = timesteps_per_draw[name]
    sd = np.sqrt(variance_of_a_draw * np.sum(together**2)) / STEPS
    print(f"{name:12} {pooled.std():9.3f} {sd:7.3f}")
    fourth = stats.moment(pooled, 4)
    error_of_variance = np.sqrt((fourth - sd**4) / SAMPLES)
    assert abs(pooled.var() - sd**2) < 4 * error_of_variance
    assert abs(pooled.mean() - 1) < 4 * sd / np.sqrt(SAMPLES)
    shrinks = sd < 0.5 * np.sqrt(variance_of_a_draw)
    assert shrinks == (name not in ("columns", "samples"))

# %% [markdown]
# What follows for a model? Where it averages over time, dropping columns or
# samples disturbs each feature of the mean more than the same rate on elements
# or rows. Whether more disturbance is better is another question: [Which one
# should I use?](which-one.py)
