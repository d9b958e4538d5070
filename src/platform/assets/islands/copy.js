/* A link that copies its own address. Without it, it is just a link. */
for (const link of document.querySelectorAll('[data-copy]')) {
  link.addEventListener('click', async (event) => {
    if (navigator.clipboard === undefined) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    const text = link.textContent;
    link.setAttribute('role', 'status');
    link.textContent = link.dataset.copied;
    setTimeout(() => {
      link.removeAttribute('role');
      link.textContent = text;
    }, 2000);
  });
}
