// Copies citations, and units with their citation as plain text and as HTML without links and colours, so that they fit
// into the reader's own document. What a reader copies from a text by hand is freed of links and colours as well.
(() => {
  "use strict";

  const BREAK = "\n";
  const status = document.querySelector("[data-copy-status]");

  function paragraphHtml(text) {
    const element = document.createElement("p");
    element.textContent = text;
    return element.outerHTML;
  }

  function asHtml(lines) {
    return lines.map(paragraphHtml).join("");
  }

  // Works on plain HTTP as well, where an office network has no navigator.clipboard.
  function byCommand(lines) {
    const fill = (event) => {
      event.clipboardData.setData("text/plain", lines.join(BREAK));
      event.clipboardData.setData("text/html", asHtml(lines));
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", fill, true);
    try {
      if (!document.execCommand("copy")) throw new Error("copy refused");
    } finally {
      document.removeEventListener("copy", fill, true);
    }
  }

  async function copyLines(lines) {
    if (!navigator.clipboard || !window.ClipboardItem || !window.isSecureContext) return byCommand(lines);
    const blob = (text, type) => new Blob([text], { type });
    await navigator.clipboard.write([new ClipboardItem({
      "text/plain": blob(lines.join(BREAK), "text/plain"),
      "text/html": blob(asHtml(lines), "text/html"),
    })]);
  }

  const labels = new WeakMap();

  function announce(button, message) {
    if (!labels.has(button)) labels.set(button, [...button.childNodes]);
    button.textContent = message;
    if (status) status.textContent = message;
    window.setTimeout(() => button.replaceChildren(...labels.get(button)), 2000);
  }

  function copyOnClick(button, linesOf) {
    button.hidden = false;
    button.addEventListener("click", () => {
      copyLines(linesOf()).then(() => announce(button, "已复制"), () => announce(button, "请手动选择"));
    });
  }

  // The rows of a table on its full grid: what a cell covers is empty.
  function printedLines(element) {
    if (!element.rows) return [element.textContent];
    const grid = [...element.rows].map(() => []);
    [...element.rows].forEach((row, top) => {
      let left = 0;
      for (const cell of row.cells) {
        while (grid[top][left] !== undefined) left += 1;
        for (let down = 0; down < cell.rowSpan; down += 1) {
          for (let across = 0; across < cell.colSpan; across += 1) grid[top + down][left + across] = "";
        }
        grid[top][left] = cell.textContent;
        left += cell.colSpan;
      }
    });
    return grid.map((cells) => cells.join("\t"));
  }

  function unitLines(unit) {
    const lines = [...unit.querySelectorAll("[data-text] :is(p, table)")].flatMap(printedLines);
    return [...lines, `——${unit.dataset.citation}`];
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    copyOnClick(button, () => [document.getElementById(button.dataset.copy).textContent]);
  }
  for (const button of document.querySelectorAll("[data-copy-unit]")) {
    copyOnClick(button, () => unitLines(button.closest("[data-unit]")));
  }

  document.addEventListener("copy", (event) => {
    const selection = window.getSelection();
    const within = selection.rangeCount && selection.getRangeAt(0).commonAncestorContainer;
    const element = within && (within.closest ? within : within.parentElement);
    if (!element || !element.closest("[data-text]")) return;
    const lines = selection.toString().split(/\n+/);
    event.clipboardData.setData("text/plain", lines.join(BREAK));
    event.clipboardData.setData("text/html", asHtml(lines));
    event.preventDefault();
  });
})();
