// The theme, the gallery, and the loading state of a page. Loaded before the page's body, so nothing flashes.
"use strict";

const workbench = (() => {
  const KEY = "workbench-theme";
  const PATIENCE = 2000; // ms for formulas to be set; then they are shown as they were written
  const SLOW_HEARTBEATS = 3; // the server sends one each ten seconds in which nothing else came
  let heartbeats = 0;

  function stored() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  function theme() {
    const wished = new URLSearchParams(location.search).get("theme") || stored();
    if (wished === "dark" || wished === "light") return wished;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function setTheme(name) {
    document.querySelectorAll("link[data-wb-theme]").forEach((link) => {
      link.media = link.dataset.wbTheme === name ? "all" : "not all";
    });
    document.documentElement.style.colorScheme = name;
    document.body.dataset.jpThemeName = name === "dark" ? "JupyterLab Dark" : "JupyterLab Light";
    document.body.dataset.jpThemeLight = String(name === "light"); // explorers watch this one
    const button = document.querySelector(".wb-theme");
    if (button) button.textContent = name === "dark" ? "Light" : "Dark";
  }

  function toggleTheme() {
    const next = document.body.dataset.jpThemeLight === "true" ? "dark" : "light";
    try { localStorage.setItem(KEY, next); } catch { /* a private window: this page only */ }
    setTheme(next);
  }

  // Explorers that came with the page are shown before Voilà's scripts can connect them with Python.
  let renderExplorer;
  const explorerReady = new Promise((resolve) => { renderExplorer = resolve; });

  function preview() {
    const place = document.currentScript.previousElementSibling;
    const { data } = JSON.parse(place.previousElementSibling.textContent); // the output, as Voilà writes it
    const state = data["application/vnd.workbench.explorer+json"];
    const model = { get: (name) => state[name] };
    explorerReady.then((render) => { if (place.isConnected) render({ model, el: place }); });
  }

  // Formulas are set by a script that comes late: until then their text keeps its place unseen.
  function holdFormulas() {
    for (const node of document.querySelectorAll(".jp-MarkdownOutput :is(p, li, td, th, h1, h2, h3)")) {
      node.classList.toggle("wb-formula", /\$[^$]+\$/.test(node.textContent));
    }
  }

  function releaseFormulas() {
    document.querySelectorAll(".wb-formula").forEach((node) => node.classList.remove("wb-formula"));
  }

  const byId = (id) => document.getElementById(id);

  // Voilà's scripts are fetched while Python works, but run after the first pictures: running them takes a processor for
  // half a second. They wait for the page's load event, which waits for scripts that are asked for before it.
  let scripts = [];

  function runScripts() {
    for (const address of scripts.splice(0)) {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in this order
      document.head.append(script);
    }
  }

  function process(index, count) {
    heartbeats = 0;
    byId("wb-progress").value = index / (count + 1);
    byId("loading_text").textContent = `Preparing the page, part ${index} of ${count} …`;
    holdFormulas();
  }

  function slow() {
    if (byId("wb-slow")) byId("wb-slow").hidden = false;
  }

  function heartbeat() {
    heartbeats += 1;
    if (heartbeats >= SLOW_HEARTBEATS) slow();
  }

  // Called when all cells have come, and again by Voilà's script when it can show widgets.
  function finish() {
    runScripts();
    holdFormulas();
    if (!window.themeLoaded) {
      window.cellLoaded = true;
      byId("wb-progress").value = 1;
      byId("loading_text").textContent = "Connecting the controls …";
      return;
    }
    byId("loading")?.remove();
    setTimeout(releaseFormulas, PATIENCE);
  }

  // The stream ended early: the server stopped while it was sending the page.
  document.addEventListener("DOMContentLoaded", () => {
    if (byId("loading") && !window.cellLoaded && !window.themeLoaded) slow();
  });

  // The gallery. A query stays in the address, so that going back to it finds it as it was.

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function gallery() {
    const form = document.querySelector(".wb-search");
    const field = byId("wb-search");
    const nothing = document.querySelector(".wb-nothing");
    const cards = [...document.querySelectorAll(".wb-card")];
    const words = cards.map((card) => folded(card.dataset.words));

    function filter() {
      const asked = folded(field.value).split(/\s+/).filter(Boolean);
      cards.forEach((card, k) => { card.hidden = !asked.every((word) => words[k].includes(word)); });
      for (const section of document.querySelectorAll(".wb-section")) {
        section.hidden = asked.length > 0 && !section.querySelector(".wb-card:not([hidden])");
      }
      const left = cards.filter((card) => !card.hidden).length;
      nothing.hidden = left > 0 || !asked.length;
      byId("wb-count").textContent = asked.length ? `${left} of ${cards.length} shown` : `${cards.length} explorers`;
    }

    function ask(text) {
      field.value = text;
      changed();
    }

    function changed() {
      filter();
      const query = field.value.trim();
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    }

    field.addEventListener("input", changed);
    field.addEventListener("keydown", (event) => { if (event.key === "Escape") ask(""); });
    form.addEventListener("submit", (event) => { // Enter: on to the first that is left
      event.preventDefault();
      document.querySelector(".wb-card:not([hidden]) a")?.focus();
    });
    nothing.querySelector("button").addEventListener("click", () => { ask(""); field.focus(); });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.target === field) return;
      event.preventDefault();
      field.focus();
    });
    for (const image of document.querySelectorAll(".wb-thumbnail img")) {
      const show = () => image.classList.add("wb-loaded");
      if (image.complete && image.naturalWidth) show(); else image.addEventListener("load", show);
    }
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    form.hidden = false;
    filter();
  }

  return {
    gallery,
    applyTheme: () => setTheme(theme()),
    useScripts: (addresses) => { scripts = addresses; },
    toggleTheme, renderExplorer, preview, process, heartbeat, finish,
  };
})();
