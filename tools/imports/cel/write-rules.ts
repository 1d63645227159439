import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { RuledKinds } from '../../../imports/schema/rules.js';
import type { StructuralSchema } from '../../../imports/schema/structural.js';
import { type CrdDocument, readCrds } from '../build/schemas.js';
import { fetchModule, type GoModule, modules } from './modules.js';
import { countRules, ruled } from './ruled.js';
import { ruledByBoth } from './ruled-by-both.js';

/** Writes the rules of the kinds that are in `crds`, a file for each group. */
export function writeRules(crds: string, output: string): void {
  const known = new Set(readCrds(crds).map(keyOf));
  for (const module of modules) {
    for (const [group, file] of groupsOf(module, known)) {
      writeFileSync(join(output, `${group}.json`), `${JSON.stringify(file, null, 1)}\n`);
    }
  }
}

function groupsOf(module: GoModule, known: ReadonlySet<string>): ReadonlyMap<string, RuledKinds> {
  const releases = module.versions.map((version) => ({ version, ...fetchModule(module.path, version) }));
  const [early, late] = releases.map(({ folder }) => kindsIn(folder, module));
  const groups = new Map<string, RuledKinds>();
  for (const [key, schema] of [...(early ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const other = late?.get(key);
    const shared = other && known.has(key) ? ruledByBoth(schema, other) : undefined;
    if (!shared || countRules(shared) === 0) continue;
    const [group = '', kind = ''] = key.split('/');
    groups.set(group, {
      module: module.path,
      releases: releases.map(({ version, sum }) => ({ version, sum })),
      licence: module.licence,
      kinds: { ...groups.get(group)?.kinds, [kind]: shared },
    });
  }
  return groups;
}

function kindsIn(folder: string, { files }: GoModule): ReadonlyMap<string, StructuralSchema> {
  const documents = files.flatMap((file) => readDocuments(join(folder, file)));
  return new Map(
    documents.flatMap((document) => {
      const schema = rootOf(document);
      return schema ? [[keyOf(document), schema] as const] : [];
    }),
  );
}

function readDocuments(file: string): CrdDocument[] {
  return (loadAll(readFileSync(file, 'utf8')) as (CrdDocument | null)[]).filter((one) => one !== null);
}

/** The rules of a kind: those of its versions must agree, so that one schema tells them all. */
function rootOf(document: CrdDocument): StructuralSchema | undefined {
  const { names, versions } = document.spec;
  const [first, ...rest] = versions.map(({ schema }) => schema && ruled(schema.openAPIV3Schema));
  const text = JSON.stringify(first);
  if (rest.some((other) => JSON.stringify(other) !== text))
    throw new Error(`the versions of ${names.kind} have different rules`);
  return first;
}

function keyOf({ spec }: CrdDocument): string {
  return `${spec.group}/${spec.names.kind}`;
}
