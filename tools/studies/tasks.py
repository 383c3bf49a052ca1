"""The tasks of the study: sentences of 20 word ids with a label of 0 or 1.

Real text is the sentence polarity dataset v1.0 of Pang and Lee, "Seeing stars", ACL
2005: 10,662 sentences from film reviews. It is not part of this project:
:func:`read_polarity` reads a folder, or downloads the files from their public home, and
checks them.
"""

import hashlib
import io
import tarfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import numpy as np
from numpy.typing import NDArray

STEPS = 20
VOCABULARY = 1000
PADDING, UNKNOWN = 0, 1

HOME = "https://www.cs.cornell.edu/people/pabo/movie-review-data/rt-polaritydata.tar.gz"
# Of the files as UTF-8; their public home has them in the encoding cp1252.
SHA256 = {
    "rt-polarity.neg": (
        "2d11cfbc790f1cd96d78339f41ce53ced1efa83cd22d37d6788fa3fe3d17e2fd"
    ),
    "rt-polarity.pos": (
        "4134882974a28d0c7b5151256f0e33a6169984ee7372c279e673f1114f475d58"
    ),
}

# Of the generated task: how many words of each meaning, and how much of it is noise.
WORDS_PER_SET = 10
FIRST_FILLER = 100
SENTENCES = ("key", "redundant", "order")
WRONG_LABELS = 0.1


class TaskError(Exception):
    """Data cannot be had, or is not what it should be."""


@dataclass(frozen=True)
class Task:
    """Sentences to train on and to test on.

    Attributes:
        train_ids, test_ids: int32, shape (sentences, 20), ids in [0, 1000).
        train_labels, test_labels: float32 of 0 and 1, shape (sentences,).
        test_kinds: int, shape (sentences,): the place in SENTENCES of each sentence of
            the test; None for real text.
        words: Of real text the words known, in the order of their ids from 2 on.
    """

    train_ids: NDArray[np.int32]
    train_labels: NDArray[np.float32]
    test_ids: NDArray[np.int32]
    test_labels: NDArray[np.float32]
    test_kinds: NDArray[np.int64] | None = None
    words: list[str] = field(default_factory=list)


def _sentences(
    size: int, random: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    ids = random.integers(FIRST_FILLER, VOCABULARY, (size, STEPS))
    labels = random.integers(0, 2, size)
    kinds = random.integers(0, len(SENTENCES), size)
    for sentence, label, kind in zip(ids, labels, kinds, strict=True):
        word = random.integers(0, WORDS_PER_SET, 5)
        if SENTENCES[kind] == "key":
            # One word decides: 10 to 19 is negative, 20 to 29 positive.
            sentence[random.integers(STEPS)] = 10 + 10 * label + word[0]
        elif SENTENCES[kind] == "redundant":
            # Five words, each of the right side in four of five cases.
            sides = np.where(random.random(5) < 0.8, label, 1 - label)
            places = random.choice(STEPS, 5, replace=False)
            sentence[places] = 30 + 10 * sides + word
        else:
            # Two neighbours, one of 50 to 59 and one of 60 to 69: their order decides.
            place = random.integers(STEPS - 1)
            pair = np.array([50 + word[0], 60 + word[1]])
            sentence[place : place + 2] = pair if label else pair[::-1]
    return ids.astype(np.int32), labels.astype(np.float32), kinds


def generated(seed: int, train: int = 6000, test: int = 6000) -> Task:
    """Sentences of random words in which a key word, five hints or an order decides.

    Of the 20 words all but one, five or two are drawn evenly from 900 fillers. A tenth
    of the training labels is flipped, so that a model can overfit; no test label is.

    Args:
        seed: Of the training sentences; the test sentences are always the same.
        train: How many sentences to train on.
        test: How many to test on.
    """
    random = np.random.default_rng([1, seed])
    ids, labels, _ = _sentences(train, random)
    flipped = random.random(train) < WRONG_LABELS
    labels[flipped] = 1 - labels[flipped]
    return Task(ids, labels, *_sentences(test, np.random.default_rng(0)))


def read_polarity(folder: Path) -> tuple[list[str], list[str]]:
    """The negative and the positive sentences, from a folder or from their home.

    Args:
        folder: Where rt-polarity.neg and rt-polarity.pos lie, in UTF-8, or will lie.

    Raises:
        TaskError: They cannot be downloaded, or differ from the published ones.
    """
    if not all((folder / name).exists() for name in SHA256):
        _download(folder)
    read = []
    for name, expected in SHA256.items():
        content = (folder / name).read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            raise TaskError(
                f"{folder / name} has SHA-256 {found}; expected {expected}. Remove it "
                "to download it again"
            )
        read.append(content.decode("utf-8").splitlines())
    return read[0], read[1]


def _download(folder: Path) -> None:
    try:
        with urlopen(HOME, timeout=60) as answer:
            archive = answer.read()
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            for member in files:
                name = Path(member.name).name
                file = files.extractfile(member) if name in SHA256 else None
                if file:
                    text = file.read().decode("cp1252")
                    (folder / name).write_text(text, "utf-8", newline="\n")
    except (OSError, tarfile.TarError, UnicodeDecodeError) as error:
        raise TaskError(
            f"{HOME}: {error}; put rt-polarity.neg and rt-polarity.pos, as UTF-8, into "
            f"{folder}"
        ) from error


def polarity(
    negative: list[str], positive: list[str], seed: int, train: int | None = None
) -> Task:
    """The polarity sentences as ids: the first 20 words of each.

    The test sentences, a tenth, are always the same. The vocabulary holds padding,
    unknown, and the 998 most frequent words of the sentences trained on.

    Args:
        negative: Sentences with label 0, words separated by spaces.
        positive: Sentences with label 1.
        seed: Which sentences to train on, if not all.
        train: How many sentences to train on; None for all but those of the test.
    """
    texts = [sentence.split() for sentence in negative + positive]
    labels = np.repeat([0, 1], [len(negative), len(positive)]).astype(np.float32)
    order = np.random.default_rng(0).permutation(len(texts))
    test, rest = np.split(order, [len(texts) // 10])
    chosen = np.random.default_rng([2, seed]).permutation(rest)[:train]
    counts = Counter(word for index in chosen for word in texts[index])
    known = {
        word: place
        for place, (word, _) in enumerate(counts.most_common(VOCABULARY - 2), start=2)
    }

    def encode(indices: NDArray[np.int64]) -> NDArray[np.int32]:
        ids = np.full((len(indices), STEPS), PADDING, np.int32)
        for row, index in zip(ids, indices, strict=True):
            words = [known.get(word, UNKNOWN) for word in texts[index][:STEPS]]
            row[: len(words)] = words
        return ids

    return Task(
        encode(chosen), labels[chosen], encode(test), labels[test], None, list(known)
    )
