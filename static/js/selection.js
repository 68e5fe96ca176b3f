// The selection (收藏): which boxes are ticked on any page is kept in this browser, and written into the address of
// /selection/, which can be sent. Without this script the boxes of one page are sent to that address.
(() => {
  "use strict";

  const KEY = "selection";
  const NAMES = ["unit", "measure"];
  const bar = document.querySelector("[data-selection]");
  if (!bar) return;
  const page = document.querySelector("[data-selection-page]");
  const word = bar.querySelector("[data-selection-word]");
  const clear = bar.querySelector("[data-selection-clear]");

  function stored() {
    try {
      const found = JSON.parse(window.localStorage.getItem(KEY)) || {};
      return Object.fromEntries(NAMES.map((name) => [name, Array.isArray(found[name]) ? found[name].map(String) : []]));
    } catch {
      return { unit: [], measure: [] }; // no storage in this browser, or something else in it
    }
  }

  let picked = stored();

  function store() {
    try {
      window.localStorage.setItem(KEY, JSON.stringify(picked));
    } catch {
      // It then lasts until the page is left.
    }
  }

  function count() {
    return picked.unit.length + picked.measure.length;
  }

  // The units of a policy together: unit=gxblk-2009-232:23,25
  function query() {
    const places = new Map();
    for (const key of picked.unit) {
      const [slug, place] = key.split(":");
      places.set(slug, [...(places.get(slug) || []), place]);
    }
    const pairs = [...places].map(([slug, numbers]) => `unit=${encodeURIComponent(slug)}:${numbers.join(",")}`);
    if (picked.measure.length) pairs.push(`measure=${picked.measure.map(encodeURIComponent).join(",")}`);
    return pairs.join("&");
  }

  function show() {
    const number = count();
    bar.classList.toggle("selection-bar--on", number > 0 && !page);
    bar.querySelector("[data-selection-count]").textContent = `已收藏 ${number} 项`;
    word.hidden = clear.hidden = number === 0;
    word.href = `${word.pathname}?${query()}`;
    for (const link of document.querySelectorAll("[data-selection-link]")) {
      link.textContent = number ? `收藏（${number}）` : "收藏";
      link.href = number ? `${bar.action}?${query()}` : bar.action;
    }
    for (const box of document.querySelectorAll('input[form="selection"]')) {
      box.checked = picked[box.name].includes(box.value);
    }
  }

  function put(name, key, isPicked) {
    const others = picked[name].filter((each) => each !== key);
    picked = { ...picked, [name]: isPicked ? [...others, key] : others };
    store();
    show();
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.getAttribute && box.getAttribute("form") === "selection") put(box.name, box.value, box.checked);
  });
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    window.location.assign(`${bar.action}?${query()}`);
  });
  clear.addEventListener("click", () => {
    picked = { unit: [], measure: [] };
    store();
    show();
  });
  window.addEventListener("storage", () => { picked = stored(); show(); });
  // Parts of a page that htmx has replaced have boxes of their own.
  document.addEventListener("htmx:afterSettle", show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-unpick-key]");
    if (link) put(link.dataset.unpickName, link.dataset.unpickKey, false);
  });

  if (page && !page.dataset.query && count()) window.location.replace(`${bar.action}?${query()}`);
  show();
})();
