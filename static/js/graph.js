// Draws the graph of articles and entities (cytoscape.js). The table below it says the same without a script.
(() => {
  "use strict";

  const section = document.querySelector("[data-graph]");
  if (!section || typeof window.cytoscape !== "function") return;

  const part = (name) => section.querySelector(`[data-graph-${name}]`);
  const canvas = part("canvas");
  const panel = part("panel");
  const message = part("message");
  const SHAPES = {
    article: "round-rectangle", instrument: "diamond", goal: "ellipse", actor: "triangle",
    document: "rectangle", ministry: "hexagon", force: "vee",
  };
  const LINES = { named: "solid", editorial: "dashed", inherited: "dotted" };
  const ARTICLES_RADIUS = 420;
  const ENTITIES_RADIUS = 230;
  const MARGIN = 20; // between the picture and its frame, in pixels
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colour(name) {
    return getComputedStyle(section).getPropertyValue(`--${name}`).trim();
  }

  function styles() {
    const kinds = Object.entries(SHAPES).map(([kind, shape]) => ({
      selector: `node[kind = "${kind}"]`,
      style: { shape, "background-color": colour(`node-${kind}`) },
    }));
    const lines = Object.entries(LINES).map(([basis, line]) => ({
      selector: `edge[basis = "${basis}"]`,
      style: { "line-style": line },
    }));
    return [
      {
        selector: "node",
        style: {
          label: "data(label)", color: colour("ink"), "font-size": 13, "font-family": "sans-serif",
          "text-wrap": "wrap", "text-overflow-wrap": "anywhere", "text-max-width": 104, "text-valign": "bottom", "text-margin-y": 3,
          "text-background-color": colour("surface"), "text-background-opacity": 0.75,
          "min-zoomed-font-size": 6, width: "data(size)", height: "data(size)",
          "border-width": 1, "border-color": colour("surface"),
        },
      },
      ...kinds,
      {
        selector: 'node[kind = "article"]',
        style: {
          width: 34, height: 22, "text-valign": "center", "text-margin-y": 0, "text-background-opacity": 0,
          color: colour("ink"), "border-color": colour("line-strong"), "min-zoomed-font-size": 4,
        },
      },
      { selector: "edge", style: { width: 1.2, "line-color": colour("line-strong"), opacity: 0.55, "curve-style": "haystack" } },
      ...lines,
      { selector: ".faded", style: { opacity: 0.13 } },
      { selector: "edge.near", style: { opacity: 1, width: 2, "line-color": colour("seal") } },
      { selector: "node.centre", style: { "border-width": 4, "border-color": colour("seal"), "font-weight": 700 } },
    ];
  }

  // The same starting places each time, so that the same choice always gives the same picture.
  function initialElements(nodes) {
    const articles = nodes.filter((node) => node.kind === "article");
    const entities = nodes.filter((node) => node.kind !== "article");
    const ring = (list, radius) => list.map((node, index) => {
      const angle = (2 * Math.PI * index) / list.length;
      const size = 16 + Math.min(24, 4 * Math.sqrt(node.count || 0));
      return { data: { ...node, size }, position: { x: radius * Math.cos(angle), y: radius * Math.sin(angle) } };
    });
    return [...ring(articles, ARTICLES_RADIUS), ...ring(entities, ENTITIES_RADIUS)];
  }

  function draw(content) {
    part("controls").hidden = false;
    part("stage").hidden = false;
    const cy = window.cytoscape({
      container: canvas,
      elements: [...initialElements(content.nodes), ...content.edges.map((data) => ({ data }))],
      style: styles(),
      layout: {
        name: "cose", animate: false, randomize: false, fit: false, numIter: 1200, gravity: 0.6,
        nodeRepulsion: () => 22000, idealEdgeLength: () => 55, nodeOverlap: 12, componentSpacing: 30,
      },
      minZoom: 0.15, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
    });
    stretch(cy);
    cy.fit(undefined, MARGIN);
    dark.addEventListener("change", () => cy.style(styles()));
    wheelNeedsCtrl(cy);
    neighbours(cy);
    bindControls(cy);
    search(cy);
    return cy;
  }

  // The layout is as wide as it is high; labels have more room when it takes the shape of the screen.
  function stretch(cy) {
    const box = cy.elements().boundingBox();
    const ratio = (cy.width() / cy.height()) / (box.w / box.h);
    const [across, down] = ratio > 1 ? [Math.min(ratio, 2), 1] : [1, Math.min(1 / ratio, 2)];
    cy.nodes().positions((node) => ({ x: node.position("x") * across, y: node.position("y") * down }));
  }

  // A wheel over the picture scrolls the page as everywhere else; with Ctrl or a pinch it zooms.
  function wheelNeedsCtrl(cy) {
    canvas.addEventListener("wheel", (event) => {
      cy.userZoomingEnabled(event.ctrlKey || event.metaKey);
    }, { capture: true, passive: true });
    canvas.addEventListener("touchstart", () => cy.userZoomingEnabled(true), { capture: true, passive: true });
  }

  function highlight(cy, node) {
    const near = node.closedNeighborhood();
    cy.batch(() => {
      cy.elements().removeClass("near centre").addClass("faded");
      near.removeClass("faded");
      near.edges().addClass("near");
      node.addClass("centre");
    });
  }

  function clear(cy) {
    cy.batch(() => cy.elements().removeClass("faded near centre"));
    panel.hidden = true;
    cy.resize();
  }

  function neighbours(cy) {
    let chosen = null;
    const choose = (node) => { chosen = node; highlight(cy, node); showPanel(node); };
    cy.on("mouseover", "node", (event) => { highlight(cy, event.target); canvas.classList.add("is-over"); });
    cy.on("mouseout", "node", () => {
      canvas.classList.remove("is-over");
      if (chosen) highlight(cy, chosen);
      else cy.batch(() => cy.elements().removeClass("faded near centre"));
    });
    cy.on("tap", (event) => {
      if (event.target === cy) { chosen = null; clear(cy); }
    });
    cy.on("tap", "node", (event) => {
      const pointer = event.originalEvent;
      const isTouch = Boolean(pointer && pointer.type.startsWith("touch"));
      // A finger cannot hover: its first tap shows the neighbours, the second opens the page.
      if (isTouch && !(chosen && chosen.same(event.target))) choose(event.target);
      else if (pointer && (pointer.ctrlKey || pointer.metaKey)) window.open(event.target.data("url"), "_blank", "noopener");
      else window.location.assign(event.target.data("url"));
    });
    cy.scratch("choose", choose);
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { chosen = null; clear(cy); }
    });
  }

  function linkTo(node) {
    const link = document.createElement("a");
    link.href = node.data("url");
    link.textContent = node.data("name");
    return link;
  }

  function showPanel(node) {
    const head = document.createElement("p");
    head.append(`${node.data("kind_label")} `, linkTo(node));
    const list = document.createElement("ul");
    for (const other of node.neighborhood().nodes().toArray()) {
      const item = document.createElement("li");
      item.append(linkTo(other), ` ${node.edgesWith(other).first().data("basis_label")}`);
      list.append(item);
    }
    panel.replaceChildren(head, list);
    panel.hidden = false;
    node.cy().resize(); // the panel has taken some of its room
  }

  function bindControls(cy) {
    const middle = () => ({ x: cy.width() / 2, y: cy.height() / 2 });
    const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: middle() });
    const actions = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: () => cy.fit(undefined, MARGIN) };
    for (const button of section.querySelectorAll("[data-graph-action]")) {
      button.addEventListener("click", actions[button.dataset.graphAction]);
    }
    window.addEventListener("resize", () => cy.resize());
  }

  function search(cy) {
    const input = part("search").querySelector("input");
    const names = part("search").querySelector("datalist");
    for (const node of cy.nodes().toArray()) {
      const option = document.createElement("option");
      option.value = node.data("name");
      option.label = node.data("kind_label");
      names.append(option);
    }
    part("search").addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = input.value.trim();
      const found = typed && find(cy, typed);
      message.hidden = Boolean(found);
      if (!found) {
        message.textContent = typed ? `图中没有“${typed}”。` : "请输入条号或名称。";
        return;
      }
      cy.scratch("choose")(found);
      const view = { center: { eles: found }, zoom: Math.max(cy.zoom(), 1.1) };
      if (still.matches) { cy.zoom(view.zoom); cy.center(found); } else cy.animate(view, { duration: 250 });
    });
  }

  function find(cy, typed) {
    const nodes = cy.nodes().toArray();
    return nodes.find((node) => node.data("label") === typed || node.data("name") === typed)
      || nodes.find((node) => node.data("name").startsWith(typed))
      || nodes.find((node) => node.data("name").includes(typed));
  }

  function say(text) {
    message.textContent = text;
    message.hidden = false;
  }

  async function load() {
    const response = await fetch(section.dataset.graph, { headers: { Accept: "application/json" } });
    const content = await response.json();
    if (content.message) return say(content.message);
    return draw(content);
  }

  load().then(
    (cy) => { if (cy) section.dataset.graphReady = String(cy.nodes().length); },
    () => say("关系图没有载入，请刷新页面，或查看下面的表格。"),
  );
})();
