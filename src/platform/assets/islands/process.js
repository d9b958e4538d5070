/* Draws the process from the very BPMN that runs and marks where the case stands. The steps in words stand beside it without any script. */
for (const figure of document.querySelectorAll('.app-process')) {
  draw(figure).catch(() => {
    figure.querySelector('.app-process__canvas').hidden = true;
  });
}

async function draw(figure) {
  const { xml, active, done } = JSON.parse(document.getElementById(`${figure.id}-data`).textContent);
  await Promise.all([style(figure.dataset.styleDiagram), style(figure.dataset.styleBpmn), script(figure.dataset.viewer)]);
  const canvasElement = figure.querySelector('.app-process__canvas');
  canvasElement.hidden = false;
  const viewer = new window.BpmnJS({ container: canvasElement });
  await viewer.importXML(xml);
  // One picture for a screen reader, told in the caption and in the steps beside it; nothing inside it is reached by keyboard.
  const picture = canvasElement.querySelector('svg');
  picture.removeAttribute('tabindex');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', figure.dataset.label);
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  for (const id of done) if (elements.get(id)) canvas.addMarker(id, 'app-process__done');
  for (const id of active) if (elements.get(id)) canvas.addMarker(id, 'app-process__active');
  canvas.zoom('fit-viewport', 'auto');
  const words = figure.querySelector('details');
  if (words !== null) words.open = false;
}

function style(href) {
  return new Promise((settle, fail) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: settle, onerror: fail });
    document.head.append(link);
  });
}

function script(src) {
  if (window.BpmnJS !== undefined) return Promise.resolve();
  return new Promise((settle, fail) => {
    const element = Object.assign(document.createElement('script'), { src, onload: settle, onerror: fail });
    document.head.append(element);
  });
}
