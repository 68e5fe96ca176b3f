// Shows the copy buttons, which need a script, and says aloud that the text was copied.
(() => {
  "use strict";

  const status = document.querySelector("[data-copy-status]");

  async function copyText(source) {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(source.textContent);
      return;
    }
    // Plain HTTP on an office network has no clipboard API.
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (!document.execCommand("copy")) throw new Error("copy refused");
    selection.removeAllRanges();
  }

  function announce(button, message) {
    button.textContent = message;
    if (status) status.textContent = message;
    window.setTimeout(() => { button.textContent = "复制"; }, 2000);
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", () => {
      copyText(source).then(
        () => announce(button, "已复制"),
        () => announce(button, "请手动选择"),
      );
    });
  }
})();
