import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newImagesFile } from '../../images/images-file.js';
import { setImage } from '../../images/set-image.js';
import type { Fleet } from '../../service/fleet.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { imagesFileOf } from '../load/load-images.js';
import { soundFleet } from '../load/sound-fleet.js';
import { answersTo, isWhole, refuseName } from '../new-service/answers.js';
import { addToIndex, importExtension, serviceFile, workerFile } from '../new-service/files.js';
import { type Answers, questionsFor } from '../new-service/questions.js';
import { findProject, type Project, relativeFile } from '../project.js';

export const newService: Command = {
  positionals: '[NAME]',
  maxPositionals: 1,
  description: `
    Writes a service or a worker that passes every check: its own file, a line in the fleet's index, and its image tag
    in the images file of each environment. Then open the file and say more about it.

    On a terminal it asks for what the command line leaves out, and asks again for what cannot be. With a name and a tag
    it asks nothing.`,
  options: {
    tag: { type: 'string', value: 'TAG', help: 'image tag to start with' },
    kind: { type: 'string', value: 'KIND', help: 'service, or worker: a Celery worker; default service' },
    port: { type: 'string', value: 'PORT', help: 'port that the process listens on; default 8000, of a worker 9090' },
    node: { type: 'string', value: 'NODE', help: 'node that its pods are pinned to; anywhere when absent' },
    route: {
      type: 'string',
      value: 'PATH',
      help: 'path for requests from outside, or none; default /api/v1/NAME',
    },
  },
  examples: [
    ['eco new service', 'asks'],
    ['eco new service search-api --tag 1f3c9a2', 'a service behind /api/v1/search-api'],
    ['eco new service mail-worker --kind worker --tag 1f3c9a2', 'a worker'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const given: Answers = {
    name: args.positionals[0],
    tag: args.value('tag'),
    kind: args.value('kind'),
    port: args.value('port'),
    route: args.value('route'),
    node: args.value('node'),
  };
  if (!isWhole(given) && !terminal.ask) {
    const { name } = given;
    refuseName(name);
    const missing = name === undefined ? 'a name' : 'the image tag to start with';
    terminal.err(`eco: ${missing} is missing\nWrite: eco new service ${name ?? 'search-api'} --tag 1f3c9a2\n`);
    return 2;
  }
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return 1;
  const answers = await answersTo(questionsFor(fleet), given, terminal);
  if (answers === undefined) {
    terminal.err('\nNothing was written.\n');
    return 2;
  }
  const files = filesOf(project, fleet, answers);
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const list = [...files.keys()].map((file) => `  ${relativeFile(project.root, file)}`).join('\n');
  terminal.out(`wrote\n${list}\nNext: npx eco synth\n`);
  return 0;
}

/** Every file as it will be; all of them are worked out before the first is written. */
function filesOf(project: Project, fleet: Fleet, answers: Answers): ReadonlyMap<string, string> {
  const { name = '', tag = '', kind = 'service', port = '', route, node } = answers;
  const folder = dirname(project.fleet);
  const place = `${kind}s/${name}`;
  const file = join(folder, `${place}.ts`);
  if (existsSync(file)) throw refusal(`${relativeFile(project.root, file)} is there already`, 'Choose another name.');
  const entry = readFileSync(project.fleet, 'utf8');
  const index = addToIndex(entry, name, place);
  if (index === undefined) {
    throw refusal(
      `${relativeFile(project.root, project.fleet)} has no call that lists the services`,
      'Add the service there by hand.',
    );
  }
  refuseWithout(kind === 'worker' ? 'defineWorker' : 'defineService', project);
  // One node on a laptop holds one of each.
  const replicas = Object.entries(fleet.environments).map(
    ([environment, { cluster }]) => [environment, cluster.pinning === 'no' ? 1 : 2] as const,
  );
  const write = kind === 'worker' ? workerFile : serviceFile;
  const text = write(name, {
    port,
    ...(node !== 'any' && { node }),
    ...(route !== 'none' && { route }),
    replicas: new Map(replicas),
    extension: importExtension(entry),
  });
  const images = Object.keys(fleet.environments).map((environment) => imagesFileOf(fleet, environment));
  return new Map([[file, text], [project.fleet, index], ...images.map((path) => withImage(project, path, name, tag))]);
}

/** The new file takes from the module of the environments what defines it: it must be there. */
function refuseWithout(define: string, project: Project): void {
  const file = join(dirname(project.fleet), 'environments.ts');
  if (existsSync(file) && readFileSync(file, 'utf8').includes(define)) return;
  throw refusal(
    `${relativeFile(project.root, file)} ${existsSync(file) ? `exports no ${define}` : 'is not there'}`,
    `Write there: export const { ${define}, fleet } = defineFleet({ … });`,
  );
}

function withImage(project: Project, path: string, name: string, tag: string): [string, string] {
  const file = join(project.root, path);
  const environment = basename(path, '.yaml');
  const text = setImage(existsSync(file) ? readFileSync(file, 'utf8') : newImagesFile(environment), name, { tag });
  if (text === undefined)
    throw refusal(`${path} cannot be read as it stands`, 'Mend it first; eco synth says what is wrong.');
  return [file, text];
}

function refusal(message: string, fix: string): Failure {
  return new Failure({ rule: 'new-service', severity: 'error', message, why: 'Nothing was written.', fix });
}
