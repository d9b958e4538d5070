/* Keeps a draft while it is being filled in: posts the form's fields a second after the last change. Without it, "next" keeps it. */
const WAIT_MILLISECONDS = 1000;

for (const status of document.querySelectorAll('[data-draft]')) {
  const form = status.closest('form');
  if (form !== null) keep(form, status);
}

function keep(form, status) {
  let timer;
  let sending = Promise.resolve();
  let isLeaving = false;
  const save = () => {
    sending = sending.then(() => send(form, status));
  };
  const later = (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MILLISECONDS);
  };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  form.addEventListener('submit', () => {
    isLeaving = true;
    clearTimeout(timer);
  });
  // A tab that closes or is put away loses nothing: what was typed in the last second still goes.
  addEventListener('pagehide', () => {
    if (isLeaving || timer === undefined) return;
    navigator.sendBeacon(status.dataset.draft, new URLSearchParams(fieldsOf(form)));
  });
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string');
}

async function send(form, status) {
  try {
    const answer = await fetch(status.dataset.draft, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(fieldsOf(form)),
      keepalive: true,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    say(status, status.dataset.saved, false);
  } catch {
    say(status, status.dataset.failed, true);
  }
}

function say(status, text, isFailure) {
  status.classList.toggle('app-draft--failed', isFailure);
  if (status.textContent !== text) status.textContent = text;
}
