// A number opens the articles that it counts beneath its row; without this script its link leads to their page.
(() => {
  "use strict";

  const matrix = document.querySelector("[data-matrix]");
  if (!matrix) return;

  function close(row) {
    const opened = row.nextElementSibling;
    if (opened && opened.classList.contains("matrix__opened")) opened.remove();
    for (const link of row.querySelectorAll("[aria-expanded]")) link.setAttribute("aria-expanded", "false");
  }

  async function open(link, row) {
    const response = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!response.ok) throw new Error(String(response.status));
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    close(row);
    row.after(holder.content);
    link.setAttribute("aria-expanded", "true");
    document.dispatchEvent(new Event("portal:content")); // for the boxes of the selection in it
  }

  matrix.addEventListener("click", (event) => {
    const link = event.target.closest(".matrix__cell a");
    if (event.target.closest("[data-close-row]")) {
      const row = event.target.closest(".matrix__opened").previousElementSibling;
      const from = row.querySelector('[aria-expanded="true"]');
      close(row);
      if (from) from.focus();
      return;
    }
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const row = link.closest("tr");
    if (link.getAttribute("aria-expanded") === "true") close(row);
    else open(link, row).catch(() => window.location.assign(link.href));
  });
})();
