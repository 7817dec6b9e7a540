// The theme, and the loading state of a dashboard. Loaded before the page's body, so nothing flashes.
"use strict";

const workbench = (() => {
  const KEY = "workbench-theme";
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

  const byId = (id) => document.getElementById(id);

  function process(index, count) {
    heartbeats = 0;
    byId("wb-progress").value = index / (count + 1);
    byId("loading_text").textContent = `Preparing the page, part ${index} of ${count} …`;
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
    if (!window.themeLoaded) { window.cellLoaded = true; return; }
    byId("loading")?.remove();
    byId("rendered_cells").style.display = "";
  }

  // The stream ended early: the server stopped while it was sending the page.
  document.addEventListener("DOMContentLoaded", () => {
    if (byId("loading") && !window.cellLoaded && !window.themeLoaded) slow();
  });

  return { applyTheme: () => setTheme(theme()), toggleTheme, process, heartbeat, finish };
})();
