/* Asks the authenticator and puts its answer into the form. A browser without passkeys does not show what it cannot do. */
const isAble = typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';

for (const form of document.querySelectorAll('[data-passkey]')) {
  if (!isAble) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    if (form.elements.answer.value !== '') return;
    event.preventDefault();
    const failed = form.querySelector('[data-passkey-failed]');
    failed.hidden = true;
    try {
      form.elements.answer.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      // Cancelled, timed out, no authenticator: to whoever sits there it is one thing, and they can try again.
      failed.hidden = false;
      form.querySelector('button').focus();
    }
  });
}

async function ask(form) {
  const answer = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ _csrf: form.elements._csrf.value }),
  });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  const options = await answer.json();
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return credential.toJSON();
}
