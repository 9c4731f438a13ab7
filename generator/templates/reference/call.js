// Building a call: values typed into a form go into the samples, and into the address, so that a link shares them.
// Nothing is sent anywhere. `site.js` is there before.
'use strict';

{
  const { all, element, copied } = globalThis.referencePage;

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
