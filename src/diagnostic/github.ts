import type { Finding } from './diagnostic.js';
import { headPlace, sortFindings } from './order.js';
import { visible } from './visible.js';

/**
 * Findings as annotations of GitHub Actions: printed by a step of a workflow, they stand beside the lines of a pull
 * request. Source: docs.github.com, "Workflow commands for GitHub Actions", error and warning.
 */
export function githubAnnotations(findings: readonly Finding[]): string {
  return sortFindings(findings).map(annotation).join('');
}

function annotation(finding: Finding): string {
  const { severity, rule, message, why, fix } = finding;
  const place = headPlace(finding);
  const properties = [
    ...(place ? [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`] : []),
    `title=${property(rule)}`,
  ];
  const text = [message, why, fix].flatMap((part) => (part === undefined ? [] : part.split('\n').map(visible)));
  return `::${severity} ${properties.join(',')}::${data(text.join('\n'))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
