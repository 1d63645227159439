import { rollbackNotes } from '../../../src/cli/images/rollback-notes.js';
import type { GitSource } from '../../../src/gitops/application.js';
import { poll, webhook } from '../../../src/gitops/detection.js';
import type { Freeze } from '../../../src/gitops/sync-window.js';
import { defineFleet } from '../../../src/service/fleet.js';
import { bare } from '../../service/synth-service.js';

function notes(detection?: GitSource['detection'], freezes: readonly Freeze[] = []): string {
  const { fleet } = defineFleet({
    name: 'shop',
    rootApplication: 'root',
    namespaces: { services: 'web', workers: 'jobs' },
    images: 'images',
    environments: {
      live: {
        ...bare,
        git: { ...bare.git, ...(detection && { detection }) },
        freezes,
      },
    },
  });
  return rollbackNotes(fleet(), 'live', 'cart', 'main', undefined).join('\n');
}

test.each<[GitSource['detection'], string]>([
  [undefined, 'Argo CD asks Git within three minutes.'],
  [poll('30s'), 'Argo CD asks Git within 30s.'],
  [poll('2m', { jitter: '1m' }), 'Argo CD asks Git within 3m.'],
  [webhook({ within: '5s' }), 'Argo CD learns of it within 5s.'],
])('says how long it may take until Argo CD has seen it: %j', (detection, text) => {
  expect(notes(detection)).toContain(`Once pushed: ${text} Faster:\n  kubectl -n argocd annotate application cart`);
});

it('says where to abort, and what a freeze asks for', () => {
  expect(notes()).toContain('kubectl argo rollouts abort cart --namespace web');
  expect(notes()).not.toContain('freeze');
  expect(notes(undefined, [{ begins: '0 18 * * 5', lasts: '60h' }])).toContain('argocd app sync cart');
});
