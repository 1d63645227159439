import type { Finding } from './diagnostic.js';
import { headPlace, sortFindings } from './order.js';
import { formatPlace } from './render.js';
import { visible } from './visible.js';

/**
 * Findings as a JUnit report: a suite for each file, a test case for each finding, all of them failed; a run without
 * findings is one case that passed. CI systems that know no other format show it.
 * Source: github.com/testmoapp/junitxml, the elements and attributes that readers agree on.
 */
export function junitReport(findings: readonly Finding[]): string {
  const files = new Map<string, Finding[]>();
  for (const finding of sortFindings(findings)) {
    const file = headPlace(finding)?.file ?? '';
    const known = files.get(file);
    if (known) known.push(finding);
    else files.set(file, [finding]);
  }
  const suites = [...files].flatMap(([file, list]) => [
    `  <testsuite name="${xml(file || 'eco check')}" tests="${list.length}" failures="${list.length}" errors="0">`,
    ...list.map(testCase),
    '  </testsuite>',
  ]);
  const passed = [
    '  <testsuite name="eco check" tests="1" failures="0" errors="0">',
    '    <testcase name="no findings" classname="eco check"/>',
    '  </testsuite>',
  ];
  const { length } = findings;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="eco check" tests="${Math.max(1, length)}" failures="${length}" errors="0">`,
    ...(length > 0 ? suites : passed),
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(finding: Finding): string {
  const { rule, severity, message, object, field, why, fix } = finding;
  const place = headPlace(finding);
  const name = [object && `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`, field];
  const text = [place && formatPlace(place), message, why, fix].filter((part) => part !== undefined);
  return [
    `    <testcase name="${xml(name.filter((part) => part !== undefined).join(' ') || rule)}" classname="${xml(rule)}">`,
    `      <failure message="${xml(message)}" type="${severity}">${xml(text.join('\n'), true)}</failure>`,
    '    </testcase>',
  ].join('\n');
}

// XML has no way to write most control characters, not even escaped.
function xml(text: string, lines = false): string {
  const shown = lines ? text.split('\n').map(visible).join('\n') : visible(text);
  return shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
