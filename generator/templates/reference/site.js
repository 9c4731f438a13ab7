// What a page does beyond being read: search, copying, folding, links into folded parts, building a call.
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
      const found = hits.length ? `${hits.length} results, first ${hits[0].title}` : 'Nothing found';
      status.textContent = query ? found : '';
    };
    const load = () => {
      if (isLoading) return;
      isLoading = true;
      const script = element('script', { src: `${root}search-index.js` });
      script.addEventListener('load', () => {
        find = referenceSearch(referenceIndex);
        update();
      });
      document.body.append(script);
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
      // What is no encoding is the id itself.
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

  // Building a call: values typed into a form go into the samples, and into the address, so that a link shares them.

  const setUpBuilder = (form, call) => {
    const parameters = call.parameters.map((parameter) => {
      const isUnique = call.parameters.filter(({ name }) => name === parameter.name).length === 1;
      const values = parameter.variants && Object.keys(parameter.variants);
      return { ...parameter, values, key: isUnique ? parameter.name : `${parameter.in}.${parameter.name}`, items: [] };
    });
    const byKey = (name) => parameters.find(({ key }) => key === name);
    const isJson = (text) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const INTEGER = /^-?(0|[1-9]\d*)$/;
    const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;
    const HIDDEN = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
    const inHex = (letter) => letter.codePointAt(0).toString(16);

    const inRust = (text) =>
      '"' + text
        .replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
        .replace(HIDDEN, (letter) => `\\u{${inHex(letter)}}`) + '"';
    const QUOTES = {
      'rust-str': inRust,
      'rust-sid': (text) => `${inRust(text)}.parse()?`,
      'rust-int': (text) => (INTEGER.test(text) ? text : inRust(text)),
      'rust-number': (text) => (NUMBER.test(text) ? (/[.e]/i.test(text) ? text : `${text}.0`) : inRust(text)),
      'rust-bool': (text) => (/^(true|false)$/.test(text) ? text : inRust(text)),
      'rust-enum': (text, { variants = {} }) => (Object.hasOwn(variants, text) ? variants[text] : inRust(text)),
      'rust-json': (text) => (isJson(text) ? `serde_json::json!(${text})` : inRust(text)),
      shell: (text) => `'${text.replaceAll("'", "'\\''")}'`,
      url: (text) => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${inHex(letter).toUpperCase()}`),
      'shell-part': (text) => text.replaceAll("'", "'\\''"),
      pairs: (text, parameter) => pairsOf(parameter.style, parameter.name, isJson(text) ? JSON.parse(text) : text).join('&'),
      'json-str': (text) => JSON.stringify(text),
      json: (text) => (isJson(text) ? text : JSON.stringify(text)),
    };
    const SAMPLES = { integer: '1', number: '1.5', boolean: 'true', json: '{}' };

    // Lists and objects as pairs of a query, as the client writes them.
    const JOINTS = { comma: ',', space: '%20', pipe: '%7C' };
    const isNested = (value) => value !== null && typeof value === 'object';
    const isGivenValue = (value) => value !== null;
    const pairsOf = (style, name, value) => {
      const { url } = QUOTES;
      const plain = (inner) => url(isNested(inner) ? JSON.stringify(inner) : String(inner));
      if (!isNested(value)) return value === null ? [] : [`${url(name)}=${plain(value)}`];
      const isList = Array.isArray(value);
      const entries = isList ? [] : Object.keys(value).sort().map((key) => [key, value[key]]).filter(([, inner]) => isGivenValue(inner));
      if (style === 'deep' && !isList) return entries.flatMap(([key, inner]) => pairsOf(style, `${name}[${key}]`, inner));
      const items = isList ? value.filter(isGivenValue) : entries.flat();
      if (style !== 'spread') return items.length ? [`${url(name)}=${items.map(plain).join(JOINTS[style] ?? ',')}`] : [];
      return isList ? items.map((item) => `${url(name)}=${plain(item)}`) : entries.map(([key, inner]) => `${url(key)}=${plain(inner)}`);
    };
    const hasNoForm = ({ style, list }, value) => {
      if (!style || style === 'json' || list || !isNested(value)) return false;
      if (style !== 'deep') return Object.values(value).some(isNested);
      return Array.isArray(value) || Object.values(value).some((inner) => hasNoForm({ style }, inner));
    };

    const quoted = (quote, text, parameter) => QUOTES[quote]?.(text, parameter) ?? text;
    const isGiven = (name) => byKey(name)?.items.length > 0;
    const group = ({ of, join = '', before = '', after = '', any, none }) => {
      if ((any && !any.some(isGiven)) || none?.some(isGiven)) return '';
      return before + of.map(written).filter(Boolean).join(join) + after;
    };
    const SID = /^[a-z]{2}[\da-f]{32}$/i;
    const value = ([param, quote, before = '', after = '', flags, prefix = '', join, named]) => {
      const parameter = byKey(param);
      let { items } = parameter;
      if (!items.length) {
        if (flags & 1) return '';
        items = [parameter.sample ?? SAMPLES[parameter.type] ?? `{${parameter.name}}`];
      }
      if (named && !items.every((item) => SID.test(item))) [before, quote] = [named, 'rust-str'];
      const texts = items.map((item) => quoted(quote, prefix + item, parameter));
      if (flags & 2) return texts.map((text) => before + text + after).join('');
      return before + texts.join(join ?? ', ') + after;
    };
    const written = (piece) => {
      if (typeof piece === 'string') return piece;
      // A number is a piece of the first sample.
      if (piece >= 0) return written(call.samples.rust[piece]);
      return Array.isArray(piece) ? value(piece) : group(piece);
    };

    const EXPECTED = {
      integer: [(text) => INTEGER.test(text), 'Expected an integer, such as 1.'],
      number: [(text) => NUMBER.test(text), 'Expected a number, such as 1.5.'],
      boolean: [(text) => /^(true|false)$/.test(text), 'Expected true or false.'],
      json: [isJson, 'Expected JSON.'],
    };
    const problemOf = (parameter, text) => {
      const { type, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength } = parameter;
      const [holds, message] = EXPECTED[type] || [() => true];
      if (!holds(text)) return message;
      if (type === 'json' && hasNoForm(parameter, JSON.parse(text))) return 'A list or an object within it cannot be sent.';
      if (type === 'integer' || type === 'number') {
        // Integers beyond 53 bits are compared as they are.
        const value = type === 'integer' ? BigInt(text) : Number(text);
        if (value < minimum) return `At least ${minimum}.`;
        if (value > maximum) return `At most ${maximum}.`;
        if (value <= exclusiveMinimum) return `More than ${exclusiveMinimum}.`;
        if (value >= exclusiveMaximum) return `Less than ${exclusiveMaximum}.`;
      }
      const length = [...text].length;
      if (length < minLength) return `Expected at least ${minLength} characters, got ${length}.`;
      if (length > maxLength) return `Expected at most ${maxLength} characters, got ${length}.`;
      let matches = true;
      try {
        matches = !pattern || new RegExp(pattern, 'u').test(text);
      } catch {
        // A pattern in another dialect is left to the server.
      }
      return matches ? '' : `Expected text that matches ${pattern}.`;
    };

    const check = (parameter) => {
      const { items, input, note } = parameter;
      let problem = items.map((item) => problemOf(parameter, item)).find(Boolean) || '';
      if (!items.length && parameter.required && parameter.isTouched) problem = 'Required.';
      const isOther = parameter.values && items.some((item) => !parameter.values.includes(item));
      input.setAttribute('aria-invalid', problem !== '');
      note.className = problem ? 'problem' : 'hint';
      note.textContent = problem || (isOther ? 'Not a documented value; it is sent as it is.' : '');
    };
    const read = (parameter) => {
      const { value } = parameter.input;
      parameter.items = (parameter.list ? value.split('\n') : [value]).filter(Boolean);
    };

    const codes = all('[data-sample]').filter((code) => Object.hasOwn(call.samples, code.dataset.sample));
    const originals = codes.map((code) => [...code.childNodes]);
    const write = () => {
      const isAnyGiven = parameters.some(({ items }) => items.length);
      codes.forEach((code, at) => {
        if (isAnyGiven) code.textContent = call.samples[code.dataset.sample].map(written).join('');
        else code.replaceChildren(...originals[at]);
      });
    };
    const address = () => {
      const { url } = QUOTES;
      const pairs = parameters.flatMap(({ key, items }) => items.map((item) => `${url(key)}=${url(item)}`));
      return pairs.length ? `#build?${pairs.join('&')}` : '#build';
    };

    const set = (parameter, text) => {
      parameter.input.value = text;
      read(parameter);
      check(parameter);
    };
    const fromAddress = () => {
      if (!location.hash.startsWith('#build?')) return;
      const values = new URLSearchParams(location.hash.slice(7));
      for (const parameter of parameters) {
        set(parameter, values.getAll(parameter.key).join('\n'));
      }
      write();
      form.open = true;
      form.scrollIntoView();
    };

    form.append(element('p', { class: 'hint' },
      'Samples and address take what is typed. Nothing is sent.'));
    for (const parameter of parameters) {
      const [id, { type, values, list }] = [`build.${parameter.key}`, parameter];
      const attributes = {
        id, 'data-param': parameter.key, 'aria-describedby': `${id}.note`,
        'aria-required': parameter.required && 'true', autocomplete: 'off', spellcheck: 'false',
      };
      if (type === 'boolean' && !list) {
        const options = ['', 'true', 'false'].map((value) => element('option', { value }, value));
        parameter.input = element('select', { ...attributes, autocomplete: undefined }, ...options);
      } else if (list || type === 'json') parameter.input = element('textarea', { ...attributes, rows: 2 });
      else {
        const list = values && `${id}.values`;
        parameter.input = element('input', { ...attributes, placeholder: parameter.sample, list });
      }
      parameter.note = element('p', { class: 'hint', id: `${id}.note` });
      const remark = [parameter.required && 'required', list && 'one a line'].filter(Boolean).join(', ');
      const label = element('label', { for: id }, parameter.key, ' ', element('small', {}, remark));
      form.append(label, parameter.input, parameter.note);
      if (values && !list) {
        const options = values.map((value) => element('option', { value }));
        form.append(element('datalist', { id: `${id}.values` }, ...options));
      }
      parameter.input.addEventListener('input', () => {
        parameter.isTouched = true;
        read(parameter);
        check(parameter);
        write();
        history.replaceState(null, '', address());
      });
    }
    const link = element('button', { type: 'button' }, 'Copy link');
    link.addEventListener('click', () => copied(link, location.href.split('#')[0] + address()));
    const clear = element('button', { type: 'button' }, 'Clear');
    clear.addEventListener('click', () => {
      for (const parameter of parameters) {
        parameter.isTouched = false;
        set(parameter, '');
      }
      write();
      history.replaceState(null, '', address());
    });
    form.append(element('p', {}, link, ' ', clear));
    form.hidden = false;
    addEventListener('hashchange', fromAddress);
    fromAddress();
  };
  const [form, call] = [document.getElementById('build'), document.getElementById('call')];
  if (form && call) setUpBuilder(form, JSON.parse(call.textContent));
}
