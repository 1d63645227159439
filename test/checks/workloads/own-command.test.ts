import { celeryProbe } from '../../../src/checks/rules/workloads/celery-probe.js';
import { probeCommand } from '../../../src/checks/rules/workloads/probe-command.js';
import { probePort } from '../../../src/checks/rules/workloads/probe-port.js';
import { deployment, findings } from '../findings.js';

const container = (more: string) => deployment('shop').replace('image: "x:1"', `image: "x:1", ${more}`);
const asks = (command: string, start: string) =>
  container(`args: ${start}, readinessProbe: {exec: {command: ${command}}, timeoutSeconds: 20}`);
const at = 'spec.template.spec.containers[0]';

test('a probe of another Celery application', () => {
  const ping = (app: string) => `[celery, -A, ${app}, inspect, ping, -t, "15", -d, "x"]`;
  const start = '[celery, -A, shop.main:app, worker]';
  expect(findings(celeryProbe, asks(ping('cart.main:app'), start))).toEqual([
    `warning ${at}.readinessProbe.exec.command[2]: "readinessProbe" asks Celery application "cart.main:app", and the container runs "shop.main:app"`,
  ]);
  expect(findings(celeryProbe, asks(ping('shop.main:app'), start))).toEqual([]);
  expect(findings(celeryProbe, asks(ping('cart.main:app'), '[start.sh]'))).toEqual([]);
});

test('a word that the command line does not have', () => {
  const looks = (word: string) => `[sh, -c, "cat /proc/1/cmdline | grep -q ${word} || exit 1"]`;
  expect(findings(probeCommand, asks(looks('celery'), '[taskiq, worker]'))).toEqual([
    `warning ${at}.readinessProbe.exec.command: the probe looks for "celery" in the command line of "app", which has none`,
  ]);
  expect(findings(probeCommand, asks(looks('taskiq'), '[taskiq, worker]'))).toEqual([]);
  expect(findings(probeCommand, asks(looks('celery'), '[sh, -c, "exec $START"]'))).toEqual([]);
});

test('a file that the program is not told to write', () => {
  const looks = (file: string) => `[sh, -c, "test -f ${file}"]`;
  const beat = '[celery, beat, --schedule=/tmp/schedule]';
  expect(findings(probeCommand, asks(looks('/var/run/schedule'), beat))).toEqual([
    `warning ${at}.readinessProbe.exec.command: the probe looks for "/var/run/schedule", and "app" is told to write "/tmp/schedule"`,
  ]);
  for (const file of ['/tmp/schedule', '/tmp/schedule.db', '/tmp'])
    expect(findings(probeCommand, asks(looks(file), beat))).toEqual([]);
  expect(findings(probeCommand, asks(looks('/tmp/alive'), '[shop]'))).toEqual([]);
});

test('one question on two ports, of which the container lists one', () => {
  const probes = (live: string, ready: string) =>
    findings(
      probePort,
      container(
        `ports: [{containerPort: 8000, name: http}], livenessProbe: {httpGet: {${live}}}, readinessProbe: {httpGet: {${ready}}}`,
      ),
    );
  expect(probes('path: /health, port: 8080', 'path: /health, port: http')).toEqual([
    `warning ${at}.livenessProbe.httpGet.port: "livenessProbe" asks for /health on port 8080, which the container does not list; "readinessProbe" asks on http`,
  ]);
  expect(probes('path: /health, port: 8000', 'path: /health, port: http')).toEqual([]);
  // Another program, or one port for all of them, may answer there.
  expect(probes('path: /live, port: 8080', 'path: /health, port: 8000')).toEqual([]);
  expect(probes('path: /health, port: 8080', 'path: /health, port: 8080')).toEqual([]);
});
