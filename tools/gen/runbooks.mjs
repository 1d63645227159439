// docs/runbooks/: a page an alert, made from the alerts of the library, and a table of all.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const folder = 'docs/runbooks';

export function runbooks(root) {
  const { alertPages } = require(join(root, 'lib/src/monitoring/alerts/all.js'));
  const { runbook, runbookIndex } = require(join(root, 'lib/src/monitoring/runbook.js'));
  const pages = alertPages();
  const files = new Map(pages.map((page) => [`${folder}/${page.name}.md`, runbook(page)]));
  files.set(`${folder}/README.md`, runbookIndex(pages));
  return { files, owns: folder };
}
