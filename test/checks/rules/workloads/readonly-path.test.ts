import { readonlyPath } from '../../../../src/checks/rules/workloads/readonly-path.js';
import { deployment, findings } from '../../findings.js';

const beat = (mount: string, volume = 'emptyDir: {}', more = '') =>
  deployment('beat', `volumes: [{name: v, ${volume}}]`).replace(
    'image: "x:1"',
    `image: "x:1", args: [celery, beat, --schedule, /data/x/beat.db], volumeMounts: [${mount}]${more}`,
  );
const check = (text: string) => findings(readonlyPath, text);
const at = 'error spec.template.spec.containers[0].args[2]: "/data/x/beat.db" is to be written by "app", and';

test.each([
  ['read-only', beat('{name: v, mountPath: /data, readOnly: true}'), '"/data" is mounted read-only'],
  [
    'of a ConfigMap',
    beat('{name: v, mountPath: /data/x}', 'configMap: {name: c}'),
    '"/data/x" is a configMap volume, which nobody can write',
  ],
  [
    'nowhere, in a closed container',
    beat('', 'emptyDir: {}', ', securityContext: {readOnlyRootFilesystem: true}'),
    'its root file system is read-only',
  ],
])('a mount that is %s', (_, text, why) => {
  expect(check(text)).toEqual([`${at} ${why}`]);
});

test('a file of Fluent Bit', () => {
  const config = (path: string) =>
    `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {f.conf: "[INPUT]\\n    DB  ${path}\\n"}}\n`;
  const pod = deployment(
    'log',
    'volumes: [{name: c, configMap: {name: c}}, {name: l, hostPath: {path: /var/log}}]',
  ).replace(
    'image: "x:1"',
    'image: "x:1", volumeMounts: [{name: c, mountPath: /etc/fb}, {name: l, mountPath: /var/log, readOnly: true}]',
  );
  expect(check(config('/var/log/pos.db') + pod)).toEqual([
    'error data["f.conf"]: "/var/log/pos.db" is to be written by "app", and "/var/log" is mounted read-only',
  ]);
  expect(check(config('/pos/pos.db') + pod)).toEqual([]);
});

test.each([
  ['a volume', beat('{name: v, mountPath: /data}')],
  ['the image itself', beat('')],
  [
    'a volume within one that is read-only',
    beat('{name: v, mountPath: /, readOnly: true}, {name: v, mountPath: /data/x}'),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('the schedule of celery beat behind its short option', () => {
  const short = (words: string) =>
    check(
      beat('', 'emptyDir: {}', ', securityContext: {readOnlyRootFilesystem: true}').replace(
        '[celery, beat, --schedule, /data/x/beat.db]',
        words,
      ),
    );
  expect(short('[celery, beat, -s, /data/x/beat.db]')).toEqual([`${at} its root file system is read-only`]);
  expect(short('[server, run, -s, /data/x/beat.db]')).toEqual([]);
});
