// Tools that are Go modules: built once into node_modules/.cache, at versions that are named here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.cache/go-tools', import.meta.url));

export const MODULES = {
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
  'kube-score': 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
  'kube-linter': 'golang.stackrox.io/kube-linter/cmd/kube-linter@v0.7.6',
};

/** Paths of those that could be built; of the others, a sentence each. */
export function goTools(names = Object.keys(MODULES)) {
  const tools = {};
  const missing = [];
  if (spawnSync('go', ['version']).status !== 0) {
    return { tools, missing: [`Go is missing: ${names.join(', ')} not measured.`] };
  }
  for (const name of names) {
    const version = MODULES[name].split('@')[1];
    const bin = join(folder, version);
    const path = join(bin, name);
    mkdirSync(bin, { recursive: true });
    const env = { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod' };
    const built = existsSync(path) || spawnSync('go', ['install', MODULES[name]], { env }).status === 0;
    if (built) tools[name] = path;
    else missing.push(`${name} ${version} could not be built here: not measured.`);
  }
  return { tools, missing };
}
