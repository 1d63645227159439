/** What an action takes and gives. */
export interface KnownAction {
  readonly inputs: readonly string[];
  /** Inputs without which it fails. */
  readonly needs: readonly string[];
  readonly outputs: readonly string[];
  /** The first and the last major version of which this is known: others may take and give more. */
  readonly versions: readonly [first: number, last: number];
}

const FILES = (
  'added_files copied_files deleted_files modified_files renamed_files all_old_new_renamed_files type_changed_files ' +
  'unmerged_files unknown_files all_changed_and_modified_files all_changed_files any_changed only_changed ' +
  'other_changed_files all_modified_files any_modified only_modified other_modified_files any_deleted only_deleted ' +
  'other_deleted_files modified_keys changed_keys'
).split(' ');

/**
 * Actions that workflows of services mostly use, with what one of those versions takes.
 * Source: `action.yml` of each repository, as of early 2026; a `!` marks what must be given.
 */
const ACTIONS: Readonly<Record<string, KnownAction>> = {
  'actions/checkout': action(
    [4, 6],
    'clean fetch-depth fetch-tags filter github-server-url lfs path persist-credentials ref repository ' +
      'set-safe-directory show-progress sparse-checkout sparse-checkout-cone-mode ssh-key ssh-known-hosts ssh-strict ' +
      'ssh-user submodules token',
    'commit ref',
  ),
  'actions/setup-python': action(
    [5, 6],
    'allow-prereleases architecture cache cache-dependency-path check-latest freethreaded pip-install pip-version ' +
      'python-version python-version-file token update-environment',
    'cache-hit python-path python-version',
  ),
  'actions/setup-node': action(
    [4, 6],
    'always-auth architecture cache cache-dependency-path check-latest mirror mirror-token node-version ' +
      'node-version-file package-manager-cache registry-url scope token version',
    'cache-hit node-version',
  ),
  'actions/setup-go': action(
    [5, 6],
    'architecture cache cache-dependency-path check-latest go-download-base-url go-version go-version-file token',
    'cache-hit go-version',
  ),
  'actions/setup-java': action(
    [4, 5],
    'architecture cache cache-dependency-path check-latest distribution! gpg-passphrase gpg-private-key java-package ' +
      'java-version java-version-file jdkFile job-status mvn-toolchain-id mvn-toolchain-vendor overwrite-settings ' +
      'server-id server-password server-username settings-path token',
    'cache-hit distribution path version',
  ),
  'actions/cache': action(
    [4, 5],
    'enableCrossOsArchive fail-on-cache-miss key! lookup-only path! restore-keys save-always upload-chunk-size',
    'cache-hit',
  ),
  'actions/upload-artifact': action(
    [4, 7],
    'archive compression-level if-no-files-found include-hidden-files name overwrite path! retention-days',
    'artifact-digest artifact-id artifact-url',
  ),
  'actions/download-artifact': action(
    [4, 8],
    'artifact-ids digest-mismatch github-token merge-multiple name path pattern repository run-id skip-decompress',
    'download-path',
  ),
  'actions/github-script': action(
    [7, 8],
    'base-url debug github-token previews result-encoding retries retry-exempt-status-codes script! user-agent',
    'result',
  ),
  'docker/build-push-action': action(
    [5, 7],
    'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent ' +
      'context file github-token labels load network no-cache no-cache-filters outputs platforms provenance pull push ' +
      'sbom secret-envs secret-files secrets shm-size ssh tags target ulimit',
    'digest imageid metadata',
  ),
  'docker/login-action': action([3, 4], 'ecr logout password registry registry-auth scope username', ''),
  'docker/metadata-action': action(
    [5, 6],
    'annotations bake-target context flavor github-token images labels sep-annotations sep-labels sep-tags tags',
    'annotations bake-file bake-file-annotations bake-file-labels bake-file-tags json labels tag-names tags version',
  ),
  'docker/setup-buildx-action': action(
    [3, 4],
    'append buildkitd-config buildkitd-config-inline buildkitd-flags cache-binary cleanup config config-inline driver ' +
      'driver-opts endpoint install keep-state name platforms use version',
    'driver endpoint flags name nodes platforms status',
  ),
  'docker/setup-qemu-action': action([3, 4], 'cache-image image platforms', 'platforms'),
  'aws-actions/configure-aws-credentials': action(
    [4, 6],
    'action-timeout-s allowed-account-ids audience aws-access-key-id aws-region! aws-secret-access-key ' +
      'aws-session-token disable-retry force-skip-oidc http-proxy inline-session-policy managed-session-policies ' +
      'mask-aws-account-id no-proxy output-credentials output-env-credentials retry-max-attempts role-chaining ' +
      'role-duration-seconds role-external-id role-session-name role-skip-session-tagging role-to-assume ' +
      'special-characters-workaround transitive-tag-keys unset-current-credentials use-existing-credentials ' +
      'web-identity-token-file',
    'aws-access-key-id aws-account-id aws-expiration aws-secret-access-key aws-session-token',
  ),
  // Of the two below the outputs alone are written here, without those that are named by their own input.
  'tj-actions/changed-files': action([35, 47], '', [...FILES, ...FILES.map((name) => `${name}_count`)].join(' ')),
  'dorny/paths-filter': action([2, 4], '', 'changes'),
};

function action(versions: KnownAction['versions'], inputs: string, outputs: string): KnownAction {
  const all = inputs === '' ? [] : inputs.split(' ');
  return {
    versions,
    inputs: all.map((name) => name.replace('!', '')),
    needs: all.flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : [])),
    outputs: outputs === '' ? [] : outputs.split(' '),
  };
}

export const KNOWN_ACTIONS: readonly string[] = Object.keys(ACTIONS);

const SET_UP = ['azure/setup-helm', 'azure/setup-kubectl', 'hashicorp/setup-terraform', 'helm/kind-action'];

/** Whether of an action it is known that it signs in nowhere, fetches no repository and sets few variables. */
export function isHarmless(name: string): boolean {
  return KNOWN_ACTIONS.includes(name) || SET_UP.includes(name);
}

/** What is known of an action; `isSure` where it is known of the version that is used. */
export function knownAction(uses: string): (KnownAction & { readonly isSure: boolean }) | undefined {
  const [name = '', version = ''] = uses.split('@');
  const known = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (!known) return undefined;
  const [first, last] = known.versions;
  return { ...known, isSure: major >= first && major <= last };
}
