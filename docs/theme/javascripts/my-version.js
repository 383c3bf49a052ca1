/** The table of traps, less what does not bite in the version that a reader picks. */

const choice = /** @type {HTMLElement} */ (document.querySelector(".my-version"));
const select = /** @type {HTMLSelectElement} */ (choice.querySelector("select"));
const said = /** @type {HTMLOutputElement} */ (choice.querySelector("output"));
/** @type {NodeListOf<HTMLTableRowElement>} */
const rows = document.querySelectorAll(".traps tbody tr");
/** @type {NodeListOf<HTMLTableCellElement>} */
const answers = document.querySelectorAll(".traps :is(thead th + th, td)");

/**
 * Whether a row bites in a version.
 *
 * @param {string} bites Places of the versions where it does, with spaces between.
 * @param {string} version A place, or nothing for every version.
 */
const stays = (bites, version) => !version || bites.split(" ").includes(version);

function show() {
  let count = 0;
  for (const row of rows) {
    row.hidden = !stays(row.dataset.bites ?? "", select.value);
    count += Number(!row.hidden);
  }
  // All that stay have the same answer.
  for (const answer of answers) answer.hidden = Boolean(select.value);
  said.textContent = select.value
    ? (choice.dataset.said ?? "")
        .replace("{count}", String(count))
        .replace("{all}", String(rows.length))
    : "";
}

select.addEventListener("change", show);
// The browser may have kept the choice.
show();
