// Keys for those who read much: / searches, ? lists the keys, j and k go from unit to unit, the arrows from page to page.
// They can be turned off in the display settings.
(() => {
  "use strict";

  const { keyboard } = window;
  const list = document.getElementById("keys");

  function search() {
    const fields = [...document.querySelectorAll('form[role="search"] input[type="search"]')];
    const field = fields.find((each) => each.offsetParent !== null);
    if (field) {
      field.focus();
      field.select();
    } else {
      window.location.assign(document.querySelector("[data-search-page]").href);
    }
  }

  // Units of a text, hits of a list; on an article's page there is one, and its neighbours are pages.
  function step(direction) {
    const shown = (unit) => unit.getClientRects().length > 0;
    const units = [...document.querySelectorAll(".unit[id], .result, [data-step]")].filter(shown);
    if (units.length < 2) return openNeighbour(direction > 0 ? "next" : "prev");
    const top = 8;
    const next = units.filter((unit) => unit.getBoundingClientRect().top > top + 1);
    const before = units.filter((unit) => unit.getBoundingClientRect().top < top - 1);
    const unit = direction > 0 ? next[0] : before[before.length - 1];
    if (!unit) return undefined;
    unit.scrollIntoView({ block: "start" });
    window.scrollBy(0, -top);
    const link = unit.querySelector("h2 a, h3 a, a");
    if (link) link.focus({ preventScroll: true });
    return undefined;
  }

  function openNeighbour(rel) {
    const link = document.querySelector(`a[rel="${rel}"]`);
    if (link) window.location.assign(link.href);
  }

  const ACTIONS = {
    "/": search, "?": keyboard.toggleKeys, j: () => step(1), k: () => step(-1),
    ArrowLeft: () => openNeighbour("prev"), ArrowRight: () => openNeighbour("next"),
  };

  // A wide table that has the focus: the arrows scroll it. Radio buttons: they go from one to the next.
  function needsArrows(event) {
    const box = event.target;
    const isWide = box !== document.body && box.scrollWidth > box.clientWidth;
    return event.key.startsWith("Arrow") && (isWide || box.type === "radio");
  }

  document.addEventListener("keydown", (event) => {
    const action = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.keys === "off" || keyboard.isTyping(event.target) || needsArrows(event)) return;
    if (list.open && event.key !== "?") return;
    event.preventDefault();
    action();
  });
})();
