// Remembers which kinds of marks a reader has turned off; turning them off itself needs no script.
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

  const chosen = stored();
  for (const box of boxes) {
    if (typeof chosen[box.value] === "boolean") box.checked = chosen[box.value];
    box.addEventListener("change", () => {
      const now = { ...stored(), [box.value]: box.checked };
      try {
        window.localStorage.setItem(KEY, JSON.stringify(now));
      } catch {
        // It then lasts until the page is left.
      }
    });
  }
})();
