import { nameMistake } from '../../construct/names.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { dnsLabelProblem, dnsSubdomainProblem } from '../../values/dns-name.js';
import type { AnyDefinition, Fleet } from '../fleet.js';
import type { DefinitionFinding } from './definition-finding.js';
import { argocdFolder, monitoringFolder, platformFolder } from './folders.js';

/** What is wrong with the names of definitions. */
export function nameMistakes(fleet: Fleet): DefinitionFinding[] {
  return [...sameNames(fleet), ...reservedNames(fleet), ...badNames(fleet.definitions)];
}

/** Definitions whose name an earlier one has. */
export function twice(definitions: readonly AnyDefinition[]): readonly AnyDefinition[] {
  const seen = new Set<string>();
  return definitions.filter(({ name }) => seen.size === seen.add(name).size);
}

/** Whether it has a name that no object can have, or that is taken. */
export function badName({ name }: AnyDefinition, fleet: Fleet): boolean {
  return nameMistake(name) !== undefined || reserved(fleet).has(name);
}

function sameNames(fleet: Fleet): DefinitionFinding[] {
  const first = new Map<string, AnyDefinition>();
  return fleet.definitions.flatMap((definition, item) => {
    const earlier = first.get(definition.name);
    first.set(definition.name, earlier ?? definition);
    if (!earlier) return [];
    if (earlier === definition) return listedTwice(fleet, definition, item);
    const place = earlier.site();
    return {
      rule: 'name-duplicate',
      severity: 'error',
      message: `"${definition.name}" is declared twice`,
      at: definition.site(),
      why: 'Both would write the same objects: the later would overwrite the earlier.',
      fix: `Rename one of them${place ? `; the other is at ${place.file}:${place.line}` : ''}.`,
    };
  });
}

function listedTwice(fleet: Fleet, { name }: AnyDefinition, item: number): DefinitionFinding {
  return {
    rule: 'name-duplicate',
    severity: 'error',
    message: `"${name}" is in the fleet's list twice`,
    at: fleet.list(),
    property: { object: fleet, item },
    why: 'Its objects would be written twice, the second over the first.',
    fix: 'Take one of the two out.',
  };
}

/** Names that are taken, and why. */
function reserved({ rootApplication }: Fleet): ReadonlyMap<string, string> {
  return new Map([
    [argocdFolder, `dist/<environment>/${argocdFolder} holds Argo CD's own objects`],
    [platformFolder, `dist/<environment>/${platformFolder} holds what everything else stands on`],
    [monitoringFolder, `dist/<environment>/${monitoringFolder} holds what watches the others`],
    [rootApplication, `"${rootApplication}" is the root Application`],
  ]);
}

function reservedNames(fleet: Fleet): Finding[] {
  const taken = reserved(fleet);
  return fleet.definitions.flatMap((definition): Finding[] => {
    const why = taken.get(definition.name);
    if (why === undefined) return [];
    const message = `the name "${definition.name}" is taken`;
    const fix = 'Give the service another name.';
    return [{ rule: 'name-reserved', severity: 'error', message, at: definition.site(), why: `${why}.`, fix }];
  });
}

function badNames(definitions: readonly AnyDefinition[]): Finding[] {
  return definitions.flatMap(({ name, site }): Finding[] => {
    const mistake = nameMistake(name);
    return mistake ? [{ ...mistake, severity: 'error', at: site() }] : [];
  });
}

/** Names of a fleet that the API server refuses: its own, which projects and labels have, and its namespaces. */
export function badFleetNames(fleet: Fleet): DefinitionFinding[] {
  return [...badProjects(fleet), ...badNamespaces(fleet)];
}

function badProjects(fleet: Fleet): DefinitionFinding[] {
  return (['name', 'rootApplication'] as const).flatMap((key): DefinitionFinding[] => {
    const problem = dnsSubdomainProblem(fleet[key]);
    if (problem === undefined) return [];
    return [
      {
        rule: 'name-syntax',
        severity: 'error',
        message: `${key} "${fleet[key]}" ${problem}`,
        at: fleet.site(),
        property: { object: fleet, key },
        why: 'Projects, Applications and labels are named after it: the API server refuses them.',
        fix: 'Use a-z, 0-9 and "-", and start and end with a letter or digit.',
      },
    ];
  });
}

/** With all that lies in them. */
function badNamespaces({ namespaces, site }: Fleet): DefinitionFinding[] {
  return Object.entries<string | undefined>(namespaces).flatMap(([key, name]): DefinitionFinding[] => {
    // A namespace may be given as undefined.
    const problem = dnsLabelProblem(name ?? 'data');
    if (problem === undefined) return [];
    return [
      {
        rule: 'name-syntax',
        severity: 'error',
        message: `namespace "${name}" ${problem}`,
        at: site(),
        property: { object: namespaces, key },
        why: 'The API server refuses the Namespace, and with it everything that lies in it.',
        fix: 'Use a-z, 0-9 and "-", and start and end with a letter or digit.',
      },
    ];
  });
}
