// The page of results: opens the facets where there is room, finds a value in a long one, and tells which result was
// opened, not by whom. Results that htmx has replaced are like those of the page, and the keyboard stays in them.
(() => {
  "use strict";

  const isWide = window.matchMedia("(min-width: 60rem)");

  function prepare() {
    const fold = document.querySelector(".facets__fold");
    if (fold) fold.open = isWide.matches;
    for (const box of document.querySelectorAll("[data-find]")) box.hidden = false;
  }

  function filterValues(box) {
    const wanted = box.value.trim().toLowerCase();
    for (const item of box.parentElement.querySelectorAll("li")) {
      item.hidden = !item.textContent.toLowerCase().includes(wanted);
    }
  }

  function tell(event) {
    const list = event.target.closest("[data-clicked]");
    const link = event.target.closest("h2 a");
    const result = list && link && link.closest("[data-position]");
    if (!result || event.button > 1) return; // the right button opens a menu only
    const said = new FormData();
    said.append("q", list.dataset.query);
    said.append("position", result.dataset.position);
    navigator.sendBeacon(list.dataset.clicked, said);
  }

  let wasInside = false;
  const found = () => document.getElementById("found");

  document.addEventListener("htmx:beforeSwap", () => {
    wasInside = Boolean(found()?.contains(document.activeElement));
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (wasInside && !found()?.contains(document.activeElement)) found()?.focus({ preventScroll: true });
  });

  prepare();
  isWide.addEventListener("change", prepare);
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("input", (event) => event.target.matches("[data-find]") && filterValues(event.target));
  // auxclick: the middle button opens a tab of its own.
  for (const kind of ["click", "auxclick"]) document.addEventListener(kind, tell);
})();
