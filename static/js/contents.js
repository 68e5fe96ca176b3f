// The contents beside a text show where the reader is; those of a whole text follow the reading: the unit at the top of
// the screen is marked, its chapter opened.
(() => {
  "use strict";

  const contents = document.getElementById("contents");
  if (!contents) return;
  const place = contents.querySelector("[aria-current]");
  if (place) keepInView(place);

  const text = document.querySelector("[data-follow]");
  if (!text || !window.IntersectionObserver) return;
  const links = new Map([...contents.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]));
  const visible = new Set();
  const order = [...text.querySelectorAll(".unit[id]")];
  let current = null;

  function mark() {
    const unit = order.find((each) => visible.has(each));
    const link = unit && links.get(unit.id);
    if (!link || link === current) return;
    if (current) current.removeAttribute("aria-current");
    current = link;
    link.setAttribute("aria-current", "true");
    open(link.closest("details"));
    keepInView(link);
  }

  function open(division) {
    const above = [];
    for (let each = division; each; each = each.parentElement.closest("details")) above.push(each);
    for (const each of contents.querySelectorAll("details[open]")) if (!above.includes(each)) each.open = false;
    for (const each of above) each.open = true;
  }

  // Not scrollIntoView, which would move the page as well.
  function keepInView(link) {
    const frame = contents.getBoundingClientRect();
    const box = link.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      contents.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target);
      else visible.delete(entry.target);
    }
    mark();
  }, { rootMargin: "-48px 0px -60% 0px" });
  order.forEach((unit) => observer.observe(unit));
})();
