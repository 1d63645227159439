import { wrap } from '../../diagnostic/visible.js';
import { describeRef, formatPath } from '../../manifest/manifest.js';
import type { End } from '../../network/ends.js';
import { endsByName, type Reach, reaches } from '../../network/graph/reach.js';
import type { Half } from '../../network/verdict.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { networkOf } from '../synth/network.js';

export const graphCan: Command = {
  positionals: 'A reach B',
  maxPositionals: 3,
  description: `
    Answers whether network policies let one workload reach another, port by port, and which policies decide: out of the
    first, and in to the second. A and B are names of workloads, of stores, or of what the fleet declares outside;
    NAMESPACE/NAME where two have one name. Exit code 0: it can, on some port; 1: it cannot.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first of the fleet when absent' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  examples: [['eco graph can cart reach redis', 'may it?']],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [first, verb, second] = args.positionals;
  if (first === undefined || verb !== 'reach' || second === undefined) {
    terminal.err('eco: who, and whom?\nWrite: eco graph can cart reach redis\n');
    return 2;
  }
  const network = await networkOf(args.values('env'), terminal);
  if (!network) return 1;
  const { environment, set, facts } = network;
  const ends = endsByName(set, facts);
  const [from, to] = [endNamed(first, ends), endNamed(second, ends)];
  const all = from.flatMap((a) => to.flatMap((b) => reaches(set, facts, a, b)));
  if (args.flag('json')) terminal.out(`${JSON.stringify(all.map(asJson), undefined, 2)}\n`);
  else
    terminal.out(
      all.length > 0
        ? all.map((one) => sentence(environment, first, second, one, terminal.width)).join('')
        : `${environment}: nothing says on which port "${second}" listens\n`,
    );
  return all.some(isOpen) ? 0 : 1;
}

function endNamed(name: string, ends: ReadonlyMap<string, readonly End[]>): readonly End[] {
  const found = ends.get(name);
  const places = new Set(found?.map((end) => (end.kind === 'addresses' ? '' : end.namespace)));
  if (found && places.size === 1) return found;
  const refuse = (message: string, fix: string) =>
    new Failure({ rule: 'workload-unknown', severity: 'error', message, why: 'There is nothing to answer.', fix });
  if (found)
    throw refuse(
      `"${name}" is in several namespaces`,
      `One of: ${[...places].map((place) => `${place}/${name}`).join(', ')}.`,
    );
  const near = didYouMean(name, ends.keys());
  const known = [...ends.keys()].filter((one) => !one.includes('/')).sort();
  throw refuse(
    `"${name}" is no workload, and nothing that one is declared to call`,
    near ? `Did you mean "${near}"?` : `One of: ${known.join(', ')}.`,
  );
}

const isOpen = ({ out, in: inward }: Reach) => out.open && inward.open;

function sentence(environment: string, from: string, to: string, reach: Reach, width: number): string {
  const can = isOpen(reach) ? 'can' : 'cannot';
  const note = isOpen(reach) && !reach.needed ? ' (though nobody declares the call)' : '';
  const lines = [
    ...wrap(`${environment}: ${from} ${can} reach ${to} on ${reach.protocol} ${reach.port}${note}`, width),
    ...labelled('out', deciding(reach.out), width),
    ...labelled('in', deciding(reach.in), width),
  ];
  return `${lines.join('\n')}\n`;
}

function labelled(label: string, text: string, width: number): string[] {
  const indent = 7;
  return wrap(text, width - indent).map((line, i) => `${(i === 0 ? `  ${label}` : '').padEnd(indent)}${line}`);
}

/** The policies that decide, by their rule. */
function deciding(verdict: Half): string {
  if (!verdict.open) return `closed by ${listed(verdict.policies.map(({ manifest }) => describeRef(manifest.ref)))}`;
  if (verdict.by === 'nobody') return "open: no policy selects it, or it is none of the cluster's";
  const rules = verdict.rules.map(({ policy, field }) => {
    const line = policy.origin.at?.(field.path);
    return `${describeRef(policy.ref)} ${formatPath(field.path)}${line ? ` (${line.file}:${line.line})` : ''}`;
  });
  return `open by ${rules.join(', ')}${verdict.sure ? '' : ', as far as labels are known'}`;
}

function asJson(reach: Reach) {
  const side = (verdict: Half) => ({
    open: verdict.open,
    policies: verdict.open
      ? verdict.by === 'rules'
        ? verdict.rules.map(({ policy, field }) => ({ object: policy.ref, field: formatPath(field.path) }))
        : []
      : verdict.policies.map(({ manifest }) => ({ object: manifest.ref })),
  });
  return {
    port: reach.port,
    protocol: reach.protocol,
    can: isOpen(reach),
    declared: reach.needed,
    out: side(reach.out),
    in: side(reach.in),
  };
}
