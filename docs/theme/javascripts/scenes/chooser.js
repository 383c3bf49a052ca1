/** The scene of cases: its sheet chooses, this turns to the chart of a case. */

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  /** @type {{cases: Record<string, string[]>}} */
  const { cases } = JSON.parse(host.querySelector("script")?.textContent ?? "");

  return {
    /** @param {Event} event */
    handle(event) {
      const { value } = /** @type {HTMLInputElement} */ (event.target);
      if (event.type !== "input") return;
      for (const choice of cases[value] ?? []) {
        const input = host.querySelector(`[value="${choice}"]`);
        /** @type {HTMLInputElement} */ (input).checked = true;
      }
    },
  };
}
