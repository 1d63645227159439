import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { type FluentConfig, type Section, valueIn } from './fluent-config.js';

/** Filters and outputs that match no tag, and inputs whose tag nobody matches. */
export function* unmatched({ sections, field }: FluentConfig): Iterable<Report> {
  const inputs = sections.filter(({ name }) => name === 'INPUT');
  const takers = sections.filter(({ name }) => name === 'FILTER' || name === 'OUTPUT');
  const tags = inputs.map(tagOf);
  // Tags may be made anew on the way, or be another's.
  if (inputs.length === 0 || sections.some((one) => isOpen(one)) || tags.includes(undefined)) return;
  const isTaken = (taker: Section) => tags.some((tag) => overlaps(tag ?? '', valueIn(taker, 'match') ?? '*'));
  const idle = takers.filter((taker) => !isTaken(taker));
  const [first] = idle;
  if (!first) return;
  const match = valueIn(first, 'match') ?? '';
  const known = quoted(tags.flatMap((tag) => tag ?? [])).join(', ');
  const kind = first.name.toLowerCase();
  const isAll = idle.length === takers.length && takers.length > 1;
  const isLost = isAll || kind === 'output';
  yield report(
    field,
    isAll
      ? `nothing takes what is read as ${known}: all match "${match}"`
      : `the ${kind} "${valueIn(first, 'name') ?? ''}" matches "${match}", and what is read is tagged ${known}`,
    {
      why: isLost
        ? 'What is read is thrown away, and nothing says so.'
        : 'The filter sees no record: what it adds is missing in all of them.',
      fix: isAll ? 'Write the same beginning in Tag and Match.' : `Match ${tags[0] ?? '*'}`,
    },
  );
}

function isOpen({ name, entries }: Section): boolean {
  if (name.startsWith('@') || entries.some(([key]) => key.startsWith('@include') || key === 'match_regex')) return true;
  const plugin = entries.find(([key]) => key === 'name')?.[1];
  return (
    plugin === 'rewrite_tag' || (name === 'INPUT' && ['forward', 'http', 'fluentbit_metrics'].includes(plugin ?? ''))
  );
}

/** The tag of an input; undefined where its plug-in makes one. */
function tagOf(input: Section): string | undefined {
  const tag = valueIn(input, 'tag');
  return tag === undefined || /[<$]/.test(tag) ? undefined : tag;
}

/** Whether some tag is both: each may have stars. */
function overlaps(one: string, other: string): boolean {
  const [a, b] = [one, other].map((pattern) => pattern.split('*')[0] ?? '');
  if (!one.includes('*')) return asPattern(other).test(one);
  if (!other.includes('*')) return asPattern(one).test(other);
  return (a ?? '').startsWith(b ?? '') || (b ?? '').startsWith(a ?? '');
}

function asPattern(written: string): RegExp {
  return new RegExp(
    `^${written
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
}

/**
 * Records are looked up by what their tag has behind a prefix: it is made of the tag and of the path that is read.
 * Source: Fluent Bit, pipeline/filters/kubernetes, "Workflow of Tail and Kubernetes filter".
 */
export function* otherPrefix({ sections, field }: FluentConfig): Iterable<Report> {
  const tails = sections.filter((one) => one.name === 'INPUT' && valueIn(one, 'name') === 'tail');
  for (const filter of sections.filter((one) => one.name === 'FILTER' && valueIn(one, 'name') === 'kubernetes')) {
    const read = tails.filter((one) => overlaps(valueIn(one, 'tag') ?? '', valueIn(filter, 'match') ?? '*'));
    const [tail] = read;
    const [tag, path] = [tail && valueIn(tail, 'tag'), tail && valueIn(tail, 'path')];
    if (read.length !== 1 || !tag?.endsWith('*') || !path?.startsWith('/') || /[,$<]/.test(tag + path)) continue;
    const meant = `${tag.slice(0, -1)}${path.slice(1, path.lastIndexOf('/') + 1).replaceAll('/', '.')}`;
    const written = valueIn(filter, 'kube_tag_prefix') ?? 'kube.var.log.containers.';
    if (written === meant || valueIn(filter, 'regex_parser') !== undefined) continue;
    yield report(field, `the kubernetes filter cuts "${written}" off the tag, which begins with "${meant}"`, {
      why: 'It finds no pod by what is left: records have neither pod, namespace nor labels.',
      fix: `Kube_Tag_Prefix ${meant}`,
    });
  }
}
