// The page of results: opens the facets where there is room, and tells which result was opened, not by whom.
(() => {
  "use strict";

  const fold = document.querySelector(".facets__fold");
  const isWide = window.matchMedia("(min-width: 60rem)");
  const unfold = () => { if (fold) fold.open = isWide.matches; };
  unfold();
  isWide.addEventListener("change", unfold);

  const list = document.querySelector("[data-clicked]");
  if (!list) return;

  function tell(event) {
    const link = event.target.closest("h2 a");
    const result = link && link.closest("[data-position]");
    if (!result || event.button > 1) return; // the right button opens a menu only
    const said = new FormData();
    said.append("q", list.dataset.query);
    said.append("position", result.dataset.position);
    navigator.sendBeacon(list.dataset.clicked, said);
  }

  // auxclick: the middle button opens a tab of its own.
  for (const kind of ["click", "auxclick"]) list.addEventListener(kind, tell);
})();
