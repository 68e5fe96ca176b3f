// Moves a place of an outline by dragging its label before another place; without it the arrow buttons do the same.
(() => {
  const outline = document.querySelector("[data-outline]");
  if (!outline) return;
  const placeOf = (event) => event.target.closest("[data-node]");
  let dragged = null;

  const mark = (place) => {
    outline.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));
    place?.classList.add("is-target");
  };

  outline.addEventListener("dragstart", (event) => {
    dragged = placeOf(event);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.node);
  });
  outline.addEventListener("dragover", (event) => {
    const place = placeOf(event);
    if (!dragged || !place || place === dragged) return;
    event.preventDefault();
    mark(place);
  });
  outline.addEventListener("dragend", () => { dragged = null; mark(null); });
  outline.addEventListener("drop", (event) => {
    const place = placeOf(event);
    if (!dragged || !place) return;
    event.preventDefault();
    const button = document.createElement("button");
    button.name = "do";
    button.value = `move:${dragged.dataset.node}:${place.dataset.node}`;
    button.hidden = true;
    outline.append(button);
    outline.requestSubmit(button);
  });
})();
