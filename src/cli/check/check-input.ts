import { runAll } from '../../checks/run.js';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import type { Parted } from '../../manifest/files/sets.js';
import type { Terminal } from '../command.js';
import { relativeFinding } from '../project.js';
import { ruleStatus } from '../status-line.js';
import type { Input } from './input.js';
import type { Outcome } from './report.js';
import type { CheckSettings } from './settings.js';
import { unbuilt } from './unbuilt.js';

/** Runs every rule that the settings choose over what was read and parted. */
export function checkInput(input: Input, parted: Parted, settings: CheckSettings, terminal: Terminal): Outcome {
  const { only } = settings;
  const checks = runAll(parted, input.ofSet, {
    ...(only && { rules: only }),
    settings: { ...input.settings, ...settings.rules },
    ...(hasErrors(input.findings) && { flawed: true }),
    onRule: ruleStatus(terminal),
  });
  const note = unbuilt(parted);
  return {
    ...(note !== undefined && { notes: [note] }),
    findings: [...input.findings, ...checks.findings].map((finding) => relativeFinding(input.root, finding)),
    unchecked: checks.unchecked,
    checked: {
      files: input.files.filter(({ text }) => text !== undefined).length,
      objects: new Set(parted.sets.flatMap(({ manifests }) => manifests)).size,
      rules: checks.rules,
    },
    root: input.root,
    files: input.files,
    sources: parted.sources.all.length,
  };
}
