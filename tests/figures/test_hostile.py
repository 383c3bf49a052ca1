"""Generated hostile input hangs nothing, injects nothing and breaks no policy."""

import json
import subprocess

import pytest
from playground_page import DEFAULT
from playwright.sync_api import Page
from waiting import wait_until

from tools.project import NODE, ROOT

COUNT = 300
# Milliseconds for one input: what hangs takes for ever.
LONG = 10_000

# From now on: elements and attributes that run or load something, broken policies.
WATCH = """() => {
  window.seen = [];
  addEventListener("securitypolicyviolation", (event) =>
    seen.push(`policy ${event.effectiveDirective} ${event.blockedURI}`));
  const loading = "script, iframe, object, embed, img, video, audio, link, base, form";
  const look = (node) => {
    if (!(node instanceof Element)) return;
    for (const one of [node, ...node.querySelectorAll("*")]) {
      if (one.matches(loading)) seen.push(`element ${one.localName}`);
      for (const { name, value } of one.attributes) {
        if (/^on|^srcdoc$/.test(name) || /^\\s*(javascript|data):/i.test(value)) {
          seen.push(`attribute ${name}`);
        }
      }
    }
  };
  new MutationObserver((changes) => changes.forEach((change) =>
    change.type === "attributes"
      ? look(change.target.cloneNode())
      : change.addedNodes.forEach(look),
  )).observe(document, { subtree: true, childList: true, attributes: true });
}"""
FOLLOW = """async ([cases, fallback, long]) => {
  const wrong = [];
  const part = (selector) => document.querySelector(selector);
  let longest = 0;
  for (const { hash, view } of cases) {
    const start = performance.now();
    // The same address twice is no change.
    if (location.hash !== hash) {
      const moved = new Promise((done) => {
        addEventListener("popstate", done, { once: true });
        setTimeout(done, long);
      });
      location.hash = hash;
      await moved;
    }
    const shown = part(".playground-link a").hash.slice(1);
    const note = part(".playground-note").textContent;
    const right = view === undefined
      ? shown === fallback && note.startsWith("This link is broken: ")
      : shown === view && note === "";
    const short = hash.slice(0, 200);
    if (!right || note.length > 300) wrong.push([short, view, shown, note]);
    longest = Math.max(longest, performance.now() - start);
  }
  return { wrong, longest };
}"""
# Each text is put into the next field.
PASTE = """async ([texts, selector]) => {
  const fields = [...document.querySelectorAll(selector)];
  let longest = 0;
  for (const [index, text] of texts.entries()) {
    const start = performance.now();
    const field = fields[index % fields.length];
    field.focus();
    field.value = text;
    for (const name of ["input", "keyup"]) {
      field.dispatchEvent(new Event(name, { bubbles: true }));
    }
    await new Promise((done) => setTimeout(done));
    longest = Math.max(longest, performance.now() - start);
  }
  return { fields: fields.length, longest };
}"""
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  const html = "<svg onload='window.injected = true'>";
  document.body.insertAdjacentHTML("beforeend", html);
  return window.injected;
}"""
READY = "document.querySelector('mask-scene').load().then((live) => live.ready ?? true)"


@pytest.fixture(scope="module")
def samples() -> dict[str, list]:
    """Fragments with the view that each names, texts and sentences."""
    script = ROOT / "tests/javascript/hostile-samples.js"
    done = subprocess.run(
        [NODE, script, str(COUNT)], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert {name: len(some) for name, some in found.items()} == {
        "fragments": COUNT,
        "texts": COUNT,
        "sentences": COUNT,
    }
    return found


def paste(page: Page, texts: list[str], selector: str, least: int = 1) -> None:
    """Put each text into one of the fields, in turn."""
    done = page.evaluate(PASTE, [texts, selector])
    assert done["fields"] >= least
    assert done["longest"] < LONG


def assert_clean(page: Page, errors: list[str]) -> None:
    """Nothing was injected, no policy broken, nothing went wrong."""
    assert page.evaluate("seen") == []
    assert errors == []


def test_hostile_addresses_show_their_view_or_the_default(
    opened, errors, samples, record_property
):
    page = opened()
    page.evaluate(WATCH)
    views = [case.get("view") for case in samples["fragments"]]
    assert views.count(None) >= COUNT / 3
    assert len(set(views)) >= COUNT / 10
    done = page.evaluate(FOLLOW, [samples["fragments"], DEFAULT, LONG])
    assert done["wrong"] == []
    assert done["longest"] < LONG
    paste(page, samples["texts"], "form.playground input[type=text]", 8)
    page.evaluate(FOLLOW, [[{"hash": f"#{DEFAULT}"}], DEFAULT, LONG])
    assert page.locator("[data-number=zeros]").text_content() == "71"
    assert_clean(page, errors)
    record_property("hostile", len(samples["fragments"]) + len(samples["texts"]))


def test_hostile_sentences_and_words_are_read_as_text(
    page, address, errors, samples, record_property
):
    texts, sentences = samples["texts"], samples["sentences"]
    page.goto(f"{address}through-the-model/")
    page.evaluate(READY)
    page.evaluate(WATCH)
    paste(page, sentences[:60], ".scene-chain input[type=text]")
    assert page.locator(".chain-words text").count() == 20
    page.evaluate("document.querySelector('label[for=__search]').click()")
    paste(page, sentences[:30], ".md-search__input")
    wait_until(page, "document.querySelectorAll('.md-search-result__meta').length")
    assert_clean(page, errors)
    page.goto(f"{address}reproducibility/")
    page.evaluate(READY)
    page.evaluate(WATCH)
    paste(page, texts[:40], ".scene-film input[inputmode=numeric]", 2)
    assert_clean(page, errors)
    page.goto(f"{address}questions/")
    page.evaluate(WATCH)
    paste(page, texts[:40], "form.filter input")
    assert_clean(page, errors)
    record_property("hostile", 60 + 30 + 40 + 40)
    # What is watched for would be seen.
    assert page.evaluate(INJECT) is None
    wait_until(page, "seen.length >= 4")
    assert sorted(set(page.evaluate("seen"))) == [
        "attribute onload",
        "element script",
        "policy script-src-attr inline",
        "policy script-src-elem inline",
    ]
