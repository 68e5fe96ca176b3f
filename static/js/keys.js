// Keys for those who read much: / searches, ? lists the keys, j and k go from unit to unit, the arrows from page to page.
// They can be turned off in the display settings.
(() => {
  "use strict";

  const list = document.getElementById("keys");

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

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

  function showKeys() {
    if (list.open) list.close();
    else list.showModal();
  }

  // Units of a text, hits of a list; on an article's page there is one, and its neighbours are pages.
  function step(direction) {
    const shown = (unit) => unit.getClientRects().length > 0;
    const units = [...document.querySelectorAll(".unit[id], .result, [data-step]")].filter(shown);
    if (units.length < 2) return turn(direction);
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

  function turn(direction) {
    const link = document.querySelector(`a[rel="${direction > 0 ? "next" : "prev"}"]`);
    if (link) window.location.assign(link.href);
  }

  const ACTIONS = {
    "/": search, "?": showKeys, j: () => step(1), k: () => step(-1), ArrowLeft: () => turn(-1), ArrowRight: () => turn(1),
  };

  // A wide table that has the focus: the arrows scroll it.
  function needsArrows(event) {
    const box = event.target;
    return event.key.startsWith("Arrow") && box !== document.body && box.scrollWidth > box.clientWidth;
  }

  document.addEventListener("keydown", (event) => {
    const action = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.keys === "off" || isTyping(event.target) || needsArrows(event)) return;
    if (list.open && event.key !== "?") return;
    event.preventDefault();
    action();
  });
})();
