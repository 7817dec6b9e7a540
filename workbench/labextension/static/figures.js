/* Figures in a dark theme: a drawing on white paper is turned over, a photograph is left as it is.
 *
 * The picture in the notebook stays as it was made, light: what is printed, exported or compared never depends on a theme. */

const SIDE = 96; // pixels of the small copy that is looked at
const PAPER = 0.5; // of the picture that must be white for it to be a drawing
const WHITE = 248; // of 255, in each colour

/** Look at every figure of the notebooks, those that are there and those to come. notebooks: JupyterLab's tracker. */
export function followTheme(notebooks) {
  const watch = panel => {
    const look = () => panel.node.querySelectorAll('.jp-RenderedImage img:not([data-wb-figure])').forEach(mark);
    let asked = false;
    const observer = new MutationObserver(() => {
      if (!asked) {
        asked = true;
        requestAnimationFrame(() => {
          asked = false;
          look();
        });
      }
    });
    observer.observe(panel.node, { childList: true, subtree: true });
    panel.disposed.connect(() => observer.disconnect());
    look();
  };
  notebooks.forEach(panel => watch(panel));
  notebooks.widgetAdded.connect((_, panel) => watch(panel));
}

async function mark(image) {
  image.dataset.wbFigure = 'seen';
  try {
    await image.decode();
    image.dataset.wbFigure = isDrawing(image) ? 'drawing' : 'picture';
  } catch {
    // no picture that can be read: it stays as it is
  }
}

/** Whether most of a picture is paper: what is drawn in lines, points and bars. */
function isDrawing(image) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff'; // what is transparent stands on paper
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(image, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  let white = 0;
  for (let at = 0; at < data.length; at += 4) {
    white += data[at] >= WHITE && data[at + 1] >= WHITE && data[at + 2] >= WHITE ? 1 : 0;
  }
  return white >= PAPER * SIDE * SIDE;
}
