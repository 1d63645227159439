import { envExpansion } from '../../../../src/checks/rules/workloads/env-expansion.js';
import { deployment, findings } from '../../findings.js';

const at = (i: number) => `error spec.template.spec.containers[0].env[${i}].value:`;
const check = (env: string, container = '', pod = '') =>
  findings(
    envExpansion,
    deployment('shop', pod).replace('image: "x:1"', () => `image: "x:1", env: [${env}]${container}`),
  );
const host = '{name: REDIS_HOST, value: redis.data}';

test('a name that is no variable', () => {
  expect(check(`${host}, {name: AUDIT_URL, value: 'redis://$(REDIS_HSOT):6379/$(DB)/$(DB)'}`)).toEqual([
    `${at(1)} "AUDIT_URL" refers to "DB", which is no variable of container "app"`,
    `${at(1)} "AUDIT_URL" refers to "REDIS_HSOT", which is no variable of container "app"`,
  ]);
});

test('a variable that stands below, or is the one itself', () => {
  expect(check(`{name: URL, value: 'redis://$(REDIS_HOST)'}, ${host}, {name: PATH, value: '$(PATH):/x'}`)).toEqual([
    `${at(0)} "URL" refers to "REDIS_HOST", which stands below it`,
    `${at(2)} "PATH" refers to itself`,
  ]);
});

const url = (name: string) => `{name: URL, value: 'x://$(${name})'}`;

test('addresses of Services that the pod does not get', () => {
  const off = 'enableServiceLinks: false';
  expect(check(url('CART_SERVICE_HOST'), '', off)).toEqual([
    `${at(0)} "URL" refers to "CART_SERVICE_HOST", which is no variable of container "app"`,
  ]);
  expect(check(url('KUBERNETES_SERVICE_HOST'), '', off)).toEqual([]);
});

test.each([
  ['a variable above, wherever its value comes from', `{name: A, valueFrom: {fieldRef: {fieldPath: x}}}, ${url('A')}`],
  ['an envFrom of which the keys are not known', url('B'), ', envFrom: [{configMapRef: {name: c}}]'],
  ['an escaped one', `{name: A, value: 'x $$(B)'}`],
  ['what a shell does', `{name: A, value: '$(date) $(go env)'}`],
  ['arguments that a shell reads', host, ', command: [/bin/sh, -c], args: ["echo $(B)"]'],
  ['an argument with a variable of the container', host, ', args: ["--redis=$(REDIS_HOST)", "$$(B)"]'],
  ['addresses of Services', `${url('CART_SERVICE_HOST')}, {name: B, value: '$(CART_PORT_80_TCP_ADDR)'}`],
])('silent: %s', (_, env, container = '') => {
  expect(check(env, container)).toEqual([]);
});

test('an argument, which Kubernetes fills in as well', () => {
  expect(check(host, ', command: [server], args: ["--redis=$(REDIS_HSOT)"]')).toEqual([
    'error spec.template.spec.containers[0].args[0]: the argument refers to "REDIS_HSOT", which is no variable of container "app"',
  ]);
});

test('keys of the ConfigMap that envFrom names count, with their prefix', () => {
  const config =
    '---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {HOST: a, PORT: "1"}}\n';
  const from = ', envFrom: [{prefix: DB_, configMapRef: {name: c}}]';
  const found = (env: string) =>
    findings(
      envExpansion,
      config + deployment('shop').replace('image: "x:1"', () => `image: "x:1", env: [${env}]${from}`),
    );
  expect(found(`${url('DB_HOST')}, {name: DB_PORT, value: '$(DB_PORT)'}`)).toEqual([]);
  expect(found(url('HOST'))).toEqual([`${at(0)} "URL" refers to "HOST", which is no variable of container "app"`]);
});

test('a variable that the pod has, named as Kubernetes does not read it', () => {
  const braces = '$' + '{REDIS_HOST}';
  expect(
    check(`${host}, {name: URL, value: 'redis://${braces}'}, {name: DOUBLE, value: 'redis://$$(REDIS_HOST)'}`),
  ).toEqual([
    `${at(1).replace('error', 'warning')} "URL" names variable "REDIS_HOST" as ${braces}, which Kubernetes leaves as it is`,
    `${at(2).replace('error', 'warning')} "DOUBLE" names variable "REDIS_HOST" as $$(REDIS_HOST), which Kubernetes leaves as it is`,
  ]);
  expect(check(`${host}, {name: URL, value: 'redis://$' + '{CACHE}'}`.replace("$' + '", '$'))).toEqual([]);
  expect(check(`${host}, {name: SPRING_REDIS_URL, value: 'redis://${braces}'}`)).toEqual([]);
});

test('words that no shell reads', () => {
  const words = (list: string) => check(host, `, command: ${list}`);
  expect(words('[celery, -n, "a@$HOSTNAME", "$REDIS_HOST", "$OTHER"]')).toEqual([
    `warning spec.template.spec.containers[0].command[2]: "a@$HOSTNAME" names variable "HOSTNAME" as $HOSTNAME, which Kubernetes leaves as it is`,
    `warning spec.template.spec.containers[0].command[3]: "$REDIS_HOST" names variable "REDIS_HOST" as $REDIS_HOST, which Kubernetes leaves as it is`,
  ]);
  expect(words('[sh, -c, "echo $REDIS_HOST"]')).toEqual([]);
  expect(check(host, ', livenessProbe: {exec: {command: [ping, -d, "a@$HOSTNAME"]}}')).toHaveLength(1);
});

test('the text of a ConfigMap, which is handed over as it is', () => {
  const reader = deployment('shop').replace(
    'image: "x:1"',
    () => `image: "x:1", env: [${host}], envFrom: [{configMapRef: {name: c}}]`,
  );
  const config = (value: string) =>
    findings(
      envExpansion,
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {URL: '${value}'}}\n${reader}`,
    );
  expect(config('redis://$(REDIS_HOST)')).toEqual([
    'warning data.URL: "URL" names variable "REDIS_HOST" as $(REDIS_HOST), which Kubernetes leaves as it is',
  ]);
  expect(config('redis://$(OTHER_HOST)')).toEqual([]);
});
