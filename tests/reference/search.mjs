// The search of the site, in a browser and from files: the order is the one that Rust has, and that its test records.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORD = 'generator/tests/reference_search/snapshots/reference_search__ranking__the_order_is_as_recorded.snap';

/** Each query with what Rust finds first: `operation proxy_v1/operations/ListInteraction`. */
const recorded = (root) => {
  const [, , record] = readFileSync(join(root, RECORD), 'utf8').split(/^---\n/m);
  const cases = [];
  for (const line of record.split('\n').filter(Boolean)) {
    if (line.startsWith('    ')) cases.at(-1).expected.push(line.trim());
    else cases.push({ query: line, expected: [] });
  }
  return cases;
};

/** What the page's own search finds for each query, and what the list below its box shows. */
const found = (page, queries) => page.evaluate((queries) => {
  const input = document.querySelector('#q');
  const search = referenceSearch(referenceIndex, referenceProse);
  return queries.map((query) => {
    input.value = query;
    input.dispatchEvent(new Event('input'));
    const titles = [...document.querySelectorAll('#results .name')].map(({ textContent }) => textContent);
    return { hits: search(query, 12).map(({ kind, id, title }) => ({ name: `${kind} ${id}`, title })), titles };
  });
}, queries);

export const checkSearch = async (browser, site, root) => {
  const problems = [];
  const cases = recorded(root);
  await browser.page(site, 'index.html', {}, async (page) => {
    await page.focus('#q');
    await page.waitForFunction(() => typeof referenceSearch === 'function' && typeof referenceIndex === 'object');
    const answers = await found(page, cases.map(({ query }) => query));
    cases.forEach(({ query, expected }, at) => {
      const { hits, titles } = answers[at];
      const first = hits.slice(0, expected.length).map(({ name }) => name);
      if (first.join() !== expected.join()) problems.push(`“${query}”: ${first.join(', ')}; Rust: ${expected.join(', ')}`);
      if (titles.join() !== hits.map(({ title }) => title).join()) problems.push(`“${query}”: listed is ${titles.join(', ')}`);
    });
    await page.fill('#q', cases[0].query);
    const [, id] = cases[0].expected[0].split(' ');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`${id}.html$`));
  });
  return { count: `${cases.length} queries`, problems };
};
