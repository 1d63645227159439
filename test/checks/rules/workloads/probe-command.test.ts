import { probeCommand } from '../../../../src/checks/rules/workloads/probe-command.js';
import { deployment, findings } from '../../findings.js';

const pod = (command: string, image = 'ghcr.io/team/shop:1') =>
  deployment('shop').replace('image: "x:1"', `image: "${image}", livenessProbe: {exec: {command: ${command}}}`);
const check = (text: string) => findings(probeCommand, text);
const at = 'warning spec.template.spec.containers[0].livenessProbe.exec.command';

test.each([
  ['the command itself', '[pgrep, -f, shop]', '[0]', 'pgrep'],
  ['with its path', '[/usr/bin/curl, localhost]', '[0]', 'curl'],
  ['in a shell', '[/bin/sh, -c, "ps aux | grep shop"]', '', 'ps'],
  ['behind another', '[bash, -c, "cat /tmp/x && wget -q localhost"]', '', 'wget'],
])('%s', (_, command, place, program) => {
  expect(check(pod(command))).toEqual([`${at}${place}: "${program}" is run in image "shop:1", which may not have it`]);
});

test.each([
  ['what every image has', pod('[/bin/sh, -c, "grep -q shop /proc/1/cmdline"]')],
  ['an argument of that name', pod('[cat, ps]')],
  ['one word, which is no program', pod('["curl -f http://localhost"]')],
  ['Alpine', pod('[pgrep, shop]', 'nginx:1.27-alpine')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('said once for each image', () => {
  expect(
    check(pod('[pgrep, a]') + pod('[pgrep, a]').replaceAll('shop', 'cart').replace('team/cart', 'team/shop')),
  ).toHaveLength(1);
});

test('one program in several images is one question; a container beside one of its image stands for itself', () => {
  const cart = pod('[pgrep, a]').replaceAll('shop', 'cart');
  expect(check(pod('[pgrep, a]') + cart)).toEqual([
    `${at}[0]: "pgrep" is run in image "shop:1" and "cart:1", which may not have it`,
  ]);
  const beside = cart.replace('containers: [', 'containers: [{name: main, image: ghcr.io/team/cart:1}, ');
  expect(check(pod('[pgrep, a]') + beside)).toHaveLength(beside === cart ? 0 : 2);
});

test('two probes that look for different programs', () => {
  const two = (live: string, ready: string) =>
    check(
      deployment('shop').replace(
        '{name: app, image: "x:1"}',
        `{name: shop, image: alpine, livenessProbe: {exec: {command: [pgrep, -f, ${live}]}}, readinessProbe: {exec: {command: [pgrep, -f, ${ready}]}}}`,
      ),
    );
  expect(two('cart.main', 'shop.main')).toEqual([
    `${at}: "livenessProbe" looks for "cart.main", and "readinessProbe" for "shop.main"`,
  ]);
  expect(two('shop.main', 'shop.worker')).toEqual([]);
  expect(two('celery', 'celery')).toEqual([]);
});
