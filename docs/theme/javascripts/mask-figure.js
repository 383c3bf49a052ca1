/**
 * The element <mask-figure view="...">: what tools/figures/drawing.py has drawn, alive.
 *
 * It loads what it needs at the reader's first touch, so that a page that is only read
 * weighs nothing more. Its attribute "view" is a text that view.js reads; setting it
 * draws that view. It sends "viewchange" when the reader changes the view.
 */

const EVENTS = [
  "click",
  "focusin",
  "focusout",
  "keydown",
  "pointerdown",
  "pointermove",
  "pointerout",
];

/** @type {HTMLFormElement|null} Where the reader chooses what draws. */
const form = document.querySelector("form.playground");

/** @type {Record<string, [number, number]>} Rows and columns that an arrow key goes on. */
export const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** @typedef {{handle: (event: Event) => void}} Scene what a script makes of an element */

/**
 * An element whose script is loaded at the first touch.
 *
 * @template {Scene} Alive
 */
class Loaded extends HTMLElement {
  /** @type {Alive|undefined} */
  live;
  /** @type {Promise<Alive>|undefined} One, so that events keep their order. */
  loading;

  /** @returns {Promise<Alive>} what the script makes of the element */
  bring() {
    throw new Error(`${this.localName} names no script`);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (this.live) this.live.handle(event);
    else this.load().then((live) => live.handle(event));
  }

  /** @returns {Promise<Alive>} */
  load() {
    this.loading ??= this.bring().then((live) => {
      this.live = live;
      return live;
    });
    // Without a connection, the next touch tries again.
    this.loading.catch(() => {
      this.loading = undefined;
    });
    return this.loading;
  }
}

/** @extends {Loaded<import("./live.js").Live>} */
export class MaskFigure extends Loaded {
  static observedAttributes = ["view"];

  connectedCallback() {
    for (const svg of this.querySelectorAll("svg")) {
      svg.setAttribute("tabindex", "0");
      svg.setAttribute("role", "application");
    }
    for (const type of EVENTS) this.addEventListener(type, this);
  }

  /**
   * @param {string} _name
   * @param {string|null} before
   */
  attributeChangedCallback(_name, before) {
    if (this.live) this.live.show();
    else if (before !== null) this.load().then((live) => live.show());
  }

  async bring() {
    const [{ connectFigure }, views] = await Promise.all([
      import("./live.js"),
      form ? import("./sources.js") : import("./view.js"),
    ]);
    return connectFigure(this, views);
  }
}

customElements.define("mask-figure", MaskFigure);

/**
 * The element <mask-scene name="...">: what tools/figures/scene.py has drawn, alive. Its
 * script is scenes/NAME.js.
 *
 * @extends {Loaded<Scene>}
 */
export class MaskScene extends Loaded {
  connectedCallback() {
    // Keys reach a picture before its script is there; their first touch loads it.
    for (const picture of this.querySelectorAll("[data-reach]")) {
      picture.setAttribute("tabindex", "0");
      picture.setAttribute("role", "application");
    }
    for (const type of [...EVENTS, "input"]) this.addEventListener(type, this);
    // A link of the page can ask a scene for something: <a data-NAME="...">.
    document.addEventListener("click", (event) => {
      const { target } = event;
      if (!(target instanceof Element) || this.contains(target)) return;
      if (target.closest(`a[data-${this.getAttribute("name")}]`)) this.handleEvent(event);
    });
  }

  /** @param {Event} event */
  handleEvent(event) {
    const { type, target } = event;
    if (type === "input" || type === "click") {
      // What is dragged is followed at once: only a press lets squares fade.
      const dragged = target instanceof Element && target.matches("[type=range]");
      this.toggleAttribute("data-dragged", dragged);
    }
    super.handleEvent(event);
  }

  /** @returns {Promise<Scene>} */
  async bring() {
    const { connect } = await import(`./scenes/${this.getAttribute("name")}.js`);
    return connect(this);
  }
}

customElements.define("mask-scene", MaskScene);

if (form) {
  import("./playground.js").then(({ start }) => start(form));
  // Beside the page's other scripts, not after them.
  /** @type {MaskFigure|null} */ (document.querySelector("mask-figure"))?.load();
}
