import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';
import { variablesOf } from './variables.js';

/** Texts that name a variable of the pod as Kubernetes does not read it there: `${NAME}`, `$$(NAME)`, `$NAME` without a shell. */
export function* unexpanded(set: ManifestSet): Iterable<Report> {
  const said = new Set<string>();
  for (const [pod, variables] of groupBy(variablesOf(set), (variable) => variable.pod)) {
    const names = new Set(variables.map(({ name }) => name));
    for (const { name, at } of variables) {
      // Spring puts in what stands in braces, whoever hands the text over.
      if (/^SPRING_|_DATASOURCE_/.test(name)) continue;
      const key = JSON.stringify([at.manifest.ref, at.path]);
      const [found] = kept(at, names, at.manifest !== pod.manifest).filter(({ used }) => used !== name);
      if (!found || said.has(key)) continue;
      said.add(key);
      yield unlike(at, `"${name}"`, found, at.manifest !== pod.manifest);
    }
    for (const { at, who } of withoutShell(pod)) {
      const [found] = [...kept(at, names, false), ...bare(at, names)];
      if (found) yield unlike(at, who, found, false);
    }
  }
}

interface Kept {
  readonly written: string;
  readonly used: string;
}

/** Where a ConfigMap or a Secret holds the text, Kubernetes puts nothing in at all. */
function kept({ text = '' }: Field, names: ReadonlySet<string>, isElsewhere: boolean): Kept[] {
  if (!text.includes('$') || text.includes('\n')) return [];
  const pattern = isElsewhere ? /\$\{(\w+)\}|\$\((\w+)\)/g : /\$\{(\w+)\}|\$\$\((\w+)\)/g;
  return uses(text, pattern, names);
}

/** `$NAME`, which only a shell reads. */
function bare({ text = '' }: Field, names: ReadonlySet<string>): Kept[] {
  if (!text.includes('$') || text.includes('\n')) return [];
  return uses(text, /(?<![\w$])\$([A-Z]\w*)\b/g, new Set([...names, 'HOSTNAME']));
}

function uses(text: string, pattern: RegExp, names: ReadonlySet<string>): Kept[] {
  return [...text.matchAll(pattern)]
    .map(([written, one, other]) => ({ written, used: one ?? other ?? '' }))
    .filter(({ used }) => names.has(used));
}

interface Word {
  readonly at: Field;
  readonly who: string;
}

/** The words of commands, of the container and of its probes, that no shell reads. */
function withoutShell({ containers }: PodTemplate): Word[] {
  return containers.flatMap(({ field, probes }) => {
    const own = field.items('command').length > 0 ? [[...field.items('command'), ...field.items('args')]] : [];
    const lines = [...own, ...probes.map((probe) => probe.items('exec.command'))];
    return lines
      .filter((words) => !words.some(({ text = '' }) => SHELL.test(text)))
      .flatMap((words) => words.map((at) => ({ at, who: `"${at.text}"` })));
  });
}

const SHELL = /(?:^|\/)(?:(?:ba|da|z|k|a)?sh|env|envsubst)$|\.sh$/;

function unlike(at: Field, who: string, { written, used }: Kept, isElsewhere: boolean): Report {
  return report(at, `${who} names variable "${used}" as ${written}, which Kubernetes leaves as it is`, {
    severity: 'warning',
    why: isElsewhere
      ? 'Values of a ConfigMap or Secret are handed over as they are: the program gets the text itself, unless it fills it in.'
      : 'Kubernetes fills in $(NAME) alone, and nothing else reads the text before the program: it gets the text itself.',
    fix: isElsewhere
      ? `Set it in env of the container, with $(${used}) below ${used}.`
      : `Write $(${used}), or let a shell run the command.`,
  });
}
