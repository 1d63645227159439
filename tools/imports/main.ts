import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCore } from './core/write-core.js';
import { customResourceDefinitions } from './crd/document.js';
import { fetchSources } from './fetch.js';
import { Packages } from './packages.js';
import { writeTypeScript } from './typescript/generate.js';

// npm run imports              imports/crds/*.yaml → imports/*.ts; needs no network
// npm run imports -- --fetch   first reads the packages anew: → imports/crds, imports/schemas, imports/lock.json
const { values } = parseArgs({ options: { fetch: { type: 'boolean', default: false } } });

if (values.fetch) {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  try {
    fetchSources(folder, 'imports/lock.json');
    const packages = new Packages(folder);
    writeCore(packages, 'imports/schemas');
    for (const [file, text] of customResourceDefinitions(packages)) writeFileSync(join('imports/crds', file), text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
writeTypeScript('imports/crds', 'imports');
