import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionOf, isPosix, runnerLabels, scriptOf, type WorkflowJob } from './jobs.js';
import { isHarmless } from './known-actions.js';
import { isHosted } from './runners.js';
import { commandLines } from './shell-blocks.js';

/**
 * Programs that GitHub's machines with Ubuntu do not hold, and who sets them up.
 * Source: actions/runner-images, Ubuntu2404-Readme.md, as of early 2026: kubectl, helm, kustomize, ansible, aws and gh are there.
 */
const TOOLS: Readonly<Record<string, string>> = {
  argocd: 'clowdhaus/argo-cd-action, or curl from its releases',
  cosign: 'sigstore/cosign-installer',
  eksctl: 'curl from its releases',
  flux: 'fluxcd/flux2/action',
  istioctl: 'curl from its releases',
  kubeconform: 'curl from its releases',
  kubeseal: 'curl from its releases',
  terraform: 'hashicorp/setup-terraform',
  trivy: 'aquasecurity/setup-trivy',
};

/** Words of scripts that may bring a program, or run what stands elsewhere. */
const BRINGS =
  /\b(?:apt|apt-get|pip3?|pipx|uv|poetry|npm|npx|pnpm|yarn|brew|go|cargo|gem|curl|wget|nix|snap|make|docker|asdf|mise|aqua|install|source|bash|sh|unzip|tar)\b|(?:^|\s)\.{1,2}\/|GITHUB_PATH|\bPATH=/;

/** Reports programs that a job starts, and that neither its machine has nor any step brings. */
export function* missingTools(job: WorkflowJob): Iterable<Report> {
  const labels = (runnerLabels(job.field) ?? []).map(({ text = '' }) => text);
  const isUbuntu = labels.every((label) => /^ubuntu-(?:latest|24)/.test(label));
  if (!isHosted(job.field) || !isUbuntu || job.field.at('container').exists) return;
  const isOpen = (step: Field<Source>) =>
    step.at('uses').exists ? !isHarmless(actionOf(step) ?? '') : BRINGS.test(scriptOf(step)) || !isPosix(step, job);
  if (job.steps.some(isOpen)) return;
  for (const [tool, by] of Object.entries(TOOLS)) {
    if (job.steps.some((step) => actionOf(step)?.includes(tool))) continue;
    const starts = new RegExp(`(?:^|[;&|(!]|\\$\\(|\\b(?:if|then|else|do|sudo))[ \\t]*${tool}(?=[ \\t])`, 'm');
    const user = job.steps.find((step) => starts.test(commandLines(scriptOf(step))));
    if (!user) continue;
    yield report(user.at('run'), `"${tool}" is not on the machines of "${labels[0]}", and no step brings it`, {
      severity: 'warning',
      why: `The step fails: "${tool}: command not found".`,
      fix: `Put a step before it that does: ${by}.`,
    });
  }
}
