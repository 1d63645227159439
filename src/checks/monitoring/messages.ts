import type { Field } from '../../manifest/field.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/**
 * What the messages of a receiver ask of alerts.
 * @param groupings by what the routes to it group
 */
export function* messagesOf(receiver: Field, groupings: readonly (readonly string[])[]): Iterable<Report> {
  for (const field of receiver.texts()) if (field.text?.includes('{{')) yield* template(field, groupings);
}

/** What a message asks of the alerts. Source: Alertmanager, "Notification template reference". */
function* template(field: Field, groupings: readonly (readonly string[])[]): Iterable<Report> {
  yield* unclosed(field);
  const text = field.text ?? '';
  const labels = new Set([...text.matchAll(/\.GroupLabels\.(\w+)/g)].map(([, label]) => label ?? ''));
  for (const label of labels) {
    if (groupings.length === 0 || groupings.some((by) => by.includes(label) || by.includes('...'))) continue;
    yield report(field, `the message asks for group label "${label}", by which nothing is grouped`, {
      severity: 'warning',
      why: 'There is nothing in its place: nobody can tell whom the message is about.',
      fix: `groupBy: […, ${label}], or .CommonLabels.${label}.`,
    });
  }
  for (const [, name = ''] of text.matchAll(/\{\{-?\s*(?:range|with|if)?\s*\.([A-Z]\w*)/g)) {
    if (KNOWN.includes(name)) continue;
    const near = KNOWN.find((one) => isOneSlip(one, name));
    if (near)
      yield report(field, `the message asks for ".${name}", which there is not`, {
        severity: 'warning',
        why: 'The message cannot be written: nobody is told.',
        fix: `Did you mean ".${near}"?`,
      });
  }
}

const KNOWN =
  'Receiver Status Alerts GroupLabels CommonLabels CommonAnnotations ExternalURL Labels Annotations StartsAt EndsAt GeneratorURL Fingerprint Firing Resolved'.split(
    ' ',
  );

/** Braces that are not closed, and blocks that do not end. */
function* unclosed(field: Field): Iterable<Report> {
  const text = (field.text ?? '').replaceAll(/\{\{-?\s*\/\*.*?\*\/\s*-?\}\}/gs, '');
  const actions = [...text.matchAll(/\{\{-?\s*((?:(?!\{\{).)*?)\s*-?\}\}/gs)].map(([, action]) => action ?? '');
  const begun = actions.filter((action) => /^(?:if|range|with|block|define)\b/.test(action)).length;
  const ended = actions.filter((action) => action === 'end').length;
  const open = text.split('{{').length - 1 - actions.length;
  if (open === 0 && begun === ended) return;
  const what = open > 0 ? '"{{" without "}}"' : `${begun} blocks begin, and ${ended} end`;
  yield report(field, `the message is no template: ${what}`, {
    why: 'Alertmanager cannot write it: nobody is told of any alert.',
    fix: open > 0 ? 'Write {{ … }}.' : 'Every if, range and with has an {{ end }}.',
  });
}
