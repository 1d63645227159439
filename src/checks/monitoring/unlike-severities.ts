import { applicationSources } from '../../manifest/argocd/application-sources.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { rulesOf } from './queries.js';
import { inhibitionsOf, type RouteTree, routesBelow } from './route-trees.js';
import { matcherOf } from './routes.js';

/**
 * Severities that a route, or a rule that hides alerts, writes otherwise than alerts have them: `crit` for `critical`, or
 * below another label. `meant`: how alerts have it.
 */
export function unlikeSeverities(
  { config, root }: RouteTree,
  set: ManifestSet,
): readonly { readonly meant: string; readonly said: Report }[] {
  const { severities, labels } = labelsOfAlerts(set);
  if (severities.size === 0) return [];
  const ofRoutes = routesBelow(root).flatMap(({ route }) => route.items('matchers'));
  const ofInhibitions = inhibitionsOf(config).flatMap((one) => SIDES.flatMap((side) => one.items(side)));
  return [...ofRoutes, ...ofInhibitions].flatMap((at) =>
    matcherOf(at).flatMap(({ label, op, value }) => {
      const words = op === '=' ? [value] : op === '=~' && /^[\w|]+$/.test(value) ? value.split('|') : [];
      const say = (meant: string, message: string) => {
        const why = ofInhibitions.includes(at) ? UNHIDDEN : UNTAKEN;
        const fix = at.text === undefined ? `name: severity, value: ${meant}` : `severity = "${meant}"`;
        return [{ meant, said: report(at, message, { severity: 'warning', why, fix }) }];
      };
      if (label !== 'severity') {
        const level = words.find((word) => USUAL.includes(word) && severities.has(word));
        if (level === undefined || labels.has(label)) return [];
        return say(level, `no alert has the label "${label}": "${level}" is a severity here`);
      }
      return words.flatMap((word) => {
        const meant = severities.has(word) ? undefined : [...severities].find((one) => isMeant(word, one));
        if (meant === undefined) return [];
        return say(meant, `no alert has the severity "${word}": there are ${listed(quoted([...severities]))}`);
      });
    }),
  );
}

const UNHIDDEN = 'Nothing is hidden: whoever is told of the one alert is told of the other too.';
const UNTAKEN = 'No alert goes by the route: it falls to whoever hears of the rest.';

function isMeant(word: string, severity: string): boolean {
  const [asked, had] = [word.toLowerCase(), severity.toLowerCase()];
  return asked === had || isOneSlip(asked, had) || (asked.length > 3 && had.startsWith(asked));
}

const SIDES = ['sourceMatch', 'targetMatch', 'source_matchers', 'target_matchers'];
const USUAL = ['critical', 'warning'];

/** The severities of alerts, those that a chart brings among them, and the labels that rules give. */
const labelsOfAlerts = perSet((set: ManifestSet) => {
  const given = rulesOf(set).flatMap(({ rule }) => rule.at('labels').entries());
  const own = given.flatMap(([label, { text }]) => (label === 'severity' && text ? [text] : []));
  const isTemplated = own.some((one) => one.includes('{{'));
  const hasChart = applicationSources(set).some(({ chart }) => chart === 'kube-prometheus-stack');
  const ofChart = own.length > 0 && hasChart ? ['critical', 'warning', 'info', 'none'] : [];
  return {
    severities: new Set(isTemplated ? [] : [...own, ...ofChart]),
    labels: new Set(given.map(([label]) => label)),
  };
});
