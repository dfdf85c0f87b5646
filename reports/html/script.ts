/**
 * What the page can do beyond being read: filter the requirements, open what a link leads to, open or close all orders, copy
 * code. It fetches nothing, writes no HTML, and everything can be read without it.
 */
export const SCRIPT = `'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filter = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const rows = all('.requirement').map((row) => ({ row, mark: row.dataset.mark, text: undefined }));

  const apply = () => {
    const mark = filter.elements.mark.value;
    const words = filter.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let number = 0;
    for (const entry of rows) {
      if (words.length > 0) entry.text ??= entry.row.textContent.toLowerCase();
      const fits = (mark === '' || entry.mark === mark) && words.every((word) => entry.text.includes(word));
      entry.row.hidden = !fits;
      if (fits) number += 1;
    }
    for (const area of all('.area')) area.hidden = !area.querySelector('.requirement:not([hidden])');
    shown.textContent = number === rows.length ? '' : number + ' of ' + rows.length + ' requirements shown';
  };
  if (filter) {
    filter.hidden = false;
    filter.addEventListener('input', apply);
    filter.addEventListener('submit', (event) => event.preventDefault());
  }

  const reveal = () => {
    let id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.hidden && filter) {
      filter.reset();
      apply();
    }
    for (let here = target; here; here = here.parentElement) if (here.tagName === 'DETAILS') here.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  const button = (label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', () => act(made));
    return made;
  };

  const orders = document.querySelector('main .orders');
  if (orders) {
    const tools = document.createElement('p');
    tools.className = 'tools';
    const setAll = (open) => all('.order', orders).forEach((order) => (order.open = open));
    tools.append(button('Open all orders', () => setAll(true)), ' ', button('Close all', () => setAll(false)));
    orders.before(tools);
  }

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const equip = (exhibit) => {
    if (exhibit.dataset.equipped) return;
    exhibit.dataset.equipped = 'yes';
    for (const title of all('.wire.curl .wire-title', exhibit)) {
      const code = title.parentElement.querySelector('code');
      title.append(' ', button('Copy', (made) => {
        const done = () => { made.textContent = 'Copied'; };
        const failed = () => { select(code); made.textContent = 'Selected: copy with the keyboard'; };
        if (!navigator.clipboard) return failed();
        navigator.clipboard.writeText(code.textContent).then(done, failed);
      }));
    }
  };
  document.addEventListener('toggle', (event) => {
    if (event.target.open && event.target.classList.contains('exhibit')) equip(event.target);
  }, true);
})();
`;
