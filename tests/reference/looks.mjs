// How pages look to those who see little, or have a small screen: axe-core finds nothing, light and dark, and no page
// has to be moved sideways.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { each } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [320, 768, 1280];
const SCHEMES = ['light', 'dark'];

/** What depends on colours is looked at in both schemes, all else in one. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

const violations = (page, runOnly) => page.evaluate(async (runOnly) => {
  const { violations } = await axe.run({ resultTypes: ['violations'], preload: false, iframes: false, runOnly });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any, all, none }) => {
    const [reason] = [...any, ...all, ...none];
    return `${id}: ${html.slice(0, 160)}: ${reason?.message ?? ''}`;
  }));
}, runOnly);

/** What reaches beyond the right edge. */
const beyond = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
  return [`${scrollWidth} pixels wide: ${wide.slice(-2).map(({ outerHTML }) => outerHTML.slice(0, 120)).join(', ')}`];
});

/** What a page can be brought to, besides as it is opened. */
const STATES = {
  search: async (page) => {
    await page.fill('#q', 'create');
    await page.waitForSelector('#results li');
    await page.keyboard.press('ArrowDown');
  },
  'operation (POST)': async (page) => {
    await page.click('#build summary');
    await page.locator('#build [data-param]').first().fill('wrong');
    await page.waitForSelector('#build .problem');
  },
};

/** One page of each kind, in each width and scheme. */
export const checkLooks = async (browser, site, kinds) => {
  const cases = Object.entries({ ...kinds, search: kinds.home });
  const problems = await each(cases, ([kind, path]) => browser.page(site, path, {}, async (page) => {
    const found = [];
    // Smooth scrolling, where it is wanted, would blur what is measured.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (STATES[kind] && (kind === 'search' || (await page.$('#build [data-param]')))) await STATES[kind](page);
    await page.evaluate(AXE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        const where = `${kind}, ${path}, ${width} ${colorScheme}`;
        found.push(...(await violations(page, colorScheme === 'dark' ? COLOURS : undefined)).map((text) => `${where}: ${text}`));
      }
      found.push(...(await beyond(page)).map((text) => `${kind}, ${path}, ${width}: ${text}`));
    }
    return found;
  }));
  return { count: `${cases.length} pages in ${WIDTHS.length * SCHEMES.length} looks`, problems };
};

/** The pages with the longest words, which nothing breaks, on the smallest screen and unfolded. */
export const checkWidths = async (browser, site) => {
  const longest = (path) => Math.max(...site.read(path).replace(/<[^>]*>/g, ' ').split(/\s+/).map(({ length }) => length));
  const paths = site.pages
    .map((path) => ({ path, length: longest(path) }))
    .sort((one, other) => other.length - one.length)
    .slice(0, 40)
    .map(({ path }) => path);
  const problems = [];
  // A tab walks through all of them: to open one for each page takes longer than to look at it.
  await browser.page(site, paths[0], { viewport: { width: 320, height: 640 } }, async (page) => {
    for (const path of paths) {
      await page.goto(site.url(path), { waitUntil: 'domcontentloaded' });
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
      problems.push(...(await beyond(page)).map((text) => `${path}: ${text}`));
    }
  });
  return { count: `${paths.length} pages at 320 pixels`, problems };
};
