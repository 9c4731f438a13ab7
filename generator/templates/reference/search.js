// Search in the browser: the same index and the same order as generator/src/reference/search, step by step.
// `referenceSearch(referenceIndex, referenceProse)` gives a function from a query and a limit to hits, the best first.
'use strict';

const referenceSearch = (sources, prose) => {
  const KINDS = ['api', 'operation', 'model', 'enum', 'sid', 'resource', 'page', 'field', 'parameter', 'value'];
  const PREFERENCE = [50, 60, 70, 50, 58, 10, 10, 40, 30, 20];
  const [API, OPERATION, MODEL, , SID, RESOURCE, PAGE, FIELD, PARAMETER, VALUE] = KINDS.keys();
  const IN_NAME = [0, 50, 64, 78, 100];
  const IN_SUMMARY = [0, 34, 42, 52, 70];
  const IN_RELATED = [0, 22, 28, 36, 50];
  const IN_PROSE = [0, 8, 12, 18, 30];
  const PARTS = /[#.:]/;
  // What no fragment of an address holds: spaces, and characters that nobody sees.
  const UNREADABLE = /[\s\p{Cc}\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

  // Words

  const list = (text) => text.split(' ');
  const set = (text) => new Set(list(text));
  const STOP_WORDS = set(`$STOP_WORDS`);
  const VERBS = new Map();
  for (const [verb, words] of Object.entries($VERBS)) {
    for (const word of list(words)) VERBS.set(word, verb);
  }
  const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const split = (text) =>
    text
      .replace(/([a-z0-9\u0080-\u{10ffff}])([A-Z])/gu, '$1 $2')
      .replace(/([A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])/g, '$1 ')
      .split(/[\0-\/:-@[-`{-\x7f]+/)
      .filter(Boolean)
      .map(lower);
  const compact = (text) => lower(text.replace(/[\0-\/:-@[-`{-\x7f]+/g, ''));
  const size = (text) => [...text].length;
  const stem = (word) => {
    const length = size(word);
    if (length > 4 && word.endsWith('ies')) return word.slice(0, -3) + 'y';
    if (length > 4 && /(ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
    return length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
  };
  const stems = (text) => split(text).map(stem);

  // Slips

  const distance = (left, right, limit) => {
    if (Math.abs(left.length - right.length) > limit) return -1;
    let before = [];
    let above = [...right, 0].map((_, column) => column);
    for (let row = 0; row < left.length; row++) {
      const current = [row + 1];
      let least = row + 1;
      for (let column = 0; column < right.length; column++) {
        let cost = Math.min(
          above[column] + (left[row] === right[column] ? 0 : 1), above[column + 1] + 1, current[column] + 1);
        if (row && column && left[row - 1] === right[column] && left[row] === right[column - 1]) {
          cost = Math.min(cost, before[column - 1] + 1);
        }
        current.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit && before.every((cost) => cost >= limit)) return -1;
      before = above;
      above = current;
    }
    return above[right.length] <= limit ? above[right.length] : -1;
  };
  const tolerance = (length) => (length < 4 ? 0 : length < 8 ? 1 : length < 16 ? 2 : 3);

  // The index

  const numbers = () => {
    const byText = new Map();
    const of = (text) => {
      if (!byText.has(text)) byText.set(text, byText.size);
      return byText.get(text);
    };
    return { of, all: (texts) => texts.map(of), texts: () => [...byText.keys()] };
  };
  const words = numbers();
  const names = numbers();
  const dictionary = list(prose.words);
  // A number ends with a character from `#` to `[`; those before it are from `]` to `~`.
  const numberOf = (code) => [...code].map((character) => character.charCodeAt())
    .reduceRight((number, point) => (point < 93 ? point - 35 : 57 + 34 * number + point - 93), 0);
  const bags = list(prose.bags).map((bag) =>
    words.all((bag.match(/[\]-~]*[#-[]/g) || []).map((code) => dictionary[numberOf(code)])));
  const entries = [];
  for (const source of sources) {
    const [kind, prefix, title, detail, otherNames, summary, related, calls, bag, weight, members, file] = source;
    const page = !prefix || prefix.endsWith('/') ? prefix + title : prefix;
    const route = file || page + (kind === API ? '/index.html' : '.html');
    const others = otherNames ? otherNames.split('\n') : [];
    const isResource = kind === RESOURCE;
    const own = kind === API || kind === PAGE ? [title, ...others] : isResource ? [] : [title];
    entries.push({
      kind, page, route, title, detail, id: page, weight: 0,
      names: names.all(isResource && !title.includes('.') ? others : [...others, title]),
      own: words.all(own.flatMap(stems)),
      summary: words.all([summary, ...(kind === SID ? others : [])].flatMap(stems)),
      related: words.all([related, ...(isResource ? [title] : [])].flatMap(stems)),
      prose: bags[bag],
      calls: calls ? calls.split('|').map(list) : [],
    });
    for (let at = 0; at < members.length; at += 3) {
      const [anchor, ident, memberBag] = members.slice(at, at + 3);
      const name = kind === 3 ? anchor : anchor.slice(anchor.indexOf('.') + 1);
      const memberKind = kind === MODEL ? FIELD : kind === OPERATION ? PARAMETER : VALUE;
      const full = title + { [FIELD]: '.', [PARAMETER]: '#', [VALUE]: '::' }[memberKind];
      const fragment = (kind === 3 ? 'values.' : '') + anchor;
      const id = `${page}#${[...fragment.replace(UNREADABLE, '_')].slice(0, 120).join('')}`;
      const isValue = memberKind === VALUE;
      entries.push({
        kind: memberKind, page, weight, id,
        route: route + id.slice(page.length),
        title: isValue ? name : full + name,
        detail: isValue ? title : page.split('/')[0],
        names: names.all(isValue ? [name, full + ident] : ident ? [name, full + name, ident] : [name, full + name]),
        own: words.all(stems(name)),
        summary: [],
        related: words.all(stems(title)),
        prose: bags[memberBag],
        calls: [],
      });
    }
  }
  const wordTexts = words.texts();
  const nameForms = names.texts().map((raw) => {
    const letters = compact(raw);
    const stemmed = stems(raw).join('');
    return {
      raw, compact: letters, letters: [...letters], lower: [...lower(raw)], stems: stemmed, stemLetters: [...stemmed],
    };
  });

  // Queries

  const PAGES = ['operations', 'models', 'enums', 'sids', 'resources'];
  const LINKS = ['of', 'in', 'for', 'from', 'to', 'with', 'on', 'by', 'into'];
  const tokensOf = (text) => text.split(/[ \t\n\f\r]+/).filter(Boolean);

  const pathOf = (text) => {
    const tokens = tokensOf(text).map((token) => token.replace(/^["'`]+|["'`]+$/g, ''));
    const method = tokens.find((token) => /^(get|post|put|patch|delete)$/i.test(token))?.toUpperCase();
    const url = tokens.find((token) => token.includes('/'));
    if (!url) return null;
    const scheme = url.indexOf('://');
    const rest = url.slice(scheme < 0 ? 0 : scheme + 3).split(/[?#]/)[0].replace(/\.json$/, '');
    const segments = rest.split('/').filter(Boolean);
    if (!segments.length || (scheme < 0 && PAGES.includes(segments[1]))) return null;
    const hasHost = scheme >= 0 || (!rest.startsWith('/') && segments[0].includes('.'));
    return { method, host: hasHost ? lower(segments.shift()) : null, segments };
  };

  const callOf = (text) => {
    const assigned = text.indexOf('=');
    const bracket = text.indexOf('(');
    const code = assigned >= 0 && (bracket < 0 || assigned < bracket) ? text.slice(assigned + 1) : text;
    let [depth, isCall, path] = [0, false, ''];
    for (const letter of code) {
      if (letter === '(') {
        isCall ||= /[^.]$/.test(path);
        depth++;
      } else if (letter === ')') depth = Math.max(0, depth - 1);
      else if (depth || '?;& '.includes(letter)) continue;
      else if ('.:'.includes(letter)) path += '.';
      else if (/\w/.test(letter)) path += letter;
      else return [];
    }
    const names = path.split('.').filter(Boolean);
    if ((!isCall && (!code.includes('.') || code.includes(' '))) || !/^[^A-Z]/.test(names[0] || '')) return [];
    return names.filter((name) => !['client', 'await', 'wait', 'items', 'send'].includes(name));
  };

  const sidPrefixOf = (token) => {
    const text = token.replace(/^["'`,?]+|["'`,?]+$/g, '');
    return /^[A-Za-z]{2}[0-9A-Fa-f]{20,}$|^[A-Z]{2}[xX.*\u2026]+$/.test(text) ? text.slice(0, 2).toUpperCase() : token;
  };

  const queryOf = (typed) => {
    const text = [...typed].slice(0, 300).join('');
    const whole = tokensOf(text).map(sidPrefixOf).join(' ');
    const segments = /[( ]/.test(whole) ? [] : whole.split('::');
    const type = Math.max(0, segments.findIndex((segment) => /^[A-Z]/.test(segment)));
    const raw = type ? segments.slice(type).join('::') : whole;
    const all = split(raw);
    let content = all.filter((word) => !STOP_WORDS.has(word));
    content = (content.length ? content : all).slice(0, 12);
    const link = all.findIndex((word) => LINKS.includes(word));
    const head = all[(link > 0 ? link : all.length) - 1];
    const isPlural = head !== undefined && stem(head) !== head;
    const verbs = content.map((word) => VERBS.get(word));
    let verb = verbs.find(Boolean);
    if (verb === 'fetch' && (isPlural || verbs.includes('list'))) verb = 'list';
    let [hasVerb, operation] = [false, ''];
    const terms = [];
    content.map(stem).forEach((word, at) => {
      const own = verbs[at];
      if (own && hasVerb && (own === verb || own === 'list')) return;
      terms.push({ stem: word, verb: own && !hasVerb ? verb : own });
      if (own && !hasVerb) hasVerb = true;
      else operation += word;
    });
    const impliesList = isPlural && !verb;
    return {
      raw, impliesList, terms,
      compact: compact(raw),
      stems: stems(raw).join(''),
      content: content.join(''),
      contentStems: content.map(stem).join(''),
      asOperation: verb || impliesList ? (verb || 'list') + operation : '',
      modules: segments.slice(0, type).join('_'),
      path: pathOf(text),
      call: callOf(whole),
    };
  };

  // Scores

  const nameScore = (query, name) => {
    if (query.raw === name.raw && !/^[a-z]+$/.test(query.raw)) return 10000;
    const exact = [
      [9000, query.compact, name.compact], [8900, query.content, name.compact],
      [8800, query.asOperation, name.stems], [8600, query.stems, name.stems], [8600, query.contentStems, name.stems],
    ].find(([, own, other]) => own && own === other);
    if (exact) return exact[0];
    if (PARTS.test(name.raw) !== PARTS.test(query.raw)) return 0;
    const beginning = [
      [7000, query.compact, name.compact], [6900, query.content, name.compact], [6900, query.asOperation, name.stems],
    ].find(([, own, whole]) =>
      size(own) > 1 && whole.startsWith(own) && !(whole.endsWith('sid') && whole.slice(0, -3).startsWith(own)));
    if (!beginning) return 0;
    const [score, own, whole] = beginning;
    return score - 20 * Math.min(40, size(whole) - size(own));
  };

  const nameScores = (query) => {
    const scores = nameForms.map((name) => nameScore(query, name));
    if (scores.some((score) => score >= 8600)) return scores;
    const slips = (own, name, most) => {
      const number = distance(own, name, tolerance(own.length));
      return number < 0 ? 0 : most - 600 * number;
    };
    const [whole, letters, stemmed, content] =
      [lower(query.raw), query.compact, query.stems, query.content].map((text) => [...text]);
    const hasMarks = query.compact !== lower(query.raw);
    return nameForms.map((name, at) => Math.max(
      scores[at], slips(letters, name.letters, 6000), slips(stemmed, name.stemLetters, 6000),
      slips(content, name.letters, 5900), hasMarks ? slips(whole, name.lower, 6300) : 0));
  };

  const gradesOf = ({ stem: own }) => {
    const letters = [...own];
    const limit = wordTexts.includes(own) ? 0 : tolerance(letters.length);
    return wordTexts.map((word) => {
      if (word === own) return 4;
      if (letters.length > 1 && word.startsWith(own)) return 3;
      const slips = limit ? distance(letters, [...word], limit) : -1;
      return slips < 0 ? 0 : slips === 1 ? 2 : 1;
    });
  };

  const wordScore = (query, grades, entry) => {
    const best = (grade, numbers) => numbers.reduce((most, number) => Math.max(most, grade[number]), 0);
    const verb = entry.kind === OPERATION ? wordTexts[entry.own[0]] : undefined;
    let [sum, absent, present, allInSummary] = [0, 0, 0, true];
    query.terms.forEach((term, at) => {
      const grade = grades[at];
      const inSummary = best(grade, entry.summary);
      const sameVerb = verb && term.verb === verb;
      let score = Math.max(
        IN_NAME[best(grade, entry.own)], IN_SUMMARY[inSummary], IN_RELATED[best(grade, entry.related)]);
      score = Math.max(score || IN_PROSE[best(grade, entry.prose)], sameVerb ? 92 : 0);
      allInSummary &&= sameVerb || inSummary > 2;
      if (score) present++;
      else absent++;
      sum += score;
    });
    if (!present || absent > present) return 0;
    const spare = [API, PAGE, SID].includes(entry.kind) ? 0
      : entry.own.filter((word) => grades.every((grade) => !grade[word])).length;
    let score = 3000 + sum - 200 * absent - 8 * Math.min(5, spare);
    if (verb) {
      const leads = entry.summary.length > 0 && grades[0][entry.summary[0]] === 4 && !query.impliesList;
      const hasVerb = query.terms.some((term) => term.verb);
      if (leads) score += 15;
      if (allInSummary && (leads || hasVerb)) score += 20;
      if (query.impliesList && verb === 'list') score += 25;
      if (!query.impliesList && !hasVerb && verb === 'create') score += 5;
    }
    if (entry.kind === SID && query.terms.some((term) => term.stem === 'sid')) score += 80;
    return Math.min(4000, Math.max(1, score));
  };

  const isPlaceholder = (segment) => /^([{:<[$*\u2026]|\.\.\.)/.test(segment);
  const fit = (segments, steps) => {
    let sum = 0;
    for (const [at, step] of steps.entries()) {
      const segment = segments[at];
      if (step.startsWith('{')) sum += isPlaceholder(segment) ? 5 : 0;
      else if (isPlaceholder(segment)) return null;
      else if (lower(segment) === lower(step)) sum += 20;
      else if (distance([...lower(segment)], [...lower(step)], tolerance(size(step))) < 0) return null;
      else sum -= 50;
    }
    return sum;
  };

  const pathScore = ({ method, host, segments }, entry, apiHost) => {
    const [, ownMethod, template] = /^(?:(\S+) )?(.*)$/.exec(entry.detail);
    const steps = template.replace(/\.json$/, '').split('/').filter(Boolean);
    const [own, length] = [segments.length, steps.length];
    let [rank, points] = [12000, null];
    if (!own) return 0;
    if (own === length) points = fit(segments, steps);
    else if (own > length) {
      if (length > 1) [rank, points] = [11000, fit(segments.slice(0, length), steps)];
    } else {
      [rank, points] = [11500, fit(segments, steps.slice(length - own))];
      if (!(points > 0)) [rank, points] = [11200, fit(segments, steps.slice(0, own))];
    }
    if (points === null) return 0;
    const byMethod = !ownMethod ? 0
      : method ? (method === ownMethod ? 300 : -1500) : { GET: 200, POST: 100 }[ownMethod] || 0;
    const byHost = host === null ? 0 : host.split('.')[0] === apiHost.split('.')[0] ? 100 : -100;
    return rank + points - 10 * Math.abs(length - own) + byMethod + byHost;
  };

  const callScore = (call, way, isOperation) => {
    let best = 0;
    for (let end = 0; end < call.length; end++) {
      let common = 0;
      for (; common <= end && common < way.length; common++) {
        const [name, step] = [call[end - common].replace(/_named$/, ''), way[way.length - 1 - common]];
        if (name !== step && (common < end || stem(name) !== stem(step))) break;
      }
      const after = call.length - 1 - end;
      if (!common || (isOperation ? common < 2 : after)) continue;
      const whole = common === way.length ? 100 : 0;
      best = Math.max(
        best, 9400 + 40 * common + whole - 60 * (end + 1 - common) - 30 * after - 2 * (way.length - common));
    }
    return best;
  };

  const idScore = (query, entry) => {
    if (query.path || !query.raw.includes('/')) return 0;
    if (query.raw === entry.id) return 10000;
    const slips = distance([...lower(query.raw)], [...lower(entry.id)], 3);
    return slips < 0 ? 0 : 9000 - 600 * slips;
  };

  // What is named like a query that finds nothing

  const marksOf = (letters) => [...new Set(letters.map((letter) => letter.codePointAt(0) % 64))].sort().join();
  const suggestions = (typed) => {
    const written = [...lower(typed.trim())];
    const [{ length }, marks] = [written, marksOf(written)];
    if (length < 4 || length > 200) return [];
    const rank = (letters, most) => {
      const slips = distance(written, letters, most);
      if (slips < 0) return Infinity;
      return 2 * slips + (letters.length === length && marksOf(letters) === marks ? 0 : 1);
    };
    const within = (most) => {
      const ranks = nameForms.map((name) => rank(name.lower, most));
      const near = entries.map((entry) => ({
        entry,
        rank: written.includes('/') ? rank([...lower(entry.id)], most) : Math.min(...entry.names.map((name) => ranks[name])),
      })).filter(({ rank }) => rank < Infinity);
      near.sort((one, other) => one.rank - other.rank || one.entry.kind - other.entry.kind);
      return near.slice(0, 5).map(({ entry }) => ({ entry, score: 0 }));
    };
    const most = length < 6 ? 1 : length < 9 ? 2 : Math.floor(length / 4);
    const near = within(Math.min(most, 2));
    return near.length ? near : within(most);
  };

  return (typed, limit) => {
    const query = queryOf(typed);
    if (!query.raw) return [];
    const byName = nameScores(query);
    const grades = query.terms.map(gradesOf);
    const hits = [];
    let host = '';
    for (const entry of entries) {
      if (entry.kind === API) host = entry.detail;
      const isWay = entry.kind === OPERATION || entry.kind === RESOURCE;
      const score = Math.max(
        ...entry.names.map((name) => byName[name]), wordScore(query, grades, entry), idScore(query, entry),
        isWay && query.path ? pathScore(query.path, entry, host) : 0,
        ...(isWay ? entry.calls.map((way) => callScore(query.call, way, entry.kind === OPERATION)) : []));
      if (score <= 0) continue;
      const byModule = query.modules && query.modules.endsWith(entry.page.split('/')[0]) ? 95 : 0;
      hits.push({ entry, score: score + PREFERENCE[entry.kind] + entry.weight + byModule });
    }
    hits.sort((one, other) => other.score - one.score);
    if (!hits.length) hits.push(...suggestions(typed));
    return hits.slice(0, limit).map(({ entry, score }) => ({ ...entry, score, kind: KINDS[entry.kind] }));
  };
};
