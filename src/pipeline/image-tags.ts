import { action } from './actions.js';
import { ANY, PUSHED, servicesByImage } from './builds.js';
import { project, RUNNER } from './jobs.js';
import type { Delivery } from './repository.js';
import type { Job } from './workflow.js';

/**
 * One job after all builds: builds that each pushed a commit would overtake each other. `eco image set --push` changes
 * one line a service, fetches and tries again when somebody was faster, and is safe against any number of its like.
 * A push with the workflow's own token starts no workflow, so it cannot start itself.
 */
export function imageTags({ builds, first }: Delivery): Job {
  return {
    name: 'Tags into Git',
    needs: ['changes', 'build'],
    // Also when another image failed: what was pushed is pushed.
    if: `!cancelled() && github.ref == 'refs/heads/${first.branch}' && ${PUSHED} && ${ANY}`,
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    permissions: { contents: 'write' },
    steps: [
      // The token stays for the push.
      { name: 'Sources', uses: action('actions/checkout'), with: { ref: first.branch, 'fetch-depth': 50 } },
      ...project,
      {
        name: 'Digests',
        uses: action('actions/download-artifact'),
        // Not among the sources: what is pushed is made from what is committed, and nothing else may lie there.
        with: { pattern: 'digest-*', path: '${{ runner.temp }}/digests', 'merge-multiple': true },
      },
      {
        name: 'Write, check, push',
        env: { SERVICES: servicesByImage(builds), ENVIRONMENT: first.environment },
        run: [
          "git config user.name 'github-actions[bot]'",
          "git config user.email '41898282+github-actions[bot]@users.noreply.github.com'",
          'pins=()',
          'for file in "$RUNNER_TEMP"/digests/*; do',
          '  [ -e "$file" ] || { echo "No image was pushed."; exit 0; }',
          '  image=$(basename "$file")',
          '  for service in $(jq -r --arg image "$image" \'.[$image][]\' <<< "$SERVICES"); do',
          '    pins+=("$service=$GITHUB_SHA@$(cat "$file")")',
          '  done',
          'done',
          'npx --no-install eco image set "${pins[@]}" --env "$ENVIRONMENT" --push',
        ].join('\n'),
      },
    ],
  };
}
