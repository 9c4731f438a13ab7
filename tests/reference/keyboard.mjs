// Everything by keys alone: search, open what was found, unfold, copy, choose a language, build a call and share it.

const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element.type === 'radio' ? element.labels[0] : element);
  const isButton = element.matches('button');
  return {
    id: element.id,
    text: element.textContent.slice(0, 40).trim(),
    copies: isButton && element.matches('.copy'),
    expands: isButton && element.matches('[data-expand]'),
    collapses: isButton && element.matches('[data-collapse]'),
    folds: element.matches('summary'),
    parameter: element.dataset.param ?? '',
    tab: element.type === 'radio',
    isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
  };
});

/** Presses Tab until what is wanted has the focus; each stop on the way must be seen to have it. */
const reach = async (page, what, wanted, problems) => {
  for (let stop = 0; stop < 200; stop++) {
    await page.keyboard.press('Tab');
    const element = await focused(page);
    if (!element.isSeen) problems.push(`the focus is not seen on ${element.id || element.text}`);
    if (wanted(element)) return true;
  }
  problems.push(`Tab does not reach ${what}`);
  return false;
};

const expect = (problems, holds, what) => {
  if (!holds) problems.push(what);
};

const search = async (page, problems) => {
  await reach(page, 'the search box', ({ id }) => id === 'q', problems);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  expect(problems, (await focused(page)).id === 'q', '/ does not lead to the search box');
  await page.keyboard.type('list interactins');
  await page.waitForSelector('#results li');
  await page.keyboard.press('Escape');
  expect(problems, await page.locator('#results').isHidden(), 'Escape does not close the results');
  await page.keyboard.press('ArrowDown');
  const active = await page.getAttribute('#q', 'aria-activedescendant');
  const selected = active && (await page.locator(`[id="${active}"][aria-selected=true]`).count());
  expect(problems, selected, 'ArrowDown selects no result');
  await page.keyboard.press('Enter');
  await page.waitForURL(/operations\/ListInteraction\.html$/);
};

const fold = async (page, problems) => {
  const folded = () => page.locator('main section details:not([open])').count();
  await reach(page, '“Expand all”', ({ expands }) => expands, problems);
  await page.keyboard.press('Enter');
  expect(problems, (await folded()) === 0, 'something stays folded after “Expand all”');
  await reach(page, '“Collapse all”', ({ collapses }) => collapses, problems);
  await page.keyboard.press('Enter');
  const all = await page.locator('main section details').count();
  expect(problems, (await folded()) === all, 'something stays unfolded after “Collapse all”');
  await reach(page, 'a folded part', ({ folds }) => folds, problems);
  await page.keyboard.press('Enter');
  expect(problems, (await folded()) === all - 1, 'Enter does not unfold the part that has the focus');
};

const copy = async (page, problems) => {
  await reach(page, 'the languages', ({ tab }) => tab, problems);
  await page.keyboard.press('ArrowRight');
  const panes = await page.locator('.pane').evaluateAll((all) => all.map((pane) => pane.offsetHeight > 0));
  expect(problems, panes[1] && !panes[0], 'ArrowRight does not lead to the next language');
  await reach(page, 'a copy button', ({ copies }) => copies, problems);
  const code = await page.evaluate(() => document.activeElement.previousElementSibling.textContent);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.textContent === 'Copied');
  const clipboard = await page.evaluate(() => navigator.clipboard.readText());
  expect(problems, clipboard === code, `what is copied is not the code: ${clipboard.slice(0, 80)}`);
};

const SERVICE = `KS${'0123456789abcdef'.repeat(2)}`;

const build = async (page, site, problems) => {
  await page.goto(site.url('proxy_v1/operations/ListInteraction.html'));
  await reach(page, '“Build a call”', ({ text }) => text === 'Build a call', problems);
  await page.keyboard.press('Enter');
  await reach(page, 'the form', ({ parameter }) => parameter === 'ServiceSid', problems);
  await page.keyboard.type('KS1');
  const input = page.locator('#build [data-param=ServiceSid]');
  const note = page.locator(`[id="${await input.getAttribute('aria-describedby')}"]`);
  expect(problems, (await input.getAttribute('aria-invalid')) === 'true', 'a wrong value is not marked');
  expect(problems, (await note.textContent()).includes('34 characters'), 'a wrong value is not named at its field');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(SERVICE);
  expect(problems, (await input.getAttribute('aria-invalid')) === 'false', 'a right value is marked as wrong');
  await reach(page, 'PageSize', ({ parameter }) => parameter === 'PageSize', problems);
  await page.keyboard.type('20');
  const curl = await page.locator('[data-sample=curl]').textContent();
  const rust = await page.locator('[data-sample=rust]').textContent();
  expect(problems, curl.includes(SERVICE) && curl.includes('PageSize=20'), `the curl sample keeps: ${curl}`);
  expect(problems, rust.includes(SERVICE) && rust.includes('.page_size(20)'), `the Rust sample keeps: ${rust}`);
  await reach(page, '“Copy link”', ({ text }) => text === 'Copy link', problems);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.textContent === 'Copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('about:blank');
  await page.goto(link);
  const again = await page.locator('[data-sample=curl]').textContent();
  expect(problems, again === curl, `the link does not share the call: ${again}`);
};

/** A name in the place of a SID goes to the accessor that takes names. */
const name = async (page, site, problems) => {
  await page.goto(site.url('proxy_v1/operations/FetchSession.html#build?Sid=order-1'));
  const rust = await page.locator('[data-sample=rust]').textContent();
  expect(problems, rust.includes('.session_named("order-1")'), `a name is taken for a SID: ${rust}`);
};

export const checkKeyboard = async (browser, site) => {
  const problems = [];
  const permissions = ['clipboard-read', 'clipboard-write'];
  await browser.page(site, 'proxy_v1/index.html', { permissions }, async (page) => {
    await search(page, problems);
    await fold(page, problems);
    await copy(page, problems);
    await build(page, site, problems);
    await name(page, site, problems);
  });
  return { count: 'search, open, unfold, copy, build, share', problems };
};
