// The queue by keyboard: j and k go from item to item, a accepts, r rejects, u undoes the last decision. After a
// decision the next item is the current one; the items behind the list are fetched before they are reached.
"use strict";

(() => {
  const AHEAD = 8;
  const list = document.getElementById("queue");
  const status = document.querySelector("[data-queue-status]");
  const decided = [];
  let current = null;

  const items = () => [...list.querySelectorAll("[data-item]")];
  const isOpen = (item) => !item.hasAttribute("data-done") && !item.classList.contains("queue-item--also");

  function setCurrent(item, { scroll = true } = {}) {
    if (current) current.classList.remove("is-current");
    current = item;
    if (!item) return;
    item.classList.add("is-current");
    item.focus({ preventScroll: true });
    if (scroll) item.scrollIntoView({ block: "nearest" });
    fetchAhead();
  }

  function fetchAhead() {
    const all = items();
    const more = list.querySelector("[data-queue-more] a");
    if (more && all.length - all.indexOf(current) <= AHEAD) window.htmx.trigger(more, "ahead");
  }

  function step(from, direction) {
    const all = items();
    let place = from ? all.indexOf(from) : direction > 0 ? -1 : all.length;
    for (place += direction; place >= 0 && place < all.length; place += direction) {
      if (isOpen(all[place])) return all[place];
    }
    return null;
  }

  function press(item, key) {
    const button = item && item.querySelector(`button[data-key="${key}"]`);
    if (button && !button.disabled) button.click();
  }

  function undoLast() {
    while (decided.length) {
      const item = document.getElementById(`item-${decided.pop()}`);
      if (item && item.hasAttribute("data-done")) return press(item, "u");
    }
    return undefined;
  }

  const ACTIONS = {
    j: () => setCurrent(step(current, 1) || current),
    k: () => setCurrent(step(current, -1) || current),
    a: () => press(current, "a"),
    r: () => press(current, "r"),
    u: undoLast,
  };

  document.addEventListener("keydown", (event) => {
    const action = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (window.keyboard.isTyping(event.target)) return;
    event.preventDefault();
    action();
  });

  list.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-item]");
    if (item && item !== current && isOpen(item)) setCurrent(item, { scroll: false });
  });

  // The others that a decision on the same words has settled; an undo shows them again.
  function settleOthers(item) {
    for (const key of (item.dataset.also || "").split(" ").filter(Boolean)) {
      const other = document.getElementById(`item-${key}`);
      if (other && other !== item) {
        other.classList.add("queue-item--also");
        other.dataset.settledBy = item.dataset.item;
      }
    }
  }

  function showOthers(key) {
    for (const other of list.querySelectorAll(`[data-settled-by="${key}"]`)) {
      other.classList.remove("queue-item--also");
      delete other.dataset.settledBy;
    }
  }

  // After settling: until then htmx gives an item the classes of the one in whose place it stands.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const key = event.detail.requestConfig.parameters.item;
    const item = key && document.getElementById(`item-${key}`);
    if (!item) return;
    if (item.hasAttribute("data-done")) {
      decided.push(key);
      settleOthers(item);
      status.textContent = item.textContent.trim().replace(/\s+/g, " ");
      setCurrent(step(item, 1) || step(item, -1));
    } else {
      showOthers(key);
      setCurrent(item);
    }
  });

  setCurrent(step(null, 1), { scroll: false });
})();
