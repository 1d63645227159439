import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nameMistake } from '../../construct/names.js';
import { pinProblem } from '../../images/image-pin.js';
import { newImagesFile } from '../../images/images-file.js';
import { setImage } from '../../images/set-image.js';
import type { Fleet } from '../../service/fleet.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { loadFleet } from '../load-fleet.js';
import { imagesFileOf } from '../load-images.js';
import { addToIndex, importExtension, serviceFile } from '../new-service-files.js';
import { printFindings } from '../print.js';
import { findProject, type Project, relativeFile, relativeFinding } from '../project.js';

export const newService: Command = {
  positionals: 'NAME',
  maxPositionals: 1,
  description: `
    Writes a service that passes every check: its own file, a line in the fleet's index, and its image tag in the images
    file of each environment. Then open the file and say more about it.`,
  options: {
    tag: { type: 'string', value: 'TAG', help: 'image tag to start with' },
    port: { type: 'string', value: 'PORT', help: 'port that the process listens on; default 8000' },
    node: { type: 'string', value: 'NODE', help: 'node that its pods are pinned to; anywhere when absent' },
    route: { type: 'string', value: 'PATH', help: 'path for requests from outside; default /api/v1/NAME' },
  },
  examples: [['eco new service search-api --tag 1f3c9a2', 'a service behind /api/v1/search-api']],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const [name] = args.positionals;
  const tag = args.value('tag');
  if (name === undefined || tag === undefined) {
    const missing = name === undefined ? 'a name' : 'the image tag to start with';
    terminal.err(`eco: ${missing} is missing\nWrite: eco new service ${name ?? 'search-api'} --tag 1f3c9a2\n`);
    return 2;
  }
  const loaded = await loadFleet(project);
  if ('findings' in loaded) {
    printFindings(
      loaded.findings.map((finding) => relativeFinding(project.root, finding)),
      terminal,
      project.root,
    );
    return 1;
  }
  const { fleet } = loaded;
  refuseBadName(
    name,
    fleet.definitions.map((definition) => definition.name),
  );
  refuseBadChoices(fleet, args);
  const files = filesOf(project, fleet, name, args, tag);
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const list = [...files.keys()].map((file) => `  ${relativeFile(project.root, file)}`).join('\n');
  terminal.out(`wrote\n${list}\nNext: npx eco synth\n`);
  return 0;
}

/** Every file as it will be; all of them are worked out before the first is written. */
function filesOf(
  project: Project,
  fleet: Fleet,
  name: string,
  args: Arguments,
  tag: string,
): ReadonlyMap<string, string> {
  const folder = dirname(project.fleet);
  const file = join(folder, 'services', `${name}.ts`);
  if (existsSync(file)) throw refusal(`${relativeFile(project.root, file)} is there already`, 'Choose another name.');
  const entry = readFileSync(project.fleet, 'utf8');
  const index = addToIndex(entry, name);
  if (index === undefined) {
    throw refusal(
      `${relativeFile(project.root, project.fleet)} has no call that lists the services`,
      'Add the service there by hand.',
    );
  }
  const text = serviceFile(name, {
    port: args.value('port') ?? '8000',
    node: args.value('node'),
    route: args.value('route') ?? `/api/v1/${name}`,
    // One node on a laptop holds one of each.
    replicas: new Map(
      Object.entries(fleet.environments).map(([environment, { cluster }]) => [
        environment,
        cluster.pinning === 'no' ? 1 : 2,
      ]),
    ),
    extension: importExtension(entry),
  });
  const images = Object.keys(fleet.environments).map((environment) => imagesFileOf(fleet, environment));
  return new Map([[file, text], [project.fleet, index], ...images.map((path) => withImage(project, path, name, tag))]);
}

function withImage(project: Project, path: string, name: string, tag: string): [string, string] {
  const file = join(project.root, path);
  const environment = basename(path, '.yaml');
  const problem = pinProblem(tag);
  if (problem !== undefined) throw refusal(problem, 'Give the tag of an image that was built: --tag 1f3c9a2');
  const text = setImage(existsSync(file) ? readFileSync(file, 'utf8') : newImagesFile(environment), name, { tag });
  if (text === undefined)
    throw refusal(`${path} cannot be read as it stands`, 'Mend it first; eco synth says what is wrong.');
  return [file, text];
}

function refuseBadName(name: string, taken: readonly string[]): void {
  const mistake = nameMistake(name);
  if (mistake) throw refusal(mistake.message, mistake.fix ?? 'Choose another name.');
  if (taken.includes(name)) throw refusal(`"${name}" is in the fleet already`, 'Choose another name.');
}

function refuseBadChoices({ environments }: Fleet, args: Arguments): void {
  const port = args.value('port');
  if (port !== undefined && !/^[1-9]\d*$/.test(port)) throw refusal(`port "${port}" is no number`, 'Write --port 8000');
  const node = args.value('node');
  const nodes = Object.values(environments).flatMap(({ cluster }) => Object.keys(cluster.nodes));
  if (node !== undefined && !nodes.includes(node)) {
    const near = didYouMean(node, nodes);
    throw refusal(`"${node}" is no node`, near ? `Write --node ${near}` : `One of: ${nodes.join(', ')}.`);
  }
  const route = args.value('route');
  if (route !== undefined && !/^\/[\w./~-]*$/.test(route))
    throw refusal(`route "${route}" is no path`, 'Write --route /api/v1/NAME');
}

function refusal(message: string, fix: string): Failure {
  return new Failure({ rule: 'new-service', severity: 'error', message, why: 'Nothing was written.', fix });
}
