import type { Field } from '../../manifest/field.js';

/** What a route wants of an alert's labels. */
export interface RouteMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

// Every alert is asked for by every route: each route is read once.
const read = new WeakMap<object, readonly RouteMatcher[]>();

/** Matchers of a route. Source: prometheus-operator, monitoring/v1alpha1, Matcher; Alertmanager, "Matcher". */
export function matchersOf(route: Field): readonly RouteMatcher[] {
  const { value } = route;
  if (typeof value !== 'object' || value === null) return [];
  const known = read.get(value) ?? readMatchers(route);
  read.set(value, known);
  return known;
}

function readMatchers(route: Field): readonly RouteMatcher[] {
  return [
    ...route.items('matchers').flatMap(matcherOf),
    ...route.entries('match').map(([label, one]): RouteMatcher => ({ label, op: '=', value: one.text ?? '' })),
    ...route.entries('match_re').map(([label, one]): RouteMatcher => ({ label, op: '=~', value: one.text ?? '' })),
  ];
}

/** What one entry of a list of matchers says: a text in Alertmanager's own file, an object in an AlertmanagerConfig. */
export function matcherOf(one: Field): readonly RouteMatcher[] {
  if (one.text !== undefined) return readMatcher(one.text) ?? [];
  const label = one.at('name').text;
  if (label === undefined) return [];
  const written = one.at('matchType').text ?? (one.at('regex').flag ? '=~' : '=');
  const op = written === '!=' || written === '=~' || written === '!~' ? written : '=';
  return [{ label, op, value: one.at('value').text ?? '' }];
}

/**
 * Matchers as Alertmanager's own file has them, `severity =~ "warning|critical"`, one or several in a text; undefined
 * where it is no matcher.
 */
export function readMatcher(text: string): readonly RouteMatcher[] | undefined {
  const found: RouteMatcher[] = [];
  for (const part of text
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')
    .matchAll(PARTS)) {
    const [, label, op, quoted, plain] = MATCHER.exec(part[0].trim()) ?? [];
    if (label === undefined || !isOperator(op)) return undefined;
    found.push({ label, op, value: quoted ?? plain ?? '' });
  }
  return found;
}

const PARTS = /(?:"(?:\\.|[^"\\])*"|[^,"])+/g;
const MATCHER = /^"?([A-Za-z_][\w.-]*)"?\s*(=~|!~|!=|=)\s*(?:"((?:\\.|[^"\\])*)"|([^\s"{}]*))$/;

function isOperator(text: string | undefined): text is RouteMatcher['op'] {
  return text === '=' || text === '!=' || text === '=~' || text === '!~';
}

/** Whether an alert with these labels matches. A label that is absent is empty. */
export function matches(matchers: readonly RouteMatcher[], labels: ReadonlyMap<string, string>): boolean {
  return matchers.every(({ label, op, value }) => {
    const own = labels.get(label) ?? '';
    switch (op) {
      case '=':
        return own === value;
      case '!=':
        return own !== value;
      default: {
        const fits = fullMatch(value, own);
        return op === '=~' ? fits : !fits;
      }
    }
  });
}

function fullMatch(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    expression = compiled(pattern);
    expressions.set(pattern, expression);
  }
  return expression?.test(text) ?? false;
}

// Each route is held against every alert.
const expressions = new Map<string, RegExp | null>();

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return null;
  }
}

/** Whether every alert that `later` matches is matched by `earlier`: it asks nothing more. */
export function covers(earlier: readonly RouteMatcher[], later: readonly RouteMatcher[]): boolean {
  return earlier.every(({ label, op, value }) =>
    later.some((one) => {
      if (one.label !== label) return false;
      if (one.op === op && one.value === value) return true;
      return one.op === '=' && matches([{ label, op, value }], new Map([[label, one.value]]));
    }),
  );
}

/** The receiver that takes an alert: of the deepest route that matches, the first of those side by side. */
export function receiverFor(route: Field, labels: ReadonlyMap<string, string>): Field | undefined {
  for (const below of route.items('routes')) {
    if (!matches(matchersOf(below), labels)) continue;
    return receiverFor(below, labels) ?? route.at('receiver');
  }
  return route.at('receiver').exists ? route.at('receiver') : undefined;
}
