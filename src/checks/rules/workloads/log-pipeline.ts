import { rule } from '../../rule.js';
import { configOf, fluentBits } from '../../workloads/fluent-config.js';
import { otherHttpPort, otherStore, unmounted, unsetVariables } from '../../workloads/fluent-ends.js';
import { missingFiles, undefinedNames, unseenConfig } from '../../workloads/fluent-files.js';
import { unknownParts } from '../../workloads/fluent-parts.js';
import { otherPrefix, unmatched } from '../../workloads/fluent-tags.js';

const example = (match: string, mark = '') => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: logs
  namespace: logging
data:
  fluent-bit.conf: |${mark}
    [INPUT]
        Name  tail
        Tag   kube.*
        Path  /var/log/containers/*.log
    [OUTPUT]
        Name  stdout
        Match ${match}
---
apiVersion: v1
kind: Pod
metadata:
  name: logs
  namespace: logging
spec:
  containers:
    - name: app
      image: fluent/fluent-bit:3.2.2
      volumeMounts:
        - name: config
          mountPath: /fluent-bit/etc
        - name: logs
          mountPath: /var/log
          readOnly: true
  volumes:
    - name: config
      configMap: { name: logs }
    - name: logs
      hostPath: { path: /var/log }
`;

export const logPipeline = rule({
  id: 'log-pipeline',
  severity: 'error',
  what: 'The configuration of Fluent Bit names what is not there, or leaves out what it reads',
  why: 'Fluent Bit does not start, or logs are lost on their way.',
  fix: 'Write the name, the tag or the path that is there.',
  exceptions: [
    'Configurations that are not in the set, in the format of YAML, or that other files of the image add to.',
    'Tags that a filter makes anew, or that another sends.',
  ],
  source: 'Fluent Bit, administration/configuring-fluent-bit/classic-mode, pipeline',
  wrong: example('k8s.*', ' # <--'),
  right: example('kube.*'),
  *check({ set }) {
    for (const one of fluentBits(set)) {
      yield* unseenConfig(one);
      const config = configOf(one);
      if (!config) continue;
      yield* unknownParts(config);
      yield* missingFiles(config);
      yield* undefinedNames(config);
      yield* unmatched(config);
      yield* otherPrefix(config);
      yield* unsetVariables(config);
      yield* otherStore(config, set);
      yield* otherHttpPort(config);
      yield* unmounted(config);
    }
  },
});
