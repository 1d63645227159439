import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { formatSelector, labelSelector } from '../../../manifest/labels.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { report, rule } from '../../rule.js';

const example = (namespace: string, mark = '') => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: shop
spec:
  mtls: { mode: STRICT }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: ${mark}
  name: open
  namespace: ${namespace}
spec:
  mtls: { mode: PERMISSIVE }
`;

export const mtlsOverlap = rule({
  id: 'mtls-overlap',
  severity: 'error',
  what: 'Two policies say for the same pods whether mutual TLS is asked for',
  why: 'Istio takes the one that was made first and leaves the other out: what it says never holds.',
  fix: 'Keep one for each namespace, and one for each selector.',
  exceptions: ['Policies whose selectors differ, and those for some pods beside that of their namespace.'],
  source: 'Istio, reference/config/security/peer_authentication; concepts/security#peer-authentication',
  wrong: example('shop', '# <--'),
  right: example('store', '# of another'),
  *check({ set }) {
    const groups = groupBy(set.kind('PeerAuthentication'), (one) => `${one.ref.namespace} ${selectorOf(one)}`);
    for (const [first, ...others] of groups.values()) {
      if (!first) continue;
      for (const one of others) {
        const whom = selectorOf(one) || 'all pods of the namespace';
        yield report(fieldOf(one, 'metadata'), `${describeRef(first.ref)} is for ${whom} already`);
      }
    }
  },
});

function selectorOf(policy: Manifest): string {
  const selector = labelSelector(fieldOf(policy, 'spec.selector').value);
  return selector ? formatSelector(selector) : '';
}
