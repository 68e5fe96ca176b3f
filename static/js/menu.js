// Menus of the header close on Escape, on a click elsewhere and when another opens; they open and close without this.
(() => {
  "use strict";

  const menus = [...document.querySelectorAll("[data-menu]")];

  function close(menu) {
    menu.open = false;
  }

  document.addEventListener("click", (event) => {
    menus.filter((menu) => menu.open && !menu.contains(event.target)).forEach(close);
  });

  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      if (menu.open) menus.filter((other) => other !== menu).forEach(close);
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close(menu);
      menu.querySelector("summary").focus();
    });
  }
})();
