// What a page does beyond being read: search, copying, folding, links into folded parts.
// Everything a page says is there without it. Nothing is sent anywhere.
'use strict';

{
  const root = document.documentElement.dataset.root || '';
  const main = document.querySelector('main') || document.body;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const element = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...children);
    return node;
  };
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  document.body.append(status);

  // Search: a combobox with a list, as the ARIA authoring practices describe it.

  const setUpSearch = (input) => {
    const results = element('ul', {
      class: 'results', id: 'results', role: 'listbox', 'aria-label': 'Results', hidden: true,
    });
    input.form.append(results);
    const attributes = {
      role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'results', 'aria-autocomplete': 'list',
    };
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    let [find, hits, active, isLoading] = [null, [], -1, false];

    const select = (number) => {
      active = number;
      [...results.children].forEach((item, at) => item.setAttribute('aria-selected', at === active));
      const item = results.children[active];
      if (item) {
        input.setAttribute('aria-activedescendant', item.id);
        item.scrollIntoView({ block: 'nearest' });
      } else input.removeAttribute('aria-activedescendant');
    };
    const show = (isOpen) => {
      results.hidden = !isOpen;
      input.setAttribute('aria-expanded', isOpen);
      if (!isOpen) select(-1);
    };
    const open = (hit) => {
      if (!hit) return;
      show(false);
      location.href = root + hit.route;
    };
    const update = () => {
      const query = input.value.trim();
      if (query && !find) return load();
      hits = query ? find(query, 12) : [];
      results.replaceChildren(...hits.map((hit, at) => {
        const item = element('li', { role: 'option', id: `result-${at}`, 'aria-selected': 'false' },
          element('span', { class: 'kind' }, hit.kind), ' ', element('span', { class: 'name' }, hit.title), ' ',
          element('span', { class: 'path' }, hit.detail));
        item.addEventListener('click', () => open(hit));
        return item;
      }));
      show(hits.length > 0);
      select(-1);
      const outcome = hits.length ? `${hits.length} results, first ${hits[0].title}` : 'Nothing found';
      status.textContent = query ? outcome : '';
    };
    const load = () => {
      if (isLoading) return;
      isLoading = true;
      const scripts = ['search-index.js', 'search-prose.js'].map((file) => new Promise((resolve) => {
        const script = element('script', { src: root + file });
        script.addEventListener('load', resolve);
        document.body.append(script);
      }));
      Promise.all(scripts).then(() => {
        find = referenceSearch(referenceIndex, referenceProse);
        update();
      });
    };

    input.addEventListener('focus', load);
    input.addEventListener('input', update);
    input.addEventListener('blur', () => show(false));
    results.addEventListener('mousedown', (event) => event.preventDefault());
    input.form.addEventListener('submit', (event) => {
      event.preventDefault();
      open(hits[Math.max(0, active)]);
    });
    input.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        const next = results.hidden || active < 0 ? (step > 0 ? 0 : hits.length - 1) : active + step;
        show(true);
        select((next + hits.length) % hits.length);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        if (results.hidden) input.value = '';
        show(false);
      }
    });
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
  };
  const box = document.querySelector('form.search input');
  if (box) setUpSearch(box);

  // Copying

  const copied = async (button, text) => {
    await navigator.clipboard.writeText(text);
    const before = button.textContent;
    button.textContent = 'Copied';
    status.textContent = 'Copied';
    setTimeout(() => (button.textContent = before), 1500);
  };
  for (const code of all('pre:not([data-copy=no]) > code')) {
    const button = element('button', { class: 'copy', type: 'button' }, 'Copy');
    button.addEventListener('click', () => copied(button, code.textContent));
    code.after(button);
  }

  // Folding

  for (const button of all('[data-expand], [data-collapse]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const within = button.closest('section') || main;
      for (const details of all('details', within)) details.open = 'expand' in button.dataset;
    });
  }
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details:not([open])', main);
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });

  const reveal = () => {
    for (const marked of all('.target')) marked.classList.remove('target');
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // What is not an encoding is the id itself.
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let parent = target; parent; parent = parent.parentElement) {
      if (parent.tagName === 'DETAILS') parent.open = true;
    }
    target.classList.add('target');
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  // What `call.js` takes from here.
  globalThis.referencePage = { all, element, copied };
}
