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

export class MaskFigure extends HTMLElement {
  static observedAttributes = ["view"];

  /** @type {import("./live.js").Live|undefined} */
  live;
  /** @type {Promise<import("./live.js").Live>|undefined} One, so that events keep order. */
  loading;

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

  /** @param {Event} event */
  handleEvent(event) {
    if (this.live) this.live.handle(event);
    else this.load().then((live) => live.handle(event));
  }

  /** @returns {Promise<import("./live.js").Live>} */
  load() {
    this.loading ??= import("./live.js").then(({ connectFigure }) => {
      this.live = connectFigure(this);
      return this.live;
    });
    // Without a connection, the next touch tries again.
    this.loading.catch(() => {
      this.loading = undefined;
    });
    return this.loading;
  }
}

customElements.define("mask-figure", MaskFigure);

/**
 * The element <mask-scene name="...">: what tools/figures/scene.py has drawn, alive. Its
 * script is scenes/NAME.js, loaded at the reader's first touch.
 *
 * @typedef {{handle: (event: Event) => void}} Scene
 */
export class MaskScene extends HTMLElement {
  /** @type {Scene|undefined} */
  live;
  /** @type {Promise<Scene>|undefined} One, so that events keep their order. */
  loading;

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
    if (this.live) this.live.handle(event);
    else this.load().then((live) => live.handle(event));
  }

  /** @returns {Promise<Scene>} */
  load() {
    this.loading ??= import(`./scenes/${this.getAttribute("name")}.js`).then(
      ({ connect }) => {
        this.live = /** @type {Scene} */ (connect(this));
        return this.live;
      },
    );
    // Without a connection, the next touch tries again.
    this.loading.catch(() => {
      this.loading = undefined;
    });
    return this.loading;
  }
}

customElements.define("mask-scene", MaskScene);

/** @type {HTMLFormElement|null} */
const form = document.querySelector("form.playground");
if (form) {
  import("./playground.js").then(({ start }) => start(form));
  // Beside the page's other scripts, not after them.
  /** @type {MaskFigure|null} */ (document.querySelector("mask-figure"))?.load();
}
