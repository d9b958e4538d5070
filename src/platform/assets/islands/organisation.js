/* The chart of an organisation: a slider over the days on which it changed, and a drawing that is moved and brought near. Each day's
   chart is the page that its link names; without a script the links do the same. */
/** The part of the drawing that was looked at stays when another day is shown. */
let looked;

const chart = document.querySelector('[data-organisation]');
if (chart !== null) {
  slide(chart);
  hold(chart.querySelector('[data-zoomable]'));
}

function slide(first) {
  const days = [...first.querySelectorAll('.app-org__day')].map((link) => ({ href: link.href, text: link.firstChild.textContent }));
  if (days.length < 2) return;
  const shown = Math.max(0, [...first.querySelectorAll('.app-org__day')].findIndex((link) => link.matches('.app-org__day--shown')));
  const label = first.querySelector('.app-org__days').getAttribute('aria-label');
  const slider = Object.assign(document.createElement('input'), { type: 'range', min: '0', max: String(days.length - 1), value: String(shown) });
  slider.setAttribute('aria-label', label);
  slider.setAttribute('aria-valuetext', days[shown].text);
  const output = Object.assign(document.createElement('output'), { textContent: days[shown].text });
  const frame = Object.assign(document.createElement('div'), { className: 'app-org__slider' });
  frame.append(slider, output);
  first.querySelector('.app-org__tools').prepend(frame);
  let asked = 0;
  slider.addEventListener('input', async () => {
    const day = days[Number(slider.value)];
    output.textContent = day.text;
    slider.setAttribute('aria-valuetext', day.text);
    const turn = ++asked;
    const answer = await fetch(day.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (turn !== asked || page.querySelector('[data-organisation]') === null) return;
    show(page);
    history.replaceState(null, '', day.href);
  });
}

/** Puts the parts of another day in the place of those shown. Bodies that both days have glide to their new place; new ones fade in. */
function show(page) {
  const before = placesOf(document);
  for (const part of page.querySelectorAll('[data-organisation-part]'))
    document.querySelector(`[data-organisation-part="${part.dataset.organisationPart}"]`)?.replaceWith(part);
  for (const link of document.querySelectorAll('.app-org__day')) {
    const isShown = page.querySelector('.app-org__day--shown')?.getAttribute('href') === link.getAttribute('href');
    link.classList.toggle('app-org__day--shown', isShown);
    if (isShown) link.setAttribute('aria-current', 'date');
    else link.removeAttribute('aria-current');
  }
  hold(document.querySelector('[data-zoomable]'));
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const [name, { element, box }] of placesOf(document)) {
    const from = before.get(name)?.box;
    if (from === undefined) element.animate([{ opacity: 0 }, { opacity: 1 }], 400);
    else if (from.left !== box.left || from.top !== box.top)
      element.animate([{ transform: `translate(${from.left - box.left}px, ${from.top - box.top}px)` }, { transform: 'none' }], { duration: 400, easing: 'ease-out' });
  }
}

const placesOf = (page) =>
  new Map(
    [...page.querySelectorAll('[data-body], [data-cell]')].map((element) => [
      `${element.dataset.body ?? ''}/${element.dataset.cell ?? ''}`,
      { element, box: element.getBoundingClientRect() },
    ]),
  );

function hold(frame) {
  const picture = frame?.querySelector('svg');
  if (!picture) return;
  // A phone scrolls the drawing as it scrolls the page.
  if (matchMedia('(max-width: 40rem)').matches) return;
  const whole = picture.dataset.whole.split(' ').map(Number);
  let view = looked ?? picture.getAttribute('viewBox').split(' ').map(Number);
  frame.classList.add('app-org__frame--held');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', frame.dataset.keys);
  const set = (next) => {
    const width = Math.min(Math.max(whole[2], (whole[3] * picture.clientWidth) / picture.clientHeight), Math.max(200, next[2]));
    const height = (width * picture.clientHeight) / picture.clientWidth;
    const keep = (value, low, high) => Math.max(low, Math.min(high, value));
    view = [keep(next[0], whole[0] - width / 2, whole[0] + whole[2] - width / 2), keep(next[1], whole[1] - height / 2, whole[1] + whole[3] - height / 2), width, height];
    picture.setAttribute('viewBox', view.join(' '));
    looked = view;
  };
  /** Brings near around a point of the drawing, or its middle. */
  const bring = (factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) =>
    set([x - (x - view[0]) * factor, y - (y - view[1]) * factor, view[2] * factor, view[3] * factor]);
  const buttons = Object.assign(document.createElement('div'), { className: 'app-org__nearness' });
  const button = (text, title, act) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text, title });
    made.setAttribute('aria-label', title);
    made.addEventListener('click', act);
    buttons.append(made);
  };
  button('+', frame.dataset.in, () => bring(0.75));
  button('−', frame.dataset.out, () => bring(1 / 0.75));
  const showAll = () => {
    const width = Math.max(whole[2], (whole[3] * picture.clientWidth) / picture.clientHeight);
    set([(whole[2] - width) / 2, 0, width, 0]);
  };
  button('⤢', frame.dataset.whole, showAll);
  frame.prepend(buttons);
  // At first as wide as the frame, from the top, so that names can be read.
  set(view);
  const scale = () => Math.max(view[2] / picture.clientWidth, view[3] / picture.clientHeight);
  frame.addEventListener('keydown', (event) => {
    const step = view[2] / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') bring(0.75);
    else if (event.key === '-') bring(1 / 0.75);
    else if (event.key === '0') showAll();
    else if (moves[event.key]) set([view[0] + moves[event.key][0], view[1] + moves[event.key][1], view[2], view[3]]);
    else return;
    event.preventDefault();
  });
  picture.addEventListener(
    'wheel',
    (event) => {
      // The wheel alone scrolls the page, as everywhere.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      bring(event.deltaY < 0 ? 0.85 : 1 / 0.85, at.x, at.y);
    },
    { passive: false },
  );
  // On paper all of it.
  matchMedia('print').addEventListener('change', (event) => picture.setAttribute('viewBox', (event.matches ? whole : view).join(' ')));
  let grip;
  picture.addEventListener('pointerdown', (event) => {
    if (event.button === 0) grip = { x: event.clientX, y: event.clientY, view, moved: false };
  });
  picture.addEventListener('pointermove', (event) => {
    if (grip === undefined || event.buttons === 0) return;
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!grip.moved && Math.hypot(dx, dy) < 4) return;
    if (!grip.moved) picture.setPointerCapture(event.pointerId);
    grip.moved = true;
    set([grip.view[0] - dx * scale(), grip.view[1] - dy * scale(), view[2], view[3]]);
  });
  picture.addEventListener('dragstart', (event) => event.preventDefault());
  // Whoever moved the drawing did not mean the link under the pointer.
  picture.addEventListener('click', (event) => {
    if (grip?.moved) event.preventDefault();
    grip = undefined;
  }, true);
}
