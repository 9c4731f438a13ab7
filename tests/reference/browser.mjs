// One Chromium for all checks. Whatever page a check opens is watched: it must say nothing on the console, and ask for
// nothing but files of its own site.

import { dirname, join } from 'node:path';

import { chromium } from 'playwright-core';

/** So many pages are open at a time: what two cores can do. */
const MOST_OPEN = 3;

export class Browser {
  constructor(chromiumBrowser, problems) {
    Object.assign(this, { browser: chromiumBrowser, problems, open: 0, waiting: [], opened: 0 });
  }

  static async launch(executablePath, problems) {
    // A container's root has no sandbox to enter.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return new Browser(await chromium.launch({ executablePath, args }), problems);
  }

  /** Opens a page of a site for as long as `use` takes, and gives what it gives. */
  async page(site, path, options, use) {
    if (this.open >= MOST_OPEN) await new Promise((resolve) => this.waiting.push(resolve));
    else this.open++;
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(20_000);
    try {
      const page = await context.newPage();
      this.watch(page, site, path);
      await page.goto(site.url(path));
      this.opened++;
      return await use(page, context);
    } finally {
      await context.close();
      const next = this.waiting.shift();
      if (next) next();
      else this.open--;
    }
  }

  watch(page, site, path) {
    const own = site.url('');
    page.on('console', (message) => this.problems.push(`${site.name}/${path} says: ${message.text()}`));
    page.on('pageerror', (error) => this.problems.push(`${site.name}/${path} throws: ${error}`));
    page.on('dialog', (dialog) => {
      this.problems.push(`${site.name}/${path} asks: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(own) && !url.startsWith('data:')) {
        this.problems.push(`${site.name}/${path} asks for ${url.slice(0, 200)}`);
      }
    });
    page.on('requestfailed', (request) => {
      this.problems.push(`${site.name}/${path} cannot load ${request.url().slice(0, 200)}`);
    });
  }

  close() {
    return this.browser.close();
  }
}

/** Runs what is asked of each item, all at once: the browser lets as many in as it holds. */
export const each = async (items, task) => (await Promise.all(items.map(task))).flat().filter(Boolean);

/** Where a relative address leads from a page. */
export const resolved = (from, href) => {
  const [file, fragment = ''] = href.split('#');
  return { path: file ? join(dirname(from), file) : from, fragment };
};
