/** The scene of frameworks: its sheet chooses, this copies the line that it shows. */

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const given = JSON.parse(part("script").textContent ?? "");
  const button = part("button");

  /** @param {string} selector */
  function part(selector) {
    return /** @type {HTMLElement} */ (host.querySelector(selector));
  }

  async function copy() {
    const [framework, drop] = [...host.querySelectorAll("fieldset")].map((group) =>
      group.querySelector("input:checked")?.getAttribute("value"),
    );
    const line = part(`[data-framework=${framework}][data-drop=${drop}] code`);
    // Where the clipboard is refused, the line is ready for the keys.
    getSelection()?.selectAllChildren(line);
    await navigator.clipboard.writeText(/** @type {string} */ (line.textContent));
    button.textContent = given.texts.copied;
    setTimeout(() => {
      button.textContent = given.texts.copy;
    }, 2000);
  }

  return {
    /** @param {Event} event */
    handle(event) {
      if (event.type === "click" && event.target === button) copy().catch(() => {});
    },
  };
}
