// Keys of the administration: / searches, Ctrl+S saves, j and k go to the neighbouring article, ? lists the keys. Lists get the
// headings of their columns beside the values, for telephones; filters are open where there is room.
import "../keyboard.js";

const { keyboard } = window;
const list = document.getElementById("keys");

function isShown(element) {
  return element.offsetParent !== null;
}

function search() {
  const fields = [...document.querySelectorAll('#searchbar, #content input[type="search"], #nav-filter')];
  const field = fields.find(isShown);
  if (field) {
    field.focus();
    field.select();
  }
}

function openNeighbour(rel) {
  const link = document.querySelector(`#content a[rel="${rel}"]`);
  if (link) window.location.assign(link.href);
  return Boolean(link);
}

function save() {
  const buttons = [...document.querySelectorAll("form .submit-row .default")];
  const button = buttons.find(isShown);
  if (button) button.click();
}

const ACTIONS = {
  "/": search, "?": keyboard.toggleKeys, j: () => openNeighbour("next"), k: () => openNeighbour("prev"),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s") {
    event.preventDefault();
    save();
    return;
  }
  const action = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
  if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.documentElement.dataset.keys === "off" || keyboard.isTyping(event.target) || (list.open && event.key !== "?")) return;
  if (action() !== false) event.preventDefault();
});

for (const table of document.querySelectorAll("#result_list")) {
  const headings = [...table.querySelectorAll("thead th")].map((each) => each.textContent.trim());
  for (const row of table.tBodies[0] ? table.tBodies[0].rows : []) {
    [...row.cells].forEach((cell, place) => {
      if (cell.tagName === "TD" && headings[place] && !cell.classList.contains("action-checkbox")) cell.dataset.label = headings[place];
    });
  }
  table.classList.add("is-labelled");
}

const filters = document.querySelector(".filter-box");
if (filters && window.matchMedia("(min-width: 1025px)").matches) filters.open = true;

// What Django's widgets leave without a name for screen readers; they are drawn a moment after the page has loaded.
function nameWidgets() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const name = label ? label.textContent.replace(/[:：]\s*$/, "") : select.getAttribute("aria-label");
    const box = select.parentElement.querySelector(".select2-selection");
    if (!box || !name) continue;
    box.removeAttribute("aria-labelledby"); // it names the box by what is chosen
    for (const part of [box, box.querySelector("[role=textbox]")]) if (part) part.setAttribute("aria-label", name.trim());
  }
  for (const heading of document.querySelectorAll("th.original:empty")) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = "原来的一行";
    heading.append(name);
  }
}

window.addEventListener("load", () => window.setTimeout(nameWidgets));
document.addEventListener("formset:added", () => window.setTimeout(nameWidgets));
