// Changes an image tag, starts a synthesis and kills it with kill -9 at a random moment; again and again.
// Afterwards dist/ must be as before, or as the new tag wants it, or refused by `eco check` and completed by the next run.
//
//   node test/kill-synth.mjs [COUNT]      half of them under `eco synth`, half under `cdk8s synth`
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const count = Number(process.argv[2] ?? 200);
const source = fileURLToPath(new URL('..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'eco-kill-'));
for (const part of ['bin', 'lib', 'src', 'imports', 'package.json', 'cdk8s.yaml', 'tsconfig.json']) {
  cpSync(join(source, part), join(root, part), { recursive: true });
}
symlinkSync(join(source, 'node_modules'), join(root, 'node_modules'));

const commands = {
  eco: [process.execPath, ['bin/eco.js', 'synth']],
  cdk8s: [process.execPath, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth']],
};
const environment = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };

function tree(folder) {
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${relative(folder, file)}\n${readFileSync(file, 'utf8')}`)
    .join('\0');
}

function run([command, args], env = environment) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

/** A text with other tags; every tag is unlike anything else in it. */
function withTags(text, before, after) {
  return services.reduce((all, _, i) => all.replaceAll(before[i], after[i]), text);
}

function setTags(tags) {
  writeFileSync(
    images,
    services.reduce(
      (all, service, i) => all.replace(new RegExp(`^  ${service}: .*$`, 'm'), `  ${service}: "${tags[i]}"`),
      original,
    ),
  );
}

const newTags = () => services.map(() => `t${random(1e9)}x${random(1e9)}`);

/** Kills at a random moment; every second time at one in which dist/ is being written, which is short. */
function kill([command, args], whole, writing) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: 'ignore', detached: true });
    const strike = () => {
      // The run may have ended in this very moment.
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = writing ? undefined : setTimeout(strike, whole * Math.random());
    const watch = writing
      ? setInterval(() => existsSync(intent) && setTimeout(strike, random(5)) && clearInterval(watch), 0)
      : undefined;
    child.on('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
      done();
    });
    child.on('error', () => {});
  });
}

const images = join(root, 'src/fleet/images/prod.yaml');
const original = readFileSync(images, 'utf8');
const services = [...original.matchAll(/^ {2}([\w-]+): /gm)].map((match) => match[1]);
const random = (n) => Math.floor(Math.random() * n);
const dist = join(root, 'dist');
const intent = join(dist, '.intent.json');
const seen = { old: 0, new: 0, refused: 0, wrong: 0 };

function fault(name, i, what) {
  seen.wrong += 1;
  console.error(`${name} synth, kill ${i}: ${what}`);
}

function refused() {
  const { status, text } = run([process.execPath, ['bin/eco.js', 'check']]);
  return status === 1 && text.includes('.intent.json');
}

for (const [name, command] of Object.entries(commands)) {
  /** What dist/ has. */
  let tags = newTags();
  setTags(tags);
  const first = run(command);
  if (first.status !== 0) throw new Error(`${name} synth failed:\n${first.text}`);
  const began = performance.now();
  run(command);
  const whole = performance.now() - began;
  const rounds = count / 2;
  for (let i = 0; i < rounds; i += 1) {
    const before = tree(dist);
    // Every service changes, so that there is much to commit.
    const next = newTags();
    setTags(next);
    const want = withTags(before, tags, next);
    await kill(command, whole * 1.1, i % 2 === 0);
    const after = tree(dist);
    const state = after === before ? 'old' : after === want ? 'new' : refused() ? 'refused' : undefined;
    if (state) seen[state] += 1;
    else fault(name, i, 'dist/ is neither old nor new, and eco check does not refuse it');
    if (state !== 'old') tags = next;
    // Where there is nothing to complete, two of three times the next one to be killed comes upon what this one left.
    const complete = state === undefined || state === 'refused' || i % 3 === 0 || i === rounds - 1;
    if (!complete) continue;
    run(i % 2 === 0 ? command : commands.eco);
    if (tree(dist) !== want) fault(name, i, 'the next run did not give what the sources say');
    tags = next;
  }
}
rmSync(root, { recursive: true, force: true });
console.log(
  `${count} kills: dist/ old ${seen.old}, new ${seen.new}, refused and then completed ${seen.refused}, wrong ${seen.wrong}`,
);
process.exit(seen.wrong === 0 ? 0 : 1);
