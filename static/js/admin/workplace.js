// The workplace: words chosen in the text fill the form, the name field lists entities as one types, j and k go to the
// neighbouring articles. Without this script the words are typed and the server lists the places and entities.

const page = document.getElementById("workplace");
const form = document.getElementById("link-form");

function length(text) {
  return [...text].length; // code points, as the server counts
}

function part(node) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element && element.closest("[data-start]");
}

function offset(node, at) {
  const holder = part(node);
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(node, at);
  return Number(holder.dataset.start) + length(before.toString());
}

// The chosen words with their place in the text, without white space around them; null where none are chosen.
function chosen() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [first, last] = [part(range.startContainer), part(range.endContainer)];
  const passage = first && first.closest("[data-passage]");
  if (!passage || !last || last.closest("[data-passage]") !== passage) return null;
  const words = first === last ? range.toString() : selection.toString();
  const start = offset(range.startContainer, range.startOffset) + length(words) - length(words.trimStart());
  const end = offset(range.endContainer, range.endOffset) - (length(words) - length(words.trimEnd()));
  return start < end ? { words: words.trim(), place: `${passage.dataset.passage}:${start}-${end}` } : null;
}

function fill(target, choice) {
  target.elements.words.value = choice.words;
  target.elements.place.value = choice.place;
}

// An open 移到 takes the words, else the form of new links.
function take() {
  const choice = chosen();
  if (!choice) return;
  const moving = document.querySelector(".work-link__move[open] [data-takes-selection]");
  if (moving) {
    fill(moving.form, choice);
  } else if (form) {
    fill(form, choice);
    form.classList.add("is-chosen");
    if (!form.elements.name.value) list();
  }
}

// Browsers drag a link, or what can have the focus, instead of choosing the words in it: a mark leads to its link when
// it is clicked. By keyboard one goes to the list of links itself.
function makeSelectable(mark) {
  mark.dataset.target = mark.getAttribute("href");
  mark.removeAttribute("href");
}

function follow(event) {
  const mark = event.target.closest("[data-target]");
  if (mark && !chosen()) window.location.hash = mark.dataset.target;
}

// Typed words have no place yet: the server finds it.
function forgetPlace(event) {
  if (event.target.name === "words") event.target.form.elements.place.value = "";
}

const choices = document.getElementById("link-choices");
let asked = 0;
let active = -1;

async function list() {
  const request = (asked += 1);
  const query = new URLSearchParams({ q: form.elements.name.value, words: form.elements.words.value });
  const answer = await fetch(`${page.dataset.entities}?${query}`, { headers: { accept: "application/json" } });
  if (!answer.ok || request !== asked) return;
  show((await answer.json()).entities);
}

function show(entities) {
  active = -1;
  choices.replaceChildren(...entities.map(option));
  if (!entities.length) choices.append(note("没有这样的实体或条文，可以新建实体"));
  choices.hidden = false;
  form.elements.name.setAttribute("aria-expanded", "true");
}

function note(words) {
  const item = document.createElement("li");
  item.textContent = words;
  item.className = "picker__note";
  return item;
}

function option(entity, number) {
  const item = document.createElement("li");
  item.id = `link-choice-${number}`;
  item.setAttribute("role", "option");
  item.dataset.key = entity.id;
  item.dataset.field = entity.field;
  const name = document.createElement("strong");
  name.textContent = entity.name;
  const facts = document.createElement("span");
  facts.textContent = [entity.kind, entity.policy && (entity.field === "target" ? `《${entity.policy}》` : `库中全文：${entity.policy}`), entity.is_public ? "" : "未公开"].filter(Boolean).join(" · ");
  item.append(name, " ", facts);
  return item;
}

function forgetChoice() {
  form.elements.entity.value = "";
  form.elements.target.value = "";
}

function pick(item) {
  forgetChoice();
  form.elements[item.dataset.field].value = item.dataset.key;
  form.elements.name.value = item.querySelector("strong").textContent;
  close();
  form.querySelector("button[type=submit]").focus();
}

function close() {
  choices.hidden = true;
  form.elements.name.setAttribute("aria-expanded", "false");
  form.elements.name.removeAttribute("aria-activedescendant");
}

function move(step) {
  const options = [...choices.querySelectorAll("[role=option]")];
  if (!options.length) return;
  active = (active + step + options.length) % options.length;
  options.forEach((each, number) => each.setAttribute("aria-selected", String(number === active)));
  options[active].scrollIntoView({ block: "nearest" });
  form.elements.name.setAttribute("aria-activedescendant", options[active].id);
}

function onKey(event) {
  if (event.isComposing) return;
  const options = choices.querySelectorAll("[role=option]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (choices.hidden) list();
    else move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !choices.hidden && options.length) {
    event.preventDefault();
    pick(options[Math.max(active, 0)]);
  } else if (event.key === "Escape") {
    close();
  }
}

if (page) {
  for (const event of ["mouseup", "keyup", "touchend"]) document.addEventListener(event, () => window.setTimeout(take));
  page.addEventListener("input", forgetPlace);
  for (const mark of page.querySelectorAll("a.mention")) makeSelectable(mark);
  page.addEventListener("click", follow);
  for (const link of document.querySelectorAll("[data-opens]")) {
    link.addEventListener("click", () => { document.getElementById(link.dataset.opens).open = true; });
  }
  for (const id of ["correct", "front"]) {
    const box = document.getElementById(id);
    const target = window.location.hash.slice(1);
    if (box && target && (target === id || (document.getElementById(target) || page).closest("details") === box)) box.open = true;
  }
  const review = document.getElementById("review");
  if (review) review.focus();
}
if (form) {
  let waiting = 0;
  form.elements.name.addEventListener("input", () => {
    forgetChoice();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(list, 120);
  });
  form.elements.name.addEventListener("focus", () => { if (form.elements.words.value || form.elements.name.value) list(); });
  form.elements.name.addEventListener("keydown", onKey);
  form.elements.name.addEventListener("blur", () => window.setTimeout(close, 150));
  choices.addEventListener("mousedown", (event) => event.preventDefault());
  choices.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) pick(item);
  });
}
