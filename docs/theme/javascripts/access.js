// What the theme keeps from the keyboard, from screen readers, from paper and from who searches.

// The menu of narrow pages opens by a label, which no key reaches. Without this script it
// stays a label.
const menu = /** @type {HTMLInputElement} */ (document.querySelector("#__drawer"));
const label = /** @type {HTMLElement} */ (
  document.querySelector("label.md-header__button[for=__drawer]")
);
const button = document.createElement("button");
button.className = label.className;
button.append(...label.childNodes);
label.replaceWith(button);
const update = () => button.setAttribute("aria-expanded", String(menu.checked));
menu.addEventListener("change", update);
button.addEventListener("click", () => menu.click());
// It covers the page: Escape closes it, and so does going on with the Tab key.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.checked) return;
  menu.click();
  button.focus();
});
document.querySelector(".md-content")?.addEventListener("focusin", () => {
  if (menu.checked) menu.click();
});
update();

// Whoever changes the language stays where they are: at the place that the address names,
// if it is in sight or no heading, or at the heading above what they read. A heading has
// the same id in every language.
const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];
const from = (/** @type {Element} */ at) => at.getBoundingClientRect().top;
for (const link of document.querySelectorAll("a.language")) {
  link.addEventListener("click", () => {
    const named = document.getElementById(location.hash.slice(1));
    const there = !named || (from(named) >= 0 && from(named) < innerHeight);
    const read = headings.findLast((heading) => from(heading) < 150)?.id ?? "";
    /** @type {HTMLAnchorElement} */ (link).hash =
      location.hash && there ? location.hash : read;
  });
}

// A program opens for a link to it, for what search has found in it, and for paper.
const open = (/** @type {Iterable<Element>} */ programs) => {
  for (const program of programs) program.setAttribute("open", "");
};
const follow = () => {
  const program = document.getElementById(location.hash.slice(1))?.closest("details");
  if (!program || program.open) return;
  program.open = true;
  program.scrollIntoView();
};
addEventListener("hashchange", follow);
follow();
const article = /** @type {HTMLElement} */ (document.querySelector("article"));
if (new URLSearchParams(location.search).has("h")) {
  const seen = new MutationObserver(() =>
    open(article.querySelectorAll("details:has(mark)")),
  );
  seen.observe(article, { childList: true, subtree: true });
}

// Paper is white.
const { dataset } = document.body;
/** @type {string|undefined} */
let scheme;
addEventListener("beforeprint", () => {
  scheme = dataset.mdColorScheme;
  dataset.mdColorScheme = "default";
  open(article.querySelectorAll("details.program:not([open])"));
});
addEventListener("afterprint", () => {
  dataset.mdColorScheme = scheme;
});

// What is typed into the search is put to it in other words. The theme has no place for
// that but on the way to its worker. A message of type 2 is a question; the worker says by
// one of type 1 that it has the index. What was asked before, it has lost: it is asked anew.
const { postMessage } = Worker.prototype;
/** @type {{ type: number, data: string }|undefined} */
let question;
/**
 * @this {Worker}
 * @param {{ type: number, data: string }} message
 */
Worker.prototype.postMessage = async function (message) {
  if (message.type !== 2) {
    this.addEventListener("message", ({ data }) => {
      if (data.type === 1 && question) postMessage.call(this, question);
    });
    return postMessage.call(this, message);
  }
  const { asked } = await import("./search.js");
  question = { ...message, data: asked(message.data) };
  postMessage.call(this, question);
};
