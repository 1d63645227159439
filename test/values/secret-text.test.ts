import { secretIn, secretInCommand } from '../../src/values/secret-text.js';
import { harmlessSettings } from './harmless-settings.js';
import { madeUpSecrets } from './made-up-secrets.js';

const missed = (seed: number) => madeUpSecrets(480, seed).filter(({ name, value }) => !secretIn(name, value));
const alarms = (seed: number) =>
  harmlessSettings(4600, seed).flatMap((one) => {
    const is = secretIn(one.name, one.value);
    return is ? [{ ...one, ...is }] : [];
  });

test.each([1, 2, 3])('of planted secrets at least 95 in 100 are found, draw %i', (seed) => {
  expect(missed(seed).length).toBeLessThanOrEqual(480 * 0.05);
});

test.each([1, 2, 3])('of harmless values at most 1 in 1,000 is reported, draw %i', (seed) => {
  expect(alarms(seed).slice(0, 9)).toEqual([]);
});

test('a secret by what it is called, by its shape, in base64, and when it only looks like one', () => {
  expect(secretIn('DB_PASSWORD', 'made-up')).toEqual({ kind: 'a password', sure: true, length: 7 });
  expect(secretIn('URL', 'amqp://app:made-up@mq:5672')).toEqual({
    kind: 'a URL with a password',
    sure: true,
    length: 7,
  });
  expect(secretIn('X', Buffer.from('amqp://app:made-up@mq:5672').toString('base64'))).toMatchObject({
    kind: 'a URL with a password in base64',
  });
  expect(secretIn('X', 'q7Zp2Lk9Vb4Xw8Rt1Ny6Mc3J')).toMatchObject({ sure: false });
  const webhook = (end: string) => secretIn('SLACK_URL', `https://hooks.slack.com/services/T0MADEUP/B0MADEUP/${end}`);
  expect(webhook('madeupmadeupmadeup')).toMatchObject({
    kind: 'a webhook that whoever has it may post to',
    sure: true,
  });
  expect(webhook('XXXXXXXXXXXXXXXX')).toBeUndefined();
});

test.each([
  [['server', '--db-password=made-up'], 1],
  [['server', '--token', 'made-up-7f'], 2],
  [['sh', '-c', 'REDIS_PASSWORD=made-up exec server'], 2],
])('in a command line: %j', (words, index) => {
  expect(secretInCommand(words)?.index).toBe(index);
});

test.each([[['server', '--password-file=/run/password']], [['sh', '-c', 'PASSWORD="$(cat /run/x)" exec server']]])(
  'not in %j',
  (words) => {
    expect(secretInCommand(words)).toBeUndefined();
  },
);
