import { action } from './actions.js';
import { pathFilters, servicesByImage } from './builds.js';
import { changes, checkout, onePerPullRequest, project, python, RUNNER, verdict } from './jobs.js';
import type { Delivery, GithubActionsProps } from './repository.js';
import type { Job, Workflow } from './workflow.js';

const ONE = 'fromJSON(needs.changes.outputs.changes)';
const ANY = "needs.changes.outputs.changes != '[]'";
const EACH = { 'fail-fast': false, matrix: { image: `\${{ ${ONE} }}` } } as const;

/** Lint, test, build, scan, push, and the tags of what was pushed into the images file of the first environment. */
export function images(props: GithubActionsProps, delivery: Delivery): Workflow {
  const all = JSON.stringify(delivery.builds.map(({ repository }) => repository));
  return {
    name: 'images',
    on: { push: { branches: props.branches, tags: ['v*.*.*'] }, pull_request: {} },
    concurrency: onePerPullRequest('images'),
    jobs: {
      changes: changes(pathFilters(props, delivery.builds), all),
      test: test(props),
      build: build(props, delivery),
      tags: tags(delivery),
      verdict: verdict(['changes', 'test', 'build', 'tags']),
    },
  };
}

const sourcesOf = ({ folder = 'services' }: GithubActionsProps) => `${folder}/\${{ matrix.image }}`;

function test(props: GithubActionsProps): Job {
  const here = { 'working-directory': sourcesOf(props) };
  return {
    name: 'Test ${{ matrix.image }}',
    needs: ['changes'],
    if: ANY,
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    permissions: { contents: 'read' },
    strategy: EACH,
    steps: [
      checkout,
      ...python(props.python ?? '3.12', 'black==25.1.0 flake8==7.2.0 pytest==8.3.5 pytest-cov==6.1.1 yamllint==1.37.1'),
      { name: 'Packages of the service', ...here, run: 'pip install --disable-pip-version-check -r requirements.txt' },
      { name: 'Format', ...here, run: 'black --check .' },
      { name: 'Lint', ...here, run: 'flake8 .\nyamllint .' },
      { name: 'Test', ...here, run: 'pytest --cov --cov-report=term-missing' },
    ],
  };
}

function build(props: GithubActionsProps, { registry }: Delivery): Job {
  const repository = `${registry}/\${{ matrix.image }}`;
  const common = {
    context: sourcesOf(props),
    'cache-from': 'type=gha,scope=${{ matrix.image }}',
    'cache-to': 'type=gha,mode=max,scope=${{ matrix.image }}',
  };
  return {
    name: 'Build ${{ matrix.image }}',
    needs: ['changes', 'test'],
    if: ANY,
    'runs-on': RUNNER,
    'timeout-minutes': 30,
    permissions: { contents: 'read', packages: 'write' },
    strategy: EACH,
    steps: [
      checkout,
      { name: 'Builder', uses: action('docker/setup-buildx-action') },
      {
        name: 'Build',
        uses: action('docker/build-push-action'),
        with: { ...common, load: true, tags: 'scanned:latest' },
      },
      {
        name: 'What the scan accepts expires',
        run: [
          `[ -e ${IGNORED} ] || exit 0`,
          `if ! yq --exit-status '[.[][] | has("expired_at")] | all' ${IGNORED} > /dev/null; then`,
          `  echo '::error file=${IGNORED}::Give each entry expired_at: what is accepted today is looked at again'`,
          '  exit 1',
          'fi',
        ].join('\n'),
      },
      {
        name: 'Scan',
        uses: action('aquasecurity/trivy-action'),
        with: {
          'image-ref': 'scanned:latest',
          severity: 'HIGH,CRITICAL',
          'ignore-unfixed': true,
          'exit-code': '1',
          // A list that is not there is an error.
          trivyignores: `\${{ hashFiles('${IGNORED}') != '' && '${IGNORED}' || '' }}`,
        },
      },
      {
        name: 'Names',
        id: 'names',
        if: PUSHED,
        env: {
          REPOSITORY: repository,
          REF_TYPE: '${{ github.ref_type }}',
          REF_NAME: '${{ github.ref_name }}',
          DEFAULT: '${{ github.event.repository.default_branch }}',
        },
        run: [
          '{',
          "  echo 'tags<<END'",
          '  echo "$REPOSITORY:$GITHUB_SHA"',
          '  if [ "$REF_TYPE" = tag ]; then echo "$REPOSITORY:${REF_NAME#v}"; fi',
          '  if [ "$REF_NAME" = "$DEFAULT" ]; then echo "$REPOSITORY:latest"; fi',
          '  echo END',
          '} >> "$GITHUB_OUTPUT"',
        ].join('\n'),
      },
      {
        name: 'Registry',
        if: PUSHED,
        uses: action('docker/login-action'),
        with: {
          registry: registry.split('/')[0] ?? registry,
          username: '${{ github.actor }}',
          password: '${{ secrets.GITHUB_TOKEN }}',
        },
      },
      {
        name: 'Push',
        id: 'push',
        if: PUSHED,
        uses: action('docker/build-push-action'),
        with: { ...common, push: true, sbom: true, provenance: 'mode=max', tags: '${{ steps.names.outputs.tags }}' },
      },
      {
        name: 'Keep the digest',
        if: PUSHED,
        env: { IMAGE: '${{ matrix.image }}', DIGEST: '${{ steps.push.outputs.digest }}' },
        run: 'mkdir -p digests\necho "$DIGEST" > "digests/$IMAGE"',
      },
      {
        name: 'Hand it on',
        if: PUSHED,
        uses: action('actions/upload-artifact'),
        with: { name: 'digest-${{ matrix.image }}', path: 'digests/*', 'retention-days': 1 },
      },
    ],
  };
}

const PUSHED = "github.event_name == 'push'";

/** Findings that are accepted, each until a day. Source: Trivy, "Filtering: by ignore file". */
const IGNORED = '.trivyignore.yaml';

/**
 * One job after all builds: builds that each pushed a commit would overtake each other. `eco image set --push` changes
 * one line a service, fetches and tries again when somebody was faster, and is safe against any number of its like.
 * A push with the workflow's own token starts no workflow, so it cannot start itself.
 */
function tags({ builds, first }: Delivery): Job {
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
