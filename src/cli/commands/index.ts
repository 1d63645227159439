import type { CommandTable } from '../command.js';

/** Every command; its code is loaded only when it runs. */
export const commands: CommandTable = {
  synth: { summary: 'synthesize, check, write dist/', load: async () => (await import('./synth.js')).synth },
  check: { summary: 'run every check on dist/ or on any YAML', load: async () => (await import('./check.js')).check },
  diff: {
    summary: 'what changed since a Git ref, and what it does to the cluster',
    load: async () => (await import('./diff.js')).diff,
  },
  review: {
    summary: 'that difference as a pull-request comment and as one HTML page',
    load: async () => (await import('./review.js')).review,
  },
  show: {
    summary: 'all that one service becomes, as an outline or a page',
    load: async () => (await import('./show.js')).show,
  },
  plan: {
    summary: 'the order in which Argo CD applies things, and how long a push takes',
    load: async () => (await import('./plan.js')).plan,
  },
  why: {
    summary: 'which literal set a line of YAML, and which lines a literal sets',
    load: async () => (await import('./why.js')).why,
  },
  'image set': {
    summary: 'write an image tag: one service, atomic, safe against other runs',
    load: async () => (await import('./image-set.js')).imageSet,
  },
  promote: {
    summary: 'carry image tags from one environment to the next',
    load: async () => (await import('./promote.js')).promote,
  },
  rollback: {
    summary: 'the previous image of a service, from Git history',
    load: async () => (await import('./rollback.js')).rollback,
  },
  history: {
    summary: 'the images that a service had, with commit, date and author',
    load: async () => (await import('./history.js')).history,
  },
  explain: {
    summary: 'why a rule exists, a wrong and a right example',
    load: async () => (await import('./explain.js')).explain,
  },
  facts: {
    summary: 'write what is known of a cluster, for checks of other YAML',
    load: async () => (await import('./facts.js')).facts,
  },
  graph: {
    summary: 'draw who calls whom: text, Mermaid, DOT, SVG',
    load: async () => (await import('./graph.js')).graph,
  },
  'graph can': {
    summary: 'whether one workload can reach another, and which policies decide',
    load: async () => (await import('./graph-can.js')).graphCan,
  },
  'secret seal': {
    summary: "seal a value with the certificate of the cluster's controller",
    load: async () => (await import('./secret-seal.js')).secretSeal,
  },
  staged: {
    summary: 'before a commit: check the dist/ that is staged',
    load: async () => (await import('./staged.js')).staged,
  },
  resolve: {
    summary: 'end a conflict in dist/: write it anew from the merged sources',
    load: async () => (await import('./resolve.js')).resolve,
  },
  hooks: {
    summary: 'Git hooks and a merge driver that keep dist/ right',
    load: async () => (await import('./hooks.js')).hooks,
  },
  doctor: {
    summary: 'what is wrong with a set-up, and what to type',
    load: async () => (await import('./doctor.js')).doctor,
  },
  completion: {
    summary: 'completion of commands and names for bash, zsh and fish',
    load: async () => (await import('./completion.js')).completion,
  },
  init: { summary: 'begin a fleet: files that synthesize at once', load: async () => (await import('./init.js')).init },
  'new service': {
    summary: 'a new service file that passes every check',
    load: async () => (await import('./new-service.js')).newService,
  },
};
