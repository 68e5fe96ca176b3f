// An address that leads to the line of something folded opens it.
(() => {
  "use strict";

  function linkTarget() {
    const name = window.location.hash.slice(1);
    try {
      return document.getElementById(decodeURIComponent(name));
    } catch {
      return document.getElementById(name); // a % that stands for itself
    }
  }

  function openTarget() {
    const target = linkTarget();
    const folded = target && (target.closest("summary") ? target.closest("details") : target);
    if (folded && folded.matches("details")) folded.open = true;
  }

  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
