/* Commands to copy, figures that are drawn in the browser, and the keyboard's way into what scrolls sideways. */
'use strict';

const SAID_FOR = 2000; // milliseconds

/** Put a text on the clipboard, also where a page has no right to the newer interface. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.className = 'wbk-aside';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

function addButton(box) {
  const text = box.querySelector('code').textContent;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'wbk-copy';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy the command ${text}`);
  const said = document.createElement('span');
  said.className = 'wbk-aside';
  said.setAttribute('role', 'status');
  let timer = 0;
  button.addEventListener('click', async () => {
    const done = await copy(text);
    button.focus();
    button.textContent = done ? 'Copied' : 'Select it by hand';
    said.textContent = button.textContent;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = 'Copy';
      said.textContent = '';
    }, SAID_FOR);
  });
  box.append(button, said);
}

/** What is wider than its place can be scrolled with the arrow keys only when it can have the focus. */
function reachable() {
  for (const each of document.querySelectorAll('.bd-article :is(pre, .output, .wbk-formula, .pst-scrollable-table-container)')) {
    const wide = each.scrollWidth > each.clientWidth + 1;
    if (wide) {
      each.tabIndex = 0;
    } else {
      each.removeAttribute('tabindex');
    }
  }
}

/** Figures of Plotly. Its script is large, so only a page with a figure fetches it. */
function drawFigures() {
  const places = document.querySelectorAll('.wbk-plotly');
  if (!places.length) {
    return;
  }
  const script = document.createElement('script');
  script.src = `${document.documentElement.dataset.content_root}_static/plotly.min.js`;
  script.addEventListener('load', () => {
    for (const place of places) {
      const { data, layout } = JSON.parse(place.querySelector('script').textContent);
      Plotly.newPlot(place, data, { ...layout, autosize: !layout.width }, { responsive: true, displaylogo: false });
    }
  });
  document.head.append(script);
}

// Opened as a file, a page may not read another one: the search finds it all the same, without a piece of its text.
if (location.protocol === 'file:') {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
document.querySelectorAll('.wbk-command').forEach(addButton);
drawFigures();
window.addEventListener('load', () => {
  reachable();
  window.addEventListener('resize', reachable);
});
