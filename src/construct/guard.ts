import { preset } from './traced.js';

/**
 * Annotation that keeps Argo CD from deleting an object: neither when it leaves Git nor together with its Application.
 * Only a person can.
 * Source: Argo CD, "Sync Options: No Prune Resources, Disable Resource Deletion".
 */
export const guarded = {
  'argocd.argoproj.io/sync-options': preset(
    'Prune=false,Delete=false',
    'data outlives a mistake in Git: only a person deletes it',
  ),
};
