// The finder: after new results what was open stays open, and the keyboard is not left in nowhere.
(() => {
  "use strict";

  let opened = [];
  let wasInside = false;
  const results = () => document.getElementById("results");

  document.addEventListener("htmx:beforeSwap", () => {
    opened = [...results().querySelectorAll("details[id][open]")].map((one) => one.id);
    wasInside = results().contains(document.activeElement);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    const wasSubmitted = event.detail.requestConfig?.triggeringEvent?.type === "submit";
    if (wasSubmitted) results().scrollIntoView();
    if (wasSubmitted || (wasInside && !results().contains(document.activeElement))) results().focus({ preventScroll: true });
  });
})();
