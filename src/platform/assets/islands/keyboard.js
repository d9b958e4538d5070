/* j and k move through the rows of a list, Enter opens, / searches, ? shows the keys. All of it is there without them. */
const rows = [...document.querySelectorAll('[data-rows] tbody tr')];
const help = document.getElementById('keyboard-help');
let marked = -1;

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key === '/') focusSearch(event);
  else if (event.key === '?') help?.showModal();
  else if (event.key === 'x') rows[marked]?.querySelector('input[type=checkbox]')?.click();
  else if (event.key === 'Enter' && event.target === document.body) rows[marked]?.querySelector('a')?.click();
});

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));
}

function move(by) {
  if (rows.length === 0) return;
  rows[marked]?.classList.remove('app-desk__row--marked');
  marked = Math.min(rows.length - 1, Math.max(0, marked + by));
  const row = rows[marked];
  row.classList.add('app-desk__row--marked');
  row.querySelector('a')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

function focusSearch(event) {
  const search = document.querySelector('main input[type=search], main input[name=q]');
  if (search === null) return;
  event.preventDefault();
  search.focus();
}
