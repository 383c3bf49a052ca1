/** The page of questions, less those without the words that a reader types. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.filter"));
const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const said = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
/** @type {HTMLElement[] | undefined} Each heading with what is below it. */
let sections;
/** @param {Element} heading */
function section(heading) {
  const made = document.createElement("section");
  heading.before(made);
  made.append(heading);
  while (made.nextElementSibling?.matches("p")) made.append(made.nextElementSibling);
  return made;
}

function narrow() {
  const words = field.value.toLowerCase().split(/[\s"“”?]+/);
  sections ??= [...document.querySelectorAll("article > :is(h2, h3)")].map(section);
  let [count, all, group] = [0, 0, false];
  for (const each of [...sections].reverse()) {
    const text = (each.textContent ?? "").toLowerCase();
    const question = each.firstElementChild?.matches("h3") ?? false;
    // A group stays as long as one of its questions does.
    const stays = question ? words.every((word) => text.includes(word)) : group;
    group = question && (group || stays);
    all += Number(question);
    count += Number(question && stays);
    // The browser's own search still looks into what is away.
    if (stays) each.removeAttribute("hidden");
    else each.setAttribute("hidden", "until-found");
  }
  const text = field.value && (form.dataset[count ? "said" : "none"] ?? "");
  said.textContent = text.replace("{count}", `${count}`).replace("{all}", `${all}`);
}

function empty() {
  field.value = "";
  narrow();
}

/** Shows what an address leads to. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target?.closest("[hidden]")) return;
  empty();
  target.scrollIntoView();
}

form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", narrow);
field.addEventListener("keydown", ({ key }) => key === "Escape" && empty());
form.querySelector("button")?.addEventListener("click", () => [empty(), field.focus()]);
document.addEventListener("beforematch", empty);
addEventListener("hashchange", reveal);
// The browser may have kept the words.
addEventListener("pageshow", () => [field.value && narrow(), reveal()]);
