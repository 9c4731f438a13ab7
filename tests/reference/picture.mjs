// Takes the picture of the reference that the README shows: `node tests/reference/picture.mjs SITE FILE`, where SITE is
// what `cargo xtask reference --out SITE` wrote. It is taken anew when the pages look different.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import { chromium } from 'playwright-core';

const PAGE = 'proxy_v1/operations/ListInteraction.html';
const LARGEST = 150_000;

const [site, file] = process.argv.slice(2);
if (!file) {
  console.error('usage: node tests/reference/picture.mjs SITE FILE');
  process.exit(2);
}
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
const page = await browser.newPage({ viewport: { width: 1280, height: 680 }, colorScheme: 'light' });
await page.goto(`file://${resolve(site)}/${PAGE}`);
await page.screenshot({ path: file });
await browser.close();
const { size } = statSync(file);
console.log(`${file}: ${size} bytes`);
process.exit(size <= LARGEST ? 0 : 1);
