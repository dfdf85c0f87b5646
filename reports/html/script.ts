/**
 * What the page can do beyond being read: filter the requirements, open what a link leads to, open or close all orders, copy
 * code. It fetches nothing, writes no HTML, and everything can be read without it.
 */
export const SCRIPT = `'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filter = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const areas = all('.area').map((area) => ({
    area,
    name: area.dataset.area,
    rows: all('.requirement', area).map((row) => ({ row, mark: row.dataset.mark, level: row.dataset.level, text: undefined })),
  }));
  const total = areas.reduce((sum, { rows }) => sum + rows.length, 0);

  const apply = () => {
    const { mark, level, area: wanted, text } = filter.elements;
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let number = 0;
    for (const { area, name, rows } of areas) {
      let here = 0;
      for (const entry of rows) {
        if (words.length > 0) entry.text ??= entry.row.textContent.toLowerCase();
        const fits =
          (mark.value === '' || entry.mark === mark.value) &&
          (level.value === '' || entry.level === level.value) &&
          (wanted.value === '' || name === wanted.value) &&
          words.every((word) => entry.text.includes(word));
        entry.row.hidden = !fits;
        if (fits) here += 1;
      }
      area.hidden = here === 0;
      number += here;
    }
    const isAll = number === total;
    shown.textContent = isAll ? '' : number === 0 ? 'No requirement fits.' : number + ' of ' + total + ' requirements shown';
    filter.querySelector('[type=reset]').hidden = isAll;
  };
  if (filter) {
    filter.hidden = false;
    filter.addEventListener('input', apply);
    filter.addEventListener('reset', () => setTimeout(apply));
    filter.addEventListener('submit', (event) => event.preventDefault());
    addEventListener('pageshow', apply);
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
