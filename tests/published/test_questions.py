"""The page of questions: answers, proofs, sources, and that search finds them."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from searching import ask
from waiting import wait_until

from tools.project import ROOT

PAGE = (ROOT / "docs/en/questions.md").read_text("utf-8")
QUESTION = re.compile(
    r"^### (?P<title>[^\n]+) \{ #(?P<id>q-[\w-]+) \}\n\n(?P<text>.*?)(?=^##|\Z)",
    re.MULTILINE | re.DOTALL,
)
SOURCE = re.compile(r"\[(Proof|Stated|Asked): ([^]]+)\]\(([^)]+)\)")
QUESTIONS = [match.groupdict() for match in QUESTION.finditer(PAGE)]


def problems(question: dict[str, str]) -> list[str]:
    """What an entry lacks: an answer of two or three sentences, proof or source."""
    name, text = question["title"], question["text"]
    answer, _, sources = text.strip().rpartition("\n\n")
    sentences = len(re.findall(r"[.?:](?:\s|$)", re.sub(r"`[^`]*`", "code", answer)))
    found = []
    if not 2 <= sentences <= 3:
        found.append(f"{name}: {sentences} sentences; answer in two")
    links = SOURCE.findall(sources)
    if " ·\n".join(f"[{kind}: {of}]({url})" for kind, of, url in links) != sources:
        found.append(f"{name}: {sources!r}; expected [Proof: page](page.md#id) ·")
    kinds = {kind for kind, _, url in links if (kind == "Proof") != ("://" in url)}
    if not kinds & {"Proof", "Stated"}:
        found.append(f"{name}: neither proof nor named source; link one")
    return found


def test_at_least_124_questions_are_answered_once_each() -> None:
    assert len(QUESTIONS) >= 124
    assert len(QUESTIONS) == PAGE.count("\n### ")
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["title"] for question in QUESTIONS}) == len(QUESTIONS)


def test_every_question_has_an_answer_and_a_proof_or_a_named_source() -> None:
    assert [line for question in QUESTIONS for line in problems(question)] == []


def indirect(title: str, text: str) -> bool:
    """Whether the first sentence leaves "why" or "is it so" open."""
    first = re.split(r"[.:](?:\s|$)", text.strip())[0]
    if title.startswith("Why ") or title.endswith(" Why?"):
        return not first.startswith("Because ")
    asked = r"(Is|Are|Does|Do|Did|Can|May|Must|Should) (?!.* or )"
    said = r"\b(yes|no|not|neither|only|partly|mostly|almost|can|once)\b"
    return bool(re.match(asked, title)) and not re.search(said, first, re.IGNORECASE)


def test_the_first_sentence_answers_the_question_as_it_was_asked() -> None:
    assert [q["title"] for q in QUESTIONS if indirect(q["title"], q["text"])] == []
    assert indirect("Why is it slow?", "The kernel is another.")
    assert indirect("Is it slow?", "The kernel is another. So yes.")
    assert not indirect("Is it rows or columns?", "Rows.")


def test_a_question_without_proof_or_source_is_named() -> None:
    asked = "[Asked: a#1](https://a.invalid/1)"
    bare = {"title": "Why?", "text": f"Because. So it is.\n\n{asked}\n\n"}
    assert problems(bare) == ["Why?: neither proof nor named source; link one"]
    assert "answer in two" in problems(bare | {"text": f"No.\n\n{asked}"})[0]
    mute = bare["text"].replace("Asked: a#1", "Asked")
    assert "expected [Proof: page]" in problems(bare | {"text": mute})[0]


# Where threads, documentation and papers are at home; copies of them are elsewhere.
HOMES = {
    "arxiv.org",
    "community.deeplearning.ai",
    "creativecommons.org",
    "cs231n.github.io",
    "datascience.stackexchange.com",
    "discuss.pytorch.org",
    "doi.org",
    "flax.readthedocs.io",
    "forums.fast.ai",
    "github.com",
    "jmlr.org",
    "onnx.ai",
    "keras.io",
    "papers.nips.cc",
    "pytorch.org",
    "stackoverflow.com",
    "stats.stackexchange.com",
    "www.cs.cornell.edu",
    "www.tensorflow.org",
}


def test_every_source_is_linked_at_home() -> None:
    links = {
        url
        for page in (ROOT / "docs/en").rglob("*.*")
        if page.suffix in (".md", ".py")
        for url in re.findall(r"https?://[^\s)>\"`]+", page.read_text("utf-8"))
    }
    assert len(links) > 60
    assert [url for url in sorted(links) if urlsplit(url).hostname not in HOMES] == []


PHRASINGS = {
    "Dropout layer after embedding layer": "q-rows-or-columns",
    "dropout drop rows or columns": "q-rows-or-columns",
    "How to understand SpatialDropout1D and when to use it?": "q-spatialdropout1d",
    "SpatialDropout1D in PyTorch": "q-spatial-pytorch",
    "Keras: the difference between LSTM dropout and LSTM recurrent dropout": (
        "q-recurrent-dropout"
    ),
    "Dropout layer before or after LSTM. What is the difference?": "q-before-or-after",
    "is dropout layer still active in a frozen model": "q-frozen",
    "How to keep dropout on at predict time": "q-monte-carlo",
    "monte carlo dropout": "q-monte-carlo",
    "noise_shape None batch size": "q-none-batch",
    "does mask survive Conv1D": "q-mask-survives",
    "Unrecognized keyword arguments passed to Embedding: {'input_length'": (
        "q-input-length"
    ),
    "tf.random.set_seed(0) other numbers": "q-set-seed",
    "how many neurons embedding": "q-how-many-neurons",
    "word dropout on token ids before embedding": "q-token-ids",
    "model.eval() dropout still active F.dropout": "q-eval",
    "recurrent_dropout slow cuDNN": "q-cudnn",
    "recurrent_dropout has no effect": "q-recurrent-dead",
    "awd-lstm embedding dropout locked dropout": "q-awd-lstm",
    "exactly 64 of 320": "q-exactly-64",
    "mc dropout": "q-monte-carlo",
    "every occurrence": "q-every-occurrence",
    "predict always returns the same": "q-predict-deterministic",
    "write None noise_shape tuple": "q-none-batch",
    "Keras 3.6": "q-lstm-inference",
    "3.0.5": "q-recurrent-dead",
    "does seed=7 give the same zeros": "q-seed-7",
    "flax mask always the same": "q-flax-same",
    "keras file random state saved": "q-state-saved",
}


def test_20_phrasings_of_readers_are_tried() -> None:
    assert len(PHRASINGS) >= 20
    assert set(PHRASINGS.values()) <= {question["id"] for question in QUESTIONS}


@pytest.mark.parametrize(("phrasing", "wanted"), PHRASINGS.items())
def test_a_reader_who_pastes_a_problem_lands_on_its_question(
    search_page: Page, phrasing: str, wanted: str
) -> None:
    ask(search_page, phrasing)
    # Among the first results, not only somewhere among all.
    wait_until(
        search_page,
        """wanted => [...document.querySelectorAll("a.md-search-result__link")]
            .slice(0, 10).some(link => link.href.endsWith("#" + wanted))""",
        arg=wanted,
    )
