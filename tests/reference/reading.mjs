// Reading: all that a page says is there without JavaScript, and a link to a part of a page shows that part.

import { each } from './browser.mjs';

/** The text of a page's main part, without what a script may add. */
const text = (page) => page.evaluate(() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const added of main.querySelectorAll('#build, button, script')) added.remove();
  return main.textContent.replace(/\s+/g, ' ').trim();
});

/** What cannot be brought to sight by unfolding and by choosing a tab. */
const hidden = (page) => page.evaluate(() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const isShown = (element) => element.checkVisibility({ contentVisibilityAuto: true });
  const parts = [...document.querySelectorAll('main :is(p, li, dt, dd, h1, h2, h3, td, th, summary, figcaption)')];
  const problems = parts.filter((part) => part.textContent.trim() && !isShown(part) && !part.closest('.all, #build'));
  const tabs = [...document.querySelectorAll('.tabs')];
  for (const group of tabs) {
    [...group.querySelectorAll('input')].forEach((input, at) => {
      input.checked = true;
      const pane = group.querySelectorAll('.pane')[at];
      if (!isShown(pane)) problems.push(pane);
    });
  }
  return problems.map(({ outerHTML }) => outerHTML.slice(0, 160));
});

/** Each kind of page with and without JavaScript. */
export const checkWithoutScript = async (browser, site, kinds) => {
  const problems = await each(Object.entries(kinds), async ([kind, path]) => {
    const found = [];
    // What a script does, it does on an operation's page most of all.
    const withScript = kind.startsWith('operation') && (await browser.page(site, path, {}, text));
    await browser.page(site, path, { javaScriptEnabled: false }, async (page) => {
      const without = await text(page);
      if (withScript && without !== withScript) found.push(`${kind}, ${path}: a script changes what it says`);
      found.push(...(await hidden(page)).map((html) => `${kind}, ${path}: stays hidden: ${html}`));
      const dead = await page.locator('button:visible, form:visible').count();
      if (dead) found.push(`${kind}, ${path}: ${dead} controls that do nothing are shown`);
    });
    return found;
  });
  return { count: `${Object.keys(kinds).length} pages`, problems };
};

const PARTS = [
  ['proxy_v1/operations/ListInteraction.html', 'reply.interactions.type'],
  ['proxy_v1/operations/ListInteraction.html', 'reply.meta.page_size'],
  ['proxy_v1/operations/ListInteraction.html', 'reply.headers.Access-Control-Allow-Origin'],
  ['proxy_v1/operations/CreateSession.html', 'form.Ttl'],
  ['proxy_v1/models/Interaction.html', 'property.inbound_resource_status'],
  ['proxy_v1/enums/InteractionResourceStatus.html', 'values.in-progress'],
];

const look = (id) => {
  const part = document.getElementById(id);
  const box = part.getBoundingClientRect();
  const bar = document.querySelector('header.top').getBoundingClientRect();
  return {
    isShown: part.checkVisibility({ contentVisibilityAuto: true }),
    isInView: box.top >= bar.bottom - 1 && box.top < innerHeight,
    isMarked: getComputedStyle(part).backgroundColor !== getComputedStyle(part.parentElement).backgroundColor,
    marks: document.querySelectorAll('.target').length,
  };
};

/** A link to a part opens what it is folded away in, and marks it: when a page is opened, and on the page itself. */
export const checkParts = async (browser, site) => {
  const judge = (found, where, { isShown, isInView, isMarked, marks }) => {
    if (!isShown) found.push(`${where}: is not shown`);
    if (!isInView) found.push(`${where}: is not in view`);
    if (!isMarked || marks !== 1) found.push(`${where}: is not marked, or not alone`);
  };
  const problems = await each(PARTS, async ([path, id]) => {
    const found = [];
    await browser.page(site, `${path}#${id}`, {}, async (page) => {
      judge(found, `${path}#${id}`, await page.evaluate(look, id));
    });
    await browser.page(site, path, { reducedMotion: 'reduce' }, async (page) => {
      await page.evaluate((hash) => (location.hash = hash), id);
      await page.waitForSelector('.target');
      judge(found, `${path}, then #${id}`, await page.evaluate(look, id));
    });
    return found;
  });
  return { count: `${PARTS.length} parts`, problems };
};
