import { fieldOf } from '../../manifest/field.js';
import { folderOf } from '../../manifest/files/source-sorts.js';
import type { Source } from '../../manifest/files/sources.js';
import { groupBy } from '../../manifest/group-by.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';

/** A kustomization, and the folder above it by which its siblings differ: `chat` of `overlays/chat`, or of `chat/dev`. */
interface Sibling {
  readonly kustomization: Source;
  readonly name: string;
}

const KEYS = ['namespace', 'namePrefix', 'nameSuffix'];

/** Reports a name that all siblings take from their folder, and one has from another's: it was copied. */
export function* unlikeSiblings(all: readonly Source[]): Iterable<Report> {
  const siblings = all.flatMap((kustomization) => {
    const steps = folderOf(kustomization.path).split('/');
    return [1, 2].flatMap((up) => {
      const at = steps.length - up;
      const name = steps[at];
      return name === undefined
        ? []
        : [{ kustomization, name, group: [...steps.slice(0, at), '*', ...steps.slice(at + 1)].join('/') }];
    });
  });
  for (const group of groupBy(siblings, (one) => one.group).values()) if (group.length > 4) yield* copied(group);
}

function* copied(group: readonly Sibling[]): Iterable<Report> {
  const labels = new Set(
    group.flatMap(({ kustomization }) => Object.keys(fieldOf(kustomization).at('commonLabels').object)),
  );
  for (const path of [...KEYS.map((key) => [key]), ...[...labels].map((key) => ['commonLabels', key])]) {
    const at = ({ kustomization }: Sibling) => fieldOf(kustomization).at(path);
    const found = oddOnesOut(group, (one) => at(one).text?.replace(one.name, '*'));
    if (!found?.usual.includes('*')) continue;
    for (const one of found.odd) {
      const [field, meant] = [at(one), found.usual.replace('*', one.name)];
      const others = group.some(({ name }) => name !== one.name && field.text === found.usual.replace('*', name));
      if (!others && field.exists) continue;
      const [here, what] = [fieldOf(one.kustomization), path.join('.')];
      yield report(
        field.exists ? field : here,
        `${what} is ${field.exists ? `"${field.text}"` : 'not there'}, where ${found.count} folders beside it say their own name`,
        {
          severity: 'warning',
          why: 'Its objects get the names of another: one of the two replaces the other, or they stand in a namespace that is not theirs.',
          fix: `Write ${what}: ${meant}.`,
        },
      );
    }
  }
}
