import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeRules } from './cel/write-rules.js';
import { writeCore } from './core/write-core.js';
import { customResourceDefinitions } from './crd/document.js';
import { fetchSources } from './fetch.js';
import { Packages } from './packages.js';
import { writeTypeScript } from './typescript/generate.js';

// npm run imports              imports/crds/*.yaml → imports/*.ts; needs no network
// npm run imports -- --fetch   first reads the packages anew: → imports/crds, imports/schemas, imports/lock.json
// npm run imports -- --rules   reads the rules in CEL from Go modules; needs Go: → imports/cel
const { values } = parseArgs({
  options: { fetch: { type: 'boolean', default: false }, rules: { type: 'boolean', default: false } },
});

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
if (values.rules) writeRules('imports/crds', 'imports/cel');
writeTypeScript('imports/crds', 'imports');
