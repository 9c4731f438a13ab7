// The sites that are checked: of our three documents, of all that Twilio publishes, and of one that means harm.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { hostileDocument } from './hostile.mjs';

const run = promisify(execFile);

/** A site in a folder, and how large its pages and its index may be, in bytes. */
export class Site {
  constructor(name, folder, limits) {
    Object.assign(this, { name, folder, limits });
  }

  /** The paths of its pages. */
  get pages() {
    return (this.listed ??= readdirSync(this.folder, { recursive: true })
      .filter((path) => path.endsWith('.html'))
      .sort());
  }

  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path) {
    return existsSync(join(this.folder, path));
  }

  url(path) {
    return `file://${join(this.folder, path)}`;
  }
}

/** Twilio's documents, where they are at hand; else those that the generator is tested with. */
export const published = (root) => {
  const folder = process.env.TWILIO_OAI_DIR ?? join(root, '../shared/twilio-oai-2.6.7');
  const [name, from] = existsSync(folder)
    ? ['published', folder]
    : ['fixtures', join(root, 'generator/tests/fixtures/good')];
  if (name === 'fixtures') {
    console.log(`${folder} is not there: ${from} is checked in its place (TWILIO_OAI_DIR names another folder)`);
  }
  const files = readdirSync(from).filter((file) => file.startsWith('twilio_') && file.endsWith('.yaml'));
  return { name, files: files.map((file) => join(from, file)) };
};

/** The pages of a site that stand for all of their kind, by kind. */
export const examples = (site) => {
  const kinds = {};
  const preferred = {
    'operation (GET)': 'proxy_v1/operations/ListInteraction.html',
    'operation (POST)': 'proxy_v1/operations/CreateSession.html',
    resource: 'proxy_v1/resources/services.sessions.html',
    model: 'proxy_v1/models/Interaction.html',
    enum: 'proxy_v1/enums/InteractionResourceStatus.html',
    SID: 'proxy_v1/sids/KC.html',
    API: 'proxy_v1/index.html',
    'changes of an API': 'changes/proxy_v1.html',
    home: 'index.html',
    errors: 'errors.html',
    changes: 'changes.html',
    'not found': '404.html',
  };
  const patterns = {
    'operation (GET)': /\/operations\/(List|Fetch)/,
    'operation (POST)': /\/operations\/Create/,
    resource: /\/resources\//,
    model: /\/models\//,
    enum: /\/enums\//,
    SID: /\/sids\//,
    API: /^\w+\/index/,
    'changes of an API': /^changes\//,
  };
  for (const [kind, path] of Object.entries(preferred)) {
    const other = site.pages.find((page) => patterns[kind]?.test(page));
    const page = site.has(path) ? path : other;
    if (page) kinds[kind] = page;
  }
  return kinds;
};

const write = async (root, site, documents) => {
  const xtask = process.env.XTASK ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/xtask');
  const specs = documents.flatMap((file) => ['--spec', file]);
  const { stderr, stdout } = await run(xtask, ['reference', '--out', site.folder, ...specs], { cwd: root });
  const said = `${stdout}${stderr}`.trim().split('\n').at(-1);
  console.log(`written: ${said.replace(`${site.folder}:`, `${site.name},`)}`);
  return site;
};

/** Begins to write the sites into a folder: a promise for each. */
export const sites = (root, folder) => {
  const documents = published(root);
  const hostile = join(folder, 'twilio_kites_v1.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(hostile, hostileDocument());
  const site = (name, page, index) => new Site(name, join(folder, name), { page, index });
  const ours = write(root, site('ours', 60_000, 70_000), []);
  return {
    ours,
    hostile: ours.then(() => write(root, site('hostile', 200_000, Infinity), [hostile])),
    published: write(root, site(documents.name, 60_000, 120_000), documents.files),
  };
};
