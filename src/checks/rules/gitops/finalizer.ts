import { fieldOf } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

const example = (finalizers: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  namespace: argocd${finalizers}
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/cart
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;

export const finalizer = rule({
  id: 'finalizer',
  severity: 'warning',
  what: 'What is left when an Application is deleted was not chosen',
  why: 'Without the finalizer its objects stay and belong to nobody; on a root with it, deleting the root deletes everything.',
  fix: `Add ${FINALIZER} to the finalizers of an Application of workloads, and leave it off the root.`,
  exceptions: ['Applications that an ApplicationSet makes.'],
  source: 'Argo CD, user-guide/app_deletion',
  opinion: true,
  wrong: example('').replace('name: cart\n', 'name: cart # <--\n'),
  right: example(`
  finalizers: [${FINALIZER}]`),
  *check({ set }) {
    for (const application of set.kind('Application')) {
      const has = fieldOf(application)
        .items('metadata.finalizers')
        .some(({ text }) => text?.startsWith(FINALIZER));
      const name = fieldOf(application, 'metadata.name');
      // What it makes are Applications: they stand beside it.
      const isRoot = fieldOf(application, 'spec.destination.namespace').text === application.ref.namespace;
      if (!has && !isRoot) yield report(name, `deleting "${application.ref.name}" leaves all of its objects behind`);
      if (has && isRoot)
        yield report(name, `deleting "${application.ref.name}" deletes every Application that it made`);
    }
  },
});
