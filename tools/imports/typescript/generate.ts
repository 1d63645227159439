import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import type { CrdDocument } from '../build/schemas.js';
import { customKinds } from '../crd/kinds.js';
import { markTypes } from './mark.js';
import { replaceMarks } from './replace.js';

/**
 * Writes `imports/<group>.ts` from `imports/crds/<group>.yaml`, by `cdk8s import`. What a CRD names as a Kubernetes type
 * becomes that type of cdk8s-plus, so that a pod template is the same value in a Deployment and in a Rollout.
 */
export function writeTypeScript(crds: string, output: string, only?: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    const files = readdirSync(crds).filter((file) => file.endsWith('.yaml') && (only?.includes(file) ?? true));
    for (const file of files.sort()) {
      const documents = (loadAll(readFileSync(join(crds, file), 'utf8')) as CrdDocument[])
        .filter(isAuthored)
        .map(firstVersion);
      if (documents.length === 0) continue;
      const source = join(folder, file);
      writeFileSync(
        source,
        documents.map((document) => `---\n${dump(markTypes(document), { noRefs: true, lineWidth: -1 })}`).join(''),
      );
      const generated = join(folder, 'out');
      mkdirSync(generated, { recursive: true });
      importCrds(source, generated);
    }
    for (const file of readdirSync(join(folder, 'out'))) {
      writeFileSync(join(output, file), replaceMarks(readFileSync(join(folder, 'out', file), 'utf8')));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAuthored({ spec }: CrdDocument): boolean {
  return !customKinds.some(
    ({ group, kind, schemaOnly }) => schemaOnly && group === spec.group && kind === spec.names.kind,
  );
}

/** With the first version alone: one class a kind. */
function firstVersion(document: CrdDocument): CrdDocument {
  return { ...document, spec: { ...document.spec, versions: document.spec.versions.slice(0, 1) } };
}

function importCrds(file: string, output: string): void {
  const manifest = require.resolve('cdk8s-cli/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { cdk8s: string } };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(manifest, '..', bin.cdk8s), 'import', file, '--language', 'typescript', '--output', output, '--no-save'],
    // The check for a newer version goes to the network, and prints a stack trace when it cannot.
    { encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } },
  );
  if (status !== 0) throw new Error(`cdk8s import ${file}\n${stdout}${stderr}`);
}
