import { ownersOf } from '../../manifest/argocd/applications.js';
import type { FieldPath, Manifest } from '../../manifest/manifest.js';
import { apiGroup } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Report } from '../rule.js';

/** A variable as a tool fills it in before the object is applied. */
const VARIABLE = /\$\{[A-Z][A-Z0-9_]*\}|\$\([A-Z][A-Z0-9_]*\)/;

/** A variable in a text of an object that Argo CD applies as it is: nobody fills it in. */
export function unfilled(set: ManifestSet, manifest: Manifest, path: FieldPath, text: string): Report | undefined {
  const [variable] = VARIABLE.exec(text) ?? [];
  if (variable === undefined || !GROUPS.test(apiGroup(manifest.ref.apiVersion)) || isRead(path)) return undefined;
  const owner = ownersOf(set).get(manifest);
  // A plugin may fill in what it finds.
  if (!owner || JSON.stringify(owner.spec).includes('"plugin"')) return undefined;
  return {
    manifest,
    path,
    message: `"${variable}" is filled in by nobody: Application "${owner.name}" applies the file as it is`,
    why: 'The text reaches the cluster as it stands: it is refused, or names what is not there.',
    fix: 'Write the value, or let a patch of kustomize or a chart set it.',
  };
}

// Kinds whose fields nothing reads but the cluster itself.
const GROUPS = /^(?:|apps|batch|autoscaling|policy|keda\.sh|(?:networking|storage|rbac\.authorization)\.k8s\.io)$/;

/** Texts that a program, a shell or the kubelet reads, and prose. */
const READ = new Set(['data', 'stringData', 'env', 'command', 'args', 'exec', 'subPathExpr', 'triggers']);

function isRead(path: FieldPath): boolean {
  return path.some((step) => READ.has(String(step))) || /description|snippet|config/.test(String(path.at(-1)));
}
