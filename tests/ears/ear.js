/**
 * An ear in a page: a virtual screen reader reads a part of it, and is listened to while
 * keys are pressed.
 */

import { virtual } from "./virtual.js";

// Roles that screen readers do not say: their text is one line.
const UNSAID = /^(paragraph|code|strong|emphasis)$/;
const LIVE = /^(polite|assertive): /;
const HOSTS = "mask-scene, mask-figure";
// How many rounds nothing may change until what a key did is done, how long one takes at
// least, and how long all may take, in milliseconds. A busy machine has slower rounds.
const CALM = 4;
const ROUND = 25;
const MOST = 20_000;

/** @type {Element} What is listened to. */
let part;
/** @typedef {[Node|null, string]} Said what a phrase is of */
/** @type {Said[]} What was said since somebody asked. */
let said = [];
/** @type {Said|undefined} What was said last of what has the focus, and how. */
let focused;
let last = "";
/** @type {Map<Element, string>} */
let shown = new Map();
let calm = 0;

/** Wait until the page stays as it is. */
async function settled() {
  const end = performance.now() + MOST;
  for (calm = 0; calm < CALM; calm += 1) {
    await new Promise((resolve) => setTimeout(resolve, ROUND));
    await new Promise(requestAnimationFrame);
    if (performance.now() > end) throw new Error("the page does not come to rest");
  }
}

/** @param {Element|null|undefined} element */
const seen = (element) =>
  element?.checkVisibility({ visibilityProperty: true }) ||
  // It has no box, and what it holds is there.
  (element && getComputedStyle(element).display === "contents");

/**
 * What is heard of a node, if anything. The virtual reader also reads what stands within a
 * picture, a closed list or closed details; it says values where readers say texts, and
 * states as they were at first.
 *
 * @param {Node|null} node
 * @param {string} phrase
 */
function heard(node, phrase) {
  const element = node instanceof Element ? node : node?.parentElement;
  const whole = element?.closest("[role=img], select");
  if (!element || !seen(element) || (whole && whole !== node)) return "";
  // A line of text in a drawing is but its text, and details are but their summary.
  if (element.matches("title, desc")) return "";
  if (element === node && element.matches("text, details")) return "";
  if (element === node && element instanceof HTMLButtonElement && element.value) {
    const [before, after] = parted(phrase, `, ${element.value}`);
    return before + after;
  }
  if (element instanceof HTMLSelectElement) {
    const [before, after] = parted(phrase, element.value);
    return before + element.selectedOptions[0].text + after;
  }
  if (element instanceof HTMLInputElement && /radio|checkbox/.test(element.type)) {
    return phrase.replace(
      /, (not )?checked/,
      `, ${element.checked ? "" : "not "}checked`,
    );
  }
  if (node === element && element.matches("summary")) {
    const { open } = /** @type {HTMLDetailsElement} */ (element.parentElement);
    return `${phrase}, ${open ? "expanded" : "collapsed"}`;
  }
  return phrase;
}

/**
 * A phrase before and after the last of a text.
 *
 * @param {string} phrase
 * @param {string} text
 */
function parted(phrase, text) {
  const at = phrase.lastIndexOf(text);
  if (at < 0) throw new Error(`"${text}" is not in "${phrase}"`);
  return [phrase.slice(0, at), phrase.slice(at + text.length)];
}

/**
 * Read the part from its first to its last, as lines: what is within something stands
 * further in, and texts that nothing parts stand on one line.
 *
 * @returns {Promise<string[]>}
 */
async function read() {
  await virtual.stop();
  await virtual.start({ container: part });
  const log = await virtual.spokenPhraseLog();
  const first = virtual.activeNode;
  const ended = () => /** @type {string} */ (log.at(-1)).startsWith("end of ");
  /** @type {string[]} */
  const lines = [];
  /** @type {(Node|null)[]} */
  const open = [];
  let joined = false;
  do {
    const node = virtual.activeNode;
    const text = heard(node, /** @type {string} */ (log.at(-1)));
    if (ended()) {
      if (open.at(-1) === node) {
        open.pop();
        joined = false;
      }
    } else if (node?.nodeType === Node.TEXT_NODE && text) {
      if (joined) lines.push(`${lines.pop()} | ${text}`);
      else lines.push("  ".repeat(open.length) + text);
      joined = true;
    } else if (UNSAID.test(text)) {
      joined &&= !(node instanceof HTMLParagraphElement);
    } else if (text) {
      lines.push("  ".repeat(open.length) + text);
      open.push(node);
      joined = false;
    }
    await virtual.next();
    // What has no end is left when the next begins.
    while (open.length && !open.at(-1)?.contains(virtual.activeNode)) open.pop();
  } while (virtual.activeNode !== first || ended());
  listen(log);
  return lines;
}

/**
 * Note what is said from now on.
 *
 * @param {string[]} log of the virtual reader
 */
function listen(log) {
  // One change is told once for each part of what is said whole.
  /** @type {Set<string>} */
  const together = new Set();
  log.push = (phrase) => {
    if (!together.has(phrase)) said.push([virtual.activeNode, phrase]);
    together.add(phrase);
    setTimeout(() => together.clear());
    return Array.prototype.push.call(log, phrase);
  };
  shown = regions();
}

/**
 * The regions that speak, with the texts in them that are seen. The virtual reader does not
 * know that a text which a style shows is said.
 */
function regions() {
  const found = part.querySelectorAll("[role=status], [role=alert], [aria-live=polite]");
  return new Map(
    [...found].map((region) => {
      const texts = [];
      const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode;
        if (seen(parentElement) && textContent?.trim()) texts.push(textContent.trim());
      }
      return [region, texts.join(" ")];
    }),
  );
}

/**
 * Begin to listen to a part of the page, and read it.
 *
 * @param {string} selector
 */
async function arrive(selector) {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  part = found;
  for (const host of document.querySelectorAll(HOSTS)) {
    // Without the site's scripts, there is nothing to load.
    const live = found.contains(host) && (await /** @type {any} */ (host).load?.());
    // A scene may wait for its model.
    await live?.ready;
  }
  new MutationObserver(() => {
    calm = 0;
  }).observe(document, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  await settled();
  return read();
}

const bare = (/** @type {string} */ text) => text.replace(/\s/g, "");

/** Wait, and give what was said since somebody asked. */
async function told() {
  await settled();
  const { activeElement } = document;
  // A key that does nothing has the reader say what has changed of the control itself.
  if (activeElement && activeElement === virtual.activeNode) await virtual.press("Shift");
  const spoken = said
    .filter(([, phrase]) => LIVE.test(phrase))
    .map(([, phrase]) => phrase);
  const own = said.filter(([, phrase]) => !LIVE.test(phrase));
  said = [];
  focused = own.at(-1) ?? focused;
  const names = own.map(([node, phrase]) => heard(node, phrase));
  const now = focused && activeElement === focused[0] ? heard(...focused) : "";
  if (now && now !== (names.at(-1) ?? last)) names.push(now);
  last = now;
  for (const [region, text] of regions()) {
    const told = spoken.some((phrase) => bare(phrase).includes(bare(text)));
    if (text && text !== shown.get(region) && !told) spoken.push(`polite: ${text}`);
  }
  shown = regions();
  if (activeElement === document.body) names.push("(the focus is lost)");
  return [...names, ...spoken];
}

/**
 * Go to a control, as the Tab key does.
 *
 * @param {string} selector
 */
async function reach(selector) {
  const control = /** @type {HTMLElement|null} */ (document.querySelector(selector));
  if (!control) throw new Error(`nothing is ${selector}`);
  control.focus();
  return told();
}

export { arrive, reach, read, told };
