// What the keys of the site, of the administration and of its queue have in common.
(() => {
  "use strict";

  // Fields that take no letters: a key that is pressed while one of them has the focus is not meant for it.
  const WITHOUT_LETTERS = new Set(["button", "checkbox", "radio", "reset", "submit"]);

  function isTyping(target) {
    if (target.tagName === "INPUT") return !WITHOUT_LETTERS.has(target.type);
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
  }

  // The list of the keys, which every page has.
  function toggleKeys() {
    const list = document.getElementById("keys");
    if (list.open) list.close();
    else list.showModal();
  }

  window.keyboard = { isTyping, toggleKeys };
})();
