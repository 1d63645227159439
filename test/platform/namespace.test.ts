import { validateSchema } from '../../imports/validate.js';
import { namespace } from '../../src/platform/namespace.js';
import { model } from '../service/synth-service.js';
import { labels, manifests } from './synth-platform.js';

const [object] = manifests((scope) => namespace(scope, 'web', model(), labels));

it('refuses pods that are not "restricted", as the standard stood in the cluster’s version', () => {
  expect(object.metadata.labels).toEqual({
    ...labels,
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'v1.28',
  });
});

it('is not deleted with all that is in it because it left Git', () => {
  expect(object.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
});

it('is valid', () => {
  expect(validateSchema(object, '1.28')).toEqual({ known: true, errors: [] });
});
