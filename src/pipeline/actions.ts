/**
 * The actions that workflows use, by the commit of a release: a tag can be moved to other code, a commit cannot.
 * Source: GitHub, "Security hardening for GitHub Actions: Using third-party actions".
 */
const PINNED = {
  'actions/checkout': ['11bd71901bbe5b1630ceea73d27597364c9af683', 'v4.2.2'],
  'actions/download-artifact': ['d3f86a106a0bac45b974a628896c90dbdf5c8093', 'v4.3.0'],
  'actions/setup-node': ['49933ea5288caeca8642d1e84afbd3f7d6820020', 'v4.4.0'],
  'actions/setup-python': ['a26af69be951a213d495a4c3e4e4022e16d87065', 'v5.6.0'],
  'actions/upload-artifact': ['ea165f8d65b6e75b540449e92b4886f43607fa02', 'v4.6.2'],
  'aquasecurity/trivy-action': ['ed142fd0673e97e23eac54620cfb913e5ce36c25', 'v0.36.0'],
  'docker/build-push-action': ['263435318d21b8e681c14492fe198d362a7d2c83', 'v6.18.0'],
  'docker/login-action': ['74a5d142397b4f367a81961eba4e8cd7edddf772', 'v3.4.0'],
  'docker/setup-buildx-action': ['b5ca514318bd6ebac0fb2aedd5d36ec1b5c232a2', 'v3.10.0'],
  'dorny/paths-filter': ['de90cc6fb38fc0963ad72b210f1f284cd68cea36', 'v3.0.2'],
  'hashicorp/setup-terraform': ['b9cd54a3c349d3f38e8881555d616ced269862dd', 'v3.1.2'],
} as const;

export type ActionName = keyof typeof PINNED;

/** An action at a commit: `actions/checkout@11bd…`. */
export type Action = `${ActionName}@${string}`;

/** The action as a step uses it. */
export function action(name: ActionName): Action {
  return `${name}@${PINNED[name][0]}`;
}

/** The release that a pinned action is: `v4.2.2`. */
export function versionOf(pinned: string): string {
  const [name = ''] = pinned.split('@');
  return Object.entries(PINNED).find(([known]) => known === name)?.[1][1] ?? '';
}
