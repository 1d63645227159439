import { defaultClass } from '../../../../src/checks/rules/schema/default-class.js';
import { findings } from '../../findings.js';

const storage = (name: string, flag: string) =>
  `---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}, annotations: {storageclass.kubernetes.io/is-default-class: "${flag}"}}, provisioner: ebs.csi.aws.com}\n`;
const ingress = (name: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: ${name}, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}, spec: {controller: a/b}}\n`;
const check = (text: string) => findings(defaultClass, text);
const at = (group: string) => `metadata.annotations["${group}/is-default-class"]`;

test('of volumes the last one wins', () => {
  expect(check(storage('gp2', 'true') + storage('gp3', 'true') + storage('io2', 'true'))).toEqual([
    `warning ${at('storageclass.kubernetes.io')}: StorageClass "io2" is the default, and so are "gp2" and "gp3"`,
  ]);
});

test('of entrances none does', () => {
  expect(check(ingress('alb') + ingress('nginx'))).toEqual([
    `error ${at('ingressclass.kubernetes.io')}: IngressClass "nginx" is the default, and so is "alb"`,
  ]);
});

test('silent: one of each, and one that is so no longer', () => {
  expect(check(storage('gp2', 'false') + storage('gp3', 'true') + ingress('alb'))).toEqual([]);
});
