// `.ci/reference` runs this: writes the sites and checks them, in Chromium where that is what it takes.
//
// Usage: .ci/reference [CHECK...], such as `print` or `axe`; KEEP_SITES=1 leaves the sites where they were written.

import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Browser } from './browser.mjs';
import { checkLinks, checkSizes } from './files.mjs';
import { checkHtml } from './html.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { checkLooks, checkWidths } from './looks.mjs';
import { checkPrint } from './print.mjs';
import { checkParts, checkWithoutScript } from './reading.mjs';
import { checkSearch } from './search.mjs';
import { examples, sites } from './sites.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** So many problems of one check are told. */
const MOST_TOLD = 20;

/** A program of this machine; Debian's package where it is missing. */
const program = (name, debian) => {
  for (const folder of process.env.PATH.split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // It is in another folder, or nowhere.
    }
  }
  console.error(`${name} is missing: apt-get install ${debian}`);
  return process.exit(2);
};

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

/** The names of checks, where not all are to run. */
const chosen = process.argv.slice(2);
let failures = 0;
const check = async (name, site, task) => {
  if (chosen.length && !chosen.includes(name)) return;
  const began = Date.now();
  const { count, problems } = await task().catch((error) => ({ count: 'broke off', problems: [`${error}`] }));
  failures += problems.length;
  console.log(`${problems.length ? 'FAILED' : 'ok'}: ${site.name}, ${name}: ${count}, ${seconds(began)}`);
  for (const problem of problems.slice(0, MOST_TOLD)) console.log(`    ${problem}`);
  if (problems.length > MOST_TOLD) console.log(`    and ${problems.length - MOST_TOLD} more`);
};

const checkFiles = async (site) => {
  await check('links', site, () => checkLinks(site));
  await check('sizes', site, () => checkSizes(site));
};

const began = Date.now();
const [chromium, pdftotext] = [program('chromium', 'chromium'), program('pdftotext', 'poppler-utils')];
const folder = mkdtempSync(join(tmpdir(), 'reference-'));
const said = [];
const browser = await Browser.launch(chromium, said);
try {
  const written = sites(ROOT, folder);
  const html = Promise.all([
    ...Object.values(written).map((promise) => promise.then(checkFiles)),
    // One site after the other: each takes both cores.
    written.ours
      .then((site) => check('HTML', site, () => checkHtml(site)))
      .then(() => written.hostile)
      .then((site) => check('HTML', site, () => checkHtml(site)))
      .then(() => written.published)
      .then((site) => check('HTML', site, () => checkHtml(site))),
  ]);
  const ours = await written.ours;
  const kinds = examples(ours);
  await Promise.all([
    check('keyboard', ours, () => checkKeyboard(browser, ours)),
    check('search', ours, () => checkSearch(browser, ours, ROOT)),
    check('parts', ours, () => checkParts(browser, ours)),
    check('print', ours, () => checkPrint(browser, ours, ROOT, pdftotext)),
    check('without JavaScript', ours, () => checkWithoutScript(browser, ours, kinds)),
    check('axe', ours, () => checkLooks(browser, ours, kinds)),
    check('no sideways scroll', ours, () => checkWidths(browser, ours)),
  ]);
  const hostile = await written.hostile;
  const harmful = examples(hostile);
  await Promise.all([
    check('axe', hostile, () => checkLooks(browser, hostile, harmful)),
    check('without JavaScript', hostile, () => checkWithoutScript(browser, hostile, harmful)),
    html,
  ]);
  await check('console and requests', { name: 'all' }, async () => ({
    count: `${browser.opened} pages opened`,
    problems: [...new Set(said)],
  }));
} finally {
  await browser.close();
  if (process.env.KEEP_SITES) console.log(`the sites are kept: ${folder}`);
  else rmSync(folder, { recursive: true });
}
console.log(`${failures ? `${failures} problems` : 'no problems'}, ${seconds(began)}`);
process.exit(failures ? 1 : 0);
