import { App, Chart } from 'cdk8s';
import { slack } from '../../src/construct/channel.js';
import { secret } from '../../src/construct/secrets/secret.js';
import { alertmanagerConfig } from '../../src/monitoring/alertmanager-config.js';
import { alertmanagerFile } from '../../src/monitoring/alertmanager-file.js';
import { type Alerting, alerting } from '../../src/monitoring/routing.js';
import { walk } from '../../src/synth/walk.js';

const webhook = secret('slack', { keys: ['url'] }).key.url;
const base = {
  receivers: { team: [slack('#shop', webhook)], night: [slack('#night', webhook)] },
  otherwise: 'team',
} as const;

function config(given: Alerting) {
  const app = new App();
  const chart = new Chart(app, 'test', { namespace: 'monitoring' });
  alertmanagerConfig(chart, {
    name: 'shop',
    stack: { release: 'main', namespace: 'monitoring' },
    labels: {},
    alerting: given,
    teams: ['shelf', 'till'],
  });
  const { objects, rejected } = walk(app);
  const object = JSON.parse(JSON.stringify(objects[0]?.object));
  return { object, rejected: rejected.map(({ rejection }) => rejection.message) };
}

test('a secret is named, never written', () => {
  const { object } = config(alerting(base));
  expect(object.spec.receivers[1].slackConfigs[0].apiURL).toEqual({ name: 'slack', key: 'url' });
  expect(JSON.stringify(alertmanagerFile(base))).toContain('"api_url_file":"/etc/alertmanager/secrets/slack/url"');
});

test('what is for machines tells nobody, before all other routes', () => {
  const { object } = config(alerting({ ...base, routes: [{ labels: { severity: 'critical' }, to: 'night' }] }));
  expect(object.spec.route.routes.map((one: { receiver: string }) => one.receiver)).toEqual(['nobody', 'night']);
  expect(object.spec.receivers[0]).toEqual({ name: 'nobody' });
});

test('quiet times are those that are declared', () => {
  const quiet = { nights: [{ weekdays: ['monday:friday'], from: '00:00', to: '06:00' }] } as const;
  const routes = [{ labels: { severity: 'warning' }, to: 'team', quiet: ['nights'] }] as const;
  expect(config(alerting({ ...base, routes, quiet })).object.spec.muteTimeIntervals).toEqual([
    {
      name: 'nights',
      timeIntervals: [{ weekdays: ['monday:friday'], times: [{ startTime: '00:00', endTime: '06:00' }] }],
    },
  ]);
  expect(config(alerting({ ...base, routes })).rejected).toEqual(['quiet time "nights" does not exist']);
});

test('a route that is never reached', () => {
  const routes = [
    { labels: { severity: 'critical' }, to: 'night' },
    { labels: { severity: 'critical', service: 'cart' }, to: 'team' },
  ] as const;
  expect(config(alerting({ ...base, routes })).rejected).toEqual([
    'a route to "team" is never reached: an earlier one takes severity="critical"',
  ]);
});

test('a route for a team that answers for nothing', () => {
  const route = (team: string) => [{ labels: { team }, to: 'night' }] as const;
  expect(config(alerting({ ...base, routes: route('till') })).rejected).toEqual([]);
  expect(config(alerting({ ...base, routes: route('tills') })).rejected).toEqual(['no alert is of team "tills"']);
});
