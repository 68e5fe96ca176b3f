// Reading from hit to hit in a whole text: buttons for the next and the one before. Without a script each mark leads
// to the next.
(() => {
  "use strict";

  const place = document.querySelector("[data-word-place]");
  if (!place) return;
  const total = Number(place.dataset.total);

  function current() {
    return Number((window.location.hash.match(/^#word-(\d+)$/) || [])[1] || 0);
  }

  function show() {
    const at = current();
    place.textContent = at ? `第 ${at} 处，共 ${total} 处` : "";
  }

  function step(by) {
    const next = ((current() + by - 1 + total) % total) + 1;
    window.location.hash = `word-${current() ? next : by > 0 ? 1 : total}`;
    document.getElementById(`word-${current()}`).focus({ preventScroll: true });
  }

  for (const button of document.querySelectorAll("[data-word-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.dataset.wordStep)));
  }
  window.addEventListener("hashchange", show);
  show();
})();
