// Offers what may be meant while a reader types: the ARIA 1.2 editable combobox with a list of links.
// Without this script the form searches as it is.
(() => {
  "use strict";

  const PAUSE = 120; // milliseconds of rest before asking
  const LONGEST = 60; // characters; nothing longer is completed

  function combobox(form) {
    const input = form.querySelector("input[type=search]");
    const list = document.createElement("ul");
    const status = document.createElement("span");
    let timer = 0;
    let request = null;
    let options = [];
    let active = -1;

    list.id = `${input.id}-list`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "建议");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    form.append(list, status);

    function close() {
      window.clearTimeout(timer);
      if (request) request.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      setActiveOption(-1);
    }

    function setActiveOption(index) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      if (!options[active]) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function option([text, description, address], index) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      const about = document.createElement("span");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.address = address;
      name.textContent = text;
      about.textContent = description;
      about.className = "hint";
      item.append(name, about);
      return item;
    }

    function show([, texts, descriptions, addresses]) {
      options = texts.map((text, index) => option([text, descriptions[index], addresses[index]], index));
      list.replaceChildren(...options);
      setActiveOption(-1);
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(options.length > 0));
      status.textContent = options.length ? `${options.length} 条建议，用上下键选择` : "";
    }

    async function ask() {
      const typed = input.value.trim();
      if (request) request.abort();
      if (!typed || typed.length > LONGEST) {
        close();
        return;
      }
      request = new AbortController();
      const { signal } = request;
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal });
        const suggestions = answer.ok ? await answer.json() : [typed, [], [], []];
        if (!signal.aborted && document.activeElement === input) show(suggestions);
      } catch {
        // Aborted, or the network is gone: the form still searches.
      }
    }

    function follow(item) {
      close();
      // Addresses are the site's public ones, and this page may be read at another.
      const { pathname, search, hash } = new URL(item.dataset.address);
      window.location.assign(`${pathname}${search}${hash}`);
    }

    function move(event, step) {
      event.preventDefault();
      if (list.hidden) {
        ask();
        return;
      }
      const places = options.length + 1; // the field itself is one
      setActiveOption(((active + 1 + step + places) % places) - 1);
    }

    input.addEventListener("input", (event) => {
      window.clearTimeout(timer);
      if (!event.isComposing) timer = window.setTimeout(ask, PAUSE);
    });
    input.addEventListener("compositionend", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") move(event, 1);
      else if (event.key === "ArrowUp") move(event, -1);
      else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // the first Escape closes the list, the next one empties the field
        close();
      } else if (event.key === "Enter" && options[active] && !list.hidden) {
        event.preventDefault();
        follow(options[active]);
      }
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    // A press would take the focus from the field, and the list away before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) follow(item);
    });
  }

  document.querySelectorAll("form[data-suggest]").forEach(combobox);
})();
