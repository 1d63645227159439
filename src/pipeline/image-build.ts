import { action } from './actions.js';
import { ANY, EACH, folderOf, IMAGE, PUSHED } from './builds.js';
import { checkout, RUNNER } from './jobs.js';
import type { Delivery, GithubActionsProps } from './repository.js';
import type { Job } from './workflow.js';

/** Build, scan and push the image of each service that changed; the digest is left for the job that writes tags. */
export function imageBuild(props: GithubActionsProps, { registry }: Delivery): Job {
  const repository = `${registry}/${IMAGE}`;
  const common = {
    context: folderOf(props, IMAGE),
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

/** Findings that are accepted, each until a day. Source: Trivy, "Filtering: by ignore file". */
const IGNORED = '.trivyignore.yaml';
