// On paper: what a page says is printed, whatever is folded away on the screen, with and without JavaScript.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { each } from './browser.mjs';
import { documentFacts, portalFacts } from './facts.mjs';

const PAGE = 'proxy_v1/operations/ListInteraction.html';
const DOCUMENT = 'specs/twilio_proxy_v1.yaml';

/** Lines end anywhere on paper, so spaces do not count. */
const squeezed = (text) => text.replace(/\s+/g, '');

/** A line on which a parameter, a header or a property begins: its name, and its type. */
const BEGINNING = /^(\S+) (?:string|integer|number|boolean|list|object)\b/;

/** What is said of each name, by name; of none in particular, the whole text. */
const partsOf = (text, names) => {
  const parts = new Map([...names].map((name) => [name, []]));
  let part = [];
  for (const line of text.split('\n')) {
    const name = BEGINNING.exec(line.trim())?.[1];
    if (names.has(name)) parts.get(name).push((part = []));
    part.push(line);
  }
  const joined = [...parts].map(([name, all]) => [name, all.map((lines) => squeezed(lines.join('')))]);
  return new Map([['', [squeezed(text)]], ...joined]);
};

export const checkPrint = async (browser, site, root, pdftotext) => {
  const facts = { document: documentFacts(join(root, DOCUMENT), 'ListInteraction'), portal: portalFacts(root) };
  const all = Object.values(facts).flat();
  const names = new Set(all.map(([name]) => name).filter(Boolean));
  const problems = await each([true, false], (javaScriptEnabled) =>
    browser.page(site, PAGE, { javaScriptEnabled }, async (page) => {
      const file = join(site.folder, `../print-${javaScriptEnabled}.pdf`);
      writeFileSync(file, await page.pdf({ format: 'A4' }));
      const parts = partsOf(execFileSync(pdftotext, [file, '-'], { encoding: 'utf8' }), names);
      return all.flatMap(([name, ...words]) => words
        .filter((word) => !parts.get(name)?.some((part) => part.includes(squeezed(word))))
        .map((word) => `${name || 'the page'}: ${word} is not printed${javaScriptEnabled ? '' : ' without JavaScript'}`));
    }));
  const counts = Object.entries(facts).map(([from, { length }]) => `${length} of the ${from}`);
  return { count: `facts: ${counts.join(', ')}`, problems };
};
