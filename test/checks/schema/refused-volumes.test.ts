import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (volume: string, mount = 'mountPath: /v') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {volumes: [{name: v, ${volume}}], containers: [{name: app, image: "x:1", volumeMounts: [{name: v, ${mount}}]}]}}`;
const mounted = (mount: string) => pod('emptyDir: {}', mount);
const at = 'spec.volumes[0]';
const mount = 'spec.containers[0].volumeMounts[0]';

test.each([
  [
    pod('emptyDir: {}, configMap: {name: c}'),
    `error ${at}: volume "v" has emptyDir and configMap, allowed is one of them`,
  ],
  [pod('hostPath: {path: /a/../b}'), `error ${at}.hostPath.path: "path" is "/a/../b", which has ".."`],
  [
    pod('configMap: {name: c, items: [{key: k, path: /etc/k}]}'),
    `error ${at}.configMap.items[0].path: "path" is "/etc/k", which begins with "/"`,
  ],
  [
    pod('projected: {sources: [{secret: {name: c, items: [{key: k, path: ../k}]}}]}'),
    `error ${at}.projected.sources[0].secret.items[0].path: "path" is "../k", which has ".."`,
  ],
  [
    pod('secret: {secretName: c, defaultMode: 400}'),
    `warning ${at}.secret.defaultMode: "defaultMode" is 400, which is 0620 in octal`,
  ],
  [mounted('mountPath: "/v:ro"'), `error ${mount}.mountPath: mountPath "/v:ro" has ":"`],
  [mounted('mountPath: /v, subPath: /a'), `error ${mount}.subPath: "subPath" is "/a", which begins with "/"`],
  [
    mounted('mountPath: /v, subPath: a, subPathExpr: $(B)'),
    `error ${mount}.subPathExpr: the mount has subPath and subPathExpr, allowed is one of them`,
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  pod('emptyDir: {}, configMap: null'),
  pod('secret: {secretName: c, defaultMode: 0400, items: [{key: k, path: a/..b, mode: 420}]}'),
  mounted('mountPath: "C:/data"'),
  mounted('mountPath: /v/../w, subPath: a/b'),
  mounted('mountPath: relative, subPathExpr: $(POD)/a'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
