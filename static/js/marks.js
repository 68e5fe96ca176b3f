// Remembers which kinds of marks a reader has turned off, and makes the words of such a kind no links; that their
// marks are not seen needs no script.
(() => {
  "use strict";

  const legend = document.querySelector("[data-marks]");
  if (!legend) return;
  const { deviceStore } = window; // preferences.js
  const KEY = "marks";
  const boxes = [...legend.querySelectorAll("input")];

  function setLinks(kind, isOn) {
    for (const mark of document.querySelectorAll(`.mention[data-kind="${kind}"]`)) {
      if (isOn && mark.dataset.href) mark.setAttribute("href", mark.dataset.href);
      if (isOn) continue;
      mark.dataset.href = mark.getAttribute("href") || mark.dataset.href;
      mark.removeAttribute("href");
    }
  }

  const chosen = deviceStore.read(KEY);
  for (const box of boxes) {
    if (typeof chosen[box.value] === "boolean") box.checked = chosen[box.value];
    setLinks(box.value, box.checked);
    box.addEventListener("change", () => {
      setLinks(box.value, box.checked);
      deviceStore.write(KEY, { ...deviceStore.read(KEY), [box.value]: box.checked });
    });
  }
})();
