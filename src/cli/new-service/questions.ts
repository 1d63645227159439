import { nameMistake } from '../../construct/names.js';
import { pinProblem } from '../../images/image-pin.js';
import type { Fleet } from '../../service/fleet.js';
import { didYouMean } from '../../values/did-you-mean.js';

export type Topic = 'name' | 'kind' | 'tag' | 'port' | 'route' | 'node';

/** What is known of the new service, as it was typed. */
export type Answers = { readonly [T in Topic]?: string };

/** What keeps an answer from being taken, and what could be typed instead. */
export interface Problem {
  readonly message: string;
  readonly fix: string;
}

export interface Question {
  readonly topic: Topic;
  /** As it is asked on a terminal, without the colon. */
  text(answers: Answers): string;
  /** Whether it is asked at all, by what was answered before. */
  applies(answers: Answers): boolean;
  /** What an empty answer means; undefined where there must be one. */
  preset(answers: Answers): string | undefined;
  problem(answer: string): Problem | undefined;
}

/** What a service or a worker of this fleet needs to be told, in the order in which it is asked. */
export function questionsFor(fleet: Fleet): readonly Question[] {
  const taken = fleet.definitions.map(({ name }) => name);
  const clusters = Object.values(fleet.environments).map(({ cluster }) => cluster);
  const nodes = clusters.filter(({ pinning }) => pinning !== 'no').flatMap((cluster) => Object.keys(cluster.nodes));
  const always = { applies: () => true, preset: () => undefined };
  return [
    { ...always, topic: 'name', text: () => 'Name', problem: (name) => nameProblem(name, taken) },
    {
      ...always,
      topic: 'kind',
      text: () => 'Kind, service or worker',
      preset: () => 'service',
      problem: (kind) => oneOf('kind', kind, ['service', 'worker']),
    },
    { ...always, topic: 'tag', text: () => 'Image tag to start with, such as a commit', problem: tagProblem },
    {
      ...always,
      topic: 'port',
      text: ({ kind }) => (kind === 'worker' ? 'Port of its metrics' : 'Port that the process listens on'),
      preset: ({ kind }) => (kind === 'worker' ? '9090' : '8000'),
      problem: portProblem,
    },
    {
      topic: 'route',
      text: () => 'Path for requests from outside, or none',
      applies: ({ kind }) => kind !== 'worker',
      preset: ({ name }) => `/api/v1/${name}`,
      problem: routeProblem,
    },
    {
      topic: 'node',
      text: () => 'Node that its pods are pinned to, or any',
      applies: () => nodes.length > 0,
      preset: () => 'any',
      problem: (node) => (node === 'any' ? undefined : oneOf('node', node, nodes)),
    },
  ];
}

/** What keeps a service from having a name. `taken`: names that others have. */
export function nameProblem(name: string, taken: readonly string[]): Problem | undefined {
  const mistake = nameMistake(name);
  if (mistake) return { message: mistake.message, fix: mistake.fix ?? 'Choose another name.' };
  return taken.includes(name)
    ? { message: `"${name}" is in the fleet already`, fix: 'Choose another name.' }
    : undefined;
}

function tagProblem(tag: string): Problem | undefined {
  const message = pinProblem(tag);
  return message === undefined ? undefined : { message, fix: 'Give the tag of an image that was built: 1f3c9a2' };
}

function portProblem(port: string): Problem | undefined {
  if (/^[1-9]\d*$/.test(port) && Number(port) <= 65535) return undefined;
  return { message: `port "${port}" is no number of 1 to 65535`, fix: 'Write 8000.' };
}

function routeProblem(route: string): Problem | undefined {
  if (route === 'none' || /^\/[\w./~-]*$/.test(route)) return undefined;
  const near = `/${route.replace(/[^\w./~-]+/g, '-')}`;
  return { message: `route "${route}" is no path`, fix: `Write ${near}, or none.` };
}

function oneOf(what: string, answer: string, choices: readonly string[]): Problem | undefined {
  if (choices.includes(answer)) return undefined;
  const near = didYouMean(answer, choices);
  const fix = near ? `Write ${near}.` : `One of: ${choices.join(', ')}.`;
  return { message: `"${answer}" is no ${what}`, fix };
}
