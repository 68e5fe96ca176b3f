// Remembers which kinds of marks a reader has turned off, and makes the words of such a kind no links; that their
// marks are not seen needs no script.
(() => {
  "use strict";

  const legend = document.querySelector("[data-marks]");
  if (!legend) return;
  const KEY = "marks";
  const boxes = [...legend.querySelectorAll("input")];

  function stored() {
    try {
      return JSON.parse(window.localStorage.getItem(KEY)) || {};
    } catch {
      return {}; // no storage in this browser, or something else in it
    }
  }

  function setLinks(kind, isOn) {
    for (const mark of document.querySelectorAll(`.mention[data-kind="${kind}"]`)) {
      if (isOn && mark.dataset.href) mark.setAttribute("href", mark.dataset.href);
      if (isOn) continue;
      mark.dataset.href = mark.getAttribute("href") || mark.dataset.href;
      mark.removeAttribute("href");
    }
  }

  const chosen = stored();
  for (const box of boxes) {
    if (typeof chosen[box.value] === "boolean") box.checked = chosen[box.value];
    setLinks(box.value, box.checked);
    box.addEventListener("change", () => {
      setLinks(box.value, box.checked);
      const now = { ...stored(), [box.value]: box.checked };
      try {
        window.localStorage.setItem(KEY, JSON.stringify(now));
      } catch {
        // It then lasts until the page is left.
      }
    });
  }
})();
