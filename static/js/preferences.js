// What a reader chose for this device: size of text, the plain edition (长辈版), light or dark, keys. Read before the first
// paint; the controls are in the header (components/display_settings.html).
(() => {
  "use strict";

  const KEY = "display";
  const root = document.documentElement;
  const dark = document.getElementById("dark");
  const DARK_WHEN = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "screen" };
  const BY_DEFAULT = { size: "100", scheme: "auto", edition: "standard", keys: "on" };

  // What this device keeps, also for the scripts after this one, which is on every page.
  window.deviceStore = {
    read(key) {
      try {
        return JSON.parse(window.localStorage.getItem(key)) || {};
      } catch {
        return {}; // no storage in this browser, or something else in it
      }
    },
    write(key, content) {
      try {
        window.localStorage.setItem(key, JSON.stringify(content));
      } catch {
        // It then lasts until the page is left.
      }
    },
  };

  function apply(choices) {
    root.dataset.size = choices.size;
    root.dataset.edition = choices.edition;
    root.dataset.keys = choices.keys;
    dark.media = DARK_WHEN[choices.scheme] || DARK_WHEN.auto;
    document.dispatchEvent(new Event("displaychange"));
  }

  let choices = { ...BY_DEFAULT, ...window.deviceStore.read(KEY) };
  apply(choices);

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-display]")) {
      form.hidden = false;
      for (const [name, value] of Object.entries(choices)) {
        if (form.elements[name]) form.elements[name].value = value;
      }
      form.addEventListener("change", () => {
        choices = { ...choices, ...Object.fromEntries(new FormData(form)) };
        window.deviceStore.write(KEY, choices);
        apply(choices);
      });
    }
  });
})();
