// The selection (收藏): which boxes are ticked on any page is kept in this browser, and written into the address of
// /selection/, which can be sent. Without this script the boxes of one page are sent to that address.
(() => {
  "use strict";

  const { deviceStore } = window; // preferences.js
  const KEY = "selection";
  const NAMES = ["unit", "measure"];
  const bar = document.querySelector("[data-selection]");
  if (!bar) return;
  const page = document.querySelector("[data-selection-page]");
  const word = bar.querySelector("[data-selection-word]");
  const clear = bar.querySelector("[data-selection-clear]");

  // Lists of keys, whatever else is kept under the name.
  function storedSelection() {
    const stored = deviceStore.read(KEY);
    return Object.fromEntries(NAMES.map((name) => [name, Array.isArray(stored[name]) ? stored[name].map(String) : []]));
  }

  let picked = storedSelection();

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
    deviceStore.write(KEY, picked);
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
    deviceStore.write(KEY, picked);
    show();
  });
  window.addEventListener("storage", () => { picked = storedSelection(); show(); });
  // Parts of a page that have come since, by htmx or as an opened row of the matrix, have boxes of their own.
  for (const event of ["htmx:afterSettle", "portal:content"]) document.addEventListener(event, show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-unpick-key]");
    if (link) put(link.dataset.unpickName, link.dataset.unpickKey, false);
  });

  if (page && !page.dataset.query && count()) window.location.replace(`${bar.action}?${query()}`);
  show();
})();
