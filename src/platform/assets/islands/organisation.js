/* A slider over the days on which the organisation changed; each day's chart is the page that its link names. Without it, the links do the same. */
const chart = document.querySelector('[data-organisation]');
if (chart !== null) start(chart);

function start(first) {
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
    const next = page.querySelector('[data-organisation] .app-org__tree');
    if (next === null || turn !== asked) return;
    show(document.querySelector('[data-organisation] .app-org__tree'), next, page);
    history.replaceState(null, '', day.href);
  });
}

/** Bodies that both days have glide to their new place; new ones fade in. */
function show(before, after, page) {
  const places = new Map([...before.querySelectorAll('[data-body]')].map((card) => [card.dataset.body, card.getBoundingClientRect()]));
  before.replaceWith(after);
  for (const link of document.querySelectorAll('.app-org__day')) {
    const isShown = page.querySelector('.app-org__day--shown')?.getAttribute('href') === link.getAttribute('href');
    link.classList.toggle('app-org__day--shown', isShown);
    if (isShown) link.setAttribute('aria-current', 'date');
    else link.removeAttribute('aria-current');
  }
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const card of after.querySelectorAll('[data-body]')) {
    const from = places.get(card.dataset.body);
    const to = card.getBoundingClientRect();
    if (from === undefined) card.animate([{ opacity: 0 }, { opacity: 1 }], 400);
    else if (from.left !== to.left || from.top !== to.top)
      card.animate([{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` }, { transform: 'none' }], { duration: 400, easing: 'ease-out' });
  }
}
