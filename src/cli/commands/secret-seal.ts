import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCertificate } from '../../security/certificate.js';
import { type SealingScope, seal, sealingLabel, sealingScopes } from '../../security/seal.js';
import { newSealedFile, readSealed, setSealed } from '../../security/sealed-file.js';
import { evaluate } from '../../service/environment/evaluate.js';
import type { Fleet } from '../../service/fleet.js';
import { placedSecrets, sourceOf } from '../../service/secrets.js';
import { distOf, makeWorkingFolder } from '../../synth/commit/dist.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { environmentFor } from '../images/change.js';
import { replaceFile } from '../images/write.js';
import { sealedFileOf } from '../load/sealed.js';
import { soundFleet } from '../load/sound-fleet.js';
import { findProject, type Project } from '../project.js';

export const secretSeal: Command = {
  positionals: 'NAMESPACE/NAME KEY',
  // A value among them is refused without being repeated.
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Seals one value of a Secret with the certificate of the cluster's Sealed Secrets controller and writes it into the
    environment's file of sealed values. Nothing is asked of the cluster. The value is read from standard input, never
    from an argument: other users see arguments, and the shell keeps them. One line break at its end is left out.

    Every other value stays byte for byte as it is. Sealing never gives the same twice, so seal only what changes.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first that images go to when absent' },
    scope: {
      type: 'string',
      value: 'SCOPE',
      help: `strict (default: this name and namespace alone), ${sealingScopes.slice(1).join(' or ')}`,
    },
    cert: {
      type: 'string',
      value: 'FILE',
      help: "the controller's certificate; ENV.pem beside the sealed values when absent",
    },
  },
  examples: [
    ['eco secret seal web/database password --env prod < password.txt', 'from a file outside the repository'],
    ['pass show shop/database | eco secret seal web/database password', 'from a password manager'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [place = '', key = '', value] = args.positionals;
  if (value !== undefined) {
    terminal.err(
      'eco: the value stands on the command line, where other users and the history of the shell see it\nWrite: eco secret seal web/database password < FILE; and replace the value: it is known now.\n',
    );
    return 2;
  }
  const [namespace = '', name = '', more] = place.split('/');
  if (namespace === '' || name === '' || more !== undefined || key === '') {
    terminal.err('eco: which key of which Secret?\nWrite: eco secret seal web/database password < FILE\n');
    return 2;
  }
  const scope = scopeOf(args.value('scope'));
  const project = findProject(terminal.cwd);
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return 1;
  const environment = environmentFor(fleet, args.value('env'));
  refuseUndeclared(fleet, environment, namespace, name, key);
  const file = sealedFileOf(fleet, environment);
  if (file === undefined)
    throw refusal('the fleet has no folder for sealed values', "defineFleet({ sealed: 'src/fleet/sealed', … })");
  const certificate = certificateOf(project, args.value('cert') ?? file.replace(/\.yaml$/, '.pem'));
  const path = join(project.root, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : newSealedFile(environment);
  refuseMixture(before, file, place, scope);
  const bytes = valueFromInput();
  const text = setSealed(before, place, scope, key, seal(certificate, sealingLabel(scope, namespace, name), bytes));
  mkdirSync(dirname(path), { recursive: true });
  makeWorkingFolder(distOf(project.dist));
  replaceFile(project, file, text);
  terminal.out(
    `sealed "${key}" of ${place} for ${environment}, scope ${scope}: ${file}\nRun eco synth to write its SealedSecret.\n`,
  );
  return 0;
}

function scopeOf(text: string | undefined): SealingScope {
  if (text === undefined) return 'strict';
  const scope = sealingScopes.find((one) => one === text);
  if (!scope) throw refusal(`"${text}" is no scope`, `One of: ${sealingScopes.join(', ')}.`);
  return scope;
}

/** The bytes on standard input, without one line break at their end. */
function valueFromInput(): Uint8Array {
  if (process.stdin.isTTY)
    throw refusal(
      'the value is read from standard input, which is a terminal',
      'Redirect it: eco secret seal … < FILE',
    );
  const bytes = readFileSync(0);
  const end = bytes.at(-1) === 10 ? (bytes.at(-2) === 13 ? -2 : -1) : bytes.length;
  const value = bytes.subarray(0, end);
  if (value.length === 0) throw refusal('standard input is empty', 'Give the value: eco secret seal … < FILE');
  return value;
}

function certificateOf(project: Project, file: string) {
  const path = join(project.root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const certificate =
    text === undefined
      ? {
          problem: 'there is no such file',
          why: 'Nothing can be sealed without it.',
          fix: `kubeseal --fetch-cert > ${file}`,
        }
      : readCertificate(text, new Date());
  if ('key' in certificate) return certificate.key;
  const { problem, why, fix } = certificate;
  throw new Failure({
    rule: 'secret-seal',
    severity: 'error',
    message: `the certificate cannot be used: ${problem}`,
    at: { file, line: 1, column: 1 },
    why,
    fix: fix.replaceAll('FILE', file),
  });
}

function refuseUndeclared(fleet: Fleet, environment: string, namespace: string, name: string, key: string): void {
  const spec = fleet.environments[environment];
  const placed = spec ? placedSecrets(evaluate(fleet, environment), spec) : [];
  const found = placed.find((one) => one.namespace === namespace && one.secret.name === name);
  const all = placed.map((one) => `${one.namespace}/${one.secret.name}`);
  const suggest = (given: string, known: readonly string[]) => {
    const near = didYouMean(given, known);
    return near ? `Did you mean "${near}"?` : `One of: ${known.join(', ')}.`;
  };
  if (!found || !spec)
    throw refusal(
      `nothing in ${environment} reads a secret "${name}" in namespace "${namespace}"`,
      suggest(`${namespace}/${name}`, all),
    );
  if (!found.secret.content.fetched.includes(key))
    throw refusal(`secret "${name}" declares no key "${key}"`, suggest(key, found.secret.content.fetched));
  if (sourceOf(found.secret, spec)?.by !== 'sealed-secrets')
    throw refusal(
      `secret "${name}" does not come from sealed values in ${environment}`,
      `secret('${name}', { source: sealed(), … })`,
    );
}

/** One SealedSecret has one scope: values sealed for another could not be opened. */
function refuseMixture(text: string, file: string, place: string, scope: SealingScope): void {
  const { sealed, findings } = readSealed(text, file);
  if (findings.length > 0) throw new Failure(...findings);
  const entry = sealed.get(place);
  if (!entry || entry.scope === scope) return;
  throw refusal(
    `the other values of ${place} are sealed with scope ${entry.scope}`,
    `Write --scope ${entry.scope}, or take its lines out of ${file} and seal every key again.`,
  );
}

function refusal(message: string, fix: string): Failure {
  return new Failure({ rule: 'secret-seal', severity: 'error', message, why: 'Nothing was written.', fix });
}
