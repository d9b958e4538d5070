/* One box in the head of a list chooses all its rows; Shift chooses a run of them. Without it, each row has its own box. */
for (const table of document.querySelectorAll('table.app-desk')) {
  const boxes = [...table.querySelectorAll('tbody .app-desk__box')];
  const head = table.querySelector('thead .app-desk__select');
  if (boxes.length > 1 && head !== null) connect(boxes, head);
}

function connect(boxes, head) {
  const all = Object.assign(document.createElement('input'), { type: 'checkbox', className: 'app-desk__box' });
  all.setAttribute('aria-label', head.textContent.trim());
  head.append(all);
  let last = -1;
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const [index, box] of boxes.entries()) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last >= 0) for (const between of boxes.slice(Math.min(last, index), Math.max(last, index) + 1)) between.checked = box.checked;
      last = index;
      show();
    });
  }
  show();
}
