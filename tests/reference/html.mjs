// Every page is checked as HTML, in two threads: it is most of the work.

import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readFileSync } from 'node:fs';

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const THREADS = 2;
const CONFIG = {
  extends: ['html-validate:recommended'],
  // An id may hold what is not a space, and a link names an attribute by it: `#reply.meta.page`.
  rules: { 'valid-id': ['error', { relaxed: true }] },
};

/** What the configuration means is worked out once, not for each page. */
class OneConfig extends StaticConfigLoader {
  getConfigFor(handle, override) {
    return (this.resolved ??= super.getConfigFor(handle, override));
  }
}

const complaints = (files) => {
  const validator = new HtmlValidate(new OneConfig(CONFIG));
  return files.flatMap((file) => {
    const { results } = validator.validateStringSync(readFileSync(file, 'utf8'), file);
    return results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line, column }) => `${file}:${line}:${column}: ${message} (${ruleId})`));
  });
};

/** The errors and warnings of all pages of a site. */
export const checkHtml = async (site) => {
  const files = site.pages.map((page) => `${site.folder}/${page}`);
  const parts = Array.from({ length: THREADS }, (_, part) => files.filter((_, at) => at % THREADS === part));
  const answers = parts.map((part) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: part });
    worker.once('message', resolve);
    worker.once('error', reject);
  }));
  const problems = (await Promise.all(answers)).flat();
  return { count: `${files.length} pages`, problems: problems.map((text) => text.replace(`${site.folder}/`, '')) };
};

if (!isMainThread) parentPort.postMessage(complaints(workerData));
