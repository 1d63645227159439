import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plain, undraft } from '../../src/construct/traced.js';
import { onCall } from '../../src/fleet/alerting';
import { alertmanagerFile } from '../../src/monitoring/alertmanager-file.js';
import { fleetRules } from './fleet-rules.js';

const folder = mkdtempSync(join(tmpdir(), 'eco-amtool-'));
const file = join(folder, 'alertmanager.json');
writeFileSync(file, JSON.stringify(alertmanagerFile(onCall)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const amtool = (...args: string[]) => {
  // That a file is asked and no server is told on the other stream.
  const { status, stdout } = spawnSync('amtool', args, { encoding: 'utf8' });
  return { status, out: stdout.trim() };
};
const there = spawnSync('amtool', ['--version']).status === 0;
const alerts = new Map(
  [...fleetRules('prod').values()]
    .flat()
    .flatMap((group) => group.alerts)
    .map((one) => [`${one.alert} ${plain(one.severity)}`, one] as const),
);

(there ? describe : describe.skip)('amtool', () => {
  it('accepts the configuration', () => {
    expect(amtool('check-config', file)).toMatchObject({ status: 0, out: expect.stringContaining('SUCCESS') });
  });

  it.each([...alerts])('sends %s to the receiver of its severity', (_, { alert, severity, labels }) => {
    const own = Object.entries(undraft(labels)).map(([name, value]) => `${name}=${value}`);
    const given = [`alertname=${alert}`, `severity=${plain(severity)}`, ...own, 'namespace=api'];
    expect(amtool('config', 'routes', 'test', `--config.file=${file}`, ...given)).toEqual({
      status: 0,
      out: plain(severity),
    });
  });

  it('tells nobody of Watchdog', () => {
    expect(amtool('config', 'routes', 'test', `--config.file=${file}`, 'alertname=Watchdog', 'severity=none').out).toBe(
      'nobody',
    );
  });
});
