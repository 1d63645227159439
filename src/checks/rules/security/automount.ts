import { fieldOf } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';
import { boundAccounts } from '../../security/bound-accounts.js';

const example = (automount: string) => `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  namespace: api
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec: ${automount}
  serviceAccountName: shop
${automount ? '' : '  automountServiceAccountToken: false\n'}  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`;

export const automount = rule({
  id: 'automount',
  severity: 'warning',
  opinion: true,
  what: 'A pod gets a token for the API server, and its account has no rights there',
  why: 'Who gets into the pod can ask the API server in its name: what versions run, what anybody may see.',
  fix: 'Write automountServiceAccountToken: false into the ServiceAccount or the pod.',
  exceptions: ['Accounts that some binding of the set gives rights to.', 'Accounts that no manifest of the set shows.'],
  source:
    'Kubernetes, tasks/configure-pod-container/configure-service-account, "Opt out of API credential automounting"',
  wrong: example('# <--'),
  right: example(''),
  *check({ set }) {
    for (const { manifest, spec } of set.podTemplates()) {
      const { namespace } = manifest.ref;
      const name = spec.at('serviceAccountName').text ?? 'default';
      const account = set.find('ServiceAccount', namespace, name);
      const mounted =
        spec.at('automountServiceAccountToken').flag ??
        (account && fieldOf(account, 'automountServiceAccountToken').flag) ??
        true;
      if (!mounted || !account || boundAccounts(set).has(`${namespace ?? ''}/${name}`)) continue;
      yield report(spec, `the pod mounts the token of ServiceAccount "${name}", which may do nothing`);
    }
  },
});
