// What needs no browser: every address on a page leads somewhere, and nothing is larger than it may be.

import { gzipSync } from 'node:zlib';

import { resolved } from './browser.mjs';

const LARGEST = { 'style.css': 12_000, 'site.js': 12_000, 'call.js': 12_000 };

const unescaped = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const attributes = (html, name) => [...html.matchAll(new RegExp(`[ \n]${name}="([^"]*)"`, 'g'))]
  .map((match) => unescaped(match[1]));

/** Every `href`, `src` and fragment. */
export const checkLinks = async (site) => {
  const problems = [];
  const ids = new Map();
  const links = new Map();
  for (const page of site.pages) {
    const html = site.read(page);
    ids.set(page, new Set(attributes(html, 'id')));
    links.set(page, new Set([...attributes(html, 'href'), ...attributes(html, 'src')]));
  }
  const files = new Map();
  const isFile = (path) => files.get(path) ?? files.set(path, site.has(path)).get(path);
  let count = 0;
  for (const [page, hrefs] of links) {
    for (const href of hrefs) {
      if (/^https?:\/\//.test(href)) continue;
      count++;
      const { path, fragment } = resolved(page, href);
      const id = decodeURIComponent(fragment);
      if (!isFile(decodeURIComponent(path))) problems.push(`${page}: ${href} leads to no file`);
      else if (id && !ids.get(path)?.has(id)) problems.push(`${page}: ${href}: there is no such id`);
    }
  }
  return { count: `${count} links`, problems };
};

const byteLength = (text) => Buffer.byteLength(text);

/** Pages, scripts, the style sheet and the index. */
export const checkSizes = async (site) => {
  const problems = [];
  const sizes = site.pages.map((page) => [page, byteLength(site.read(page))]);
  for (const [page, size] of sizes) {
    if (size > site.limits.page) problems.push(`${page}: ${size} bytes, of at most ${site.limits.page}`);
  }
  for (const [file, most] of Object.entries(LARGEST)) {
    const size = byteLength(site.read(file));
    if (size > most) problems.push(`${file}: ${size} bytes, of at most ${most}`);
  }
  const scripts = ['search-index.js', 'search-prose.js'].map((file) => {
    const size = gzipSync(site.read(file)).length;
    if (size > site.limits.index) problems.push(`${file}: ${size} bytes gzipped, of at most ${site.limits.index}`);
    return `${file} ${size} gzipped`;
  });
  const largest = sizes.sort(([, one], [, other]) => other - one)[0];
  return { count: `largest ${largest.join(' ')}, ${scripts.join(', ')}`, problems };
};
