// An address that leads to the line of something folded opens it.
(() => {
  "use strict";

  function open() {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const folded = target && (target.closest("summary") ? target.closest("details") : target);
    if (folded && folded.matches("details")) folded.open = true;
  }

  window.addEventListener("hashchange", open);
  open();
})();
