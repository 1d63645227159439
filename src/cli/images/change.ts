import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { barePin, type Pin } from '../../images/image-pin.js';
import { newImagesFile, readImages } from '../../images/images-file.js';
import { setImage } from '../../images/set-image.js';
import { evaluate } from '../../service/environment/evaluate.js';
import type { Fleet } from '../../service/fleet.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { Failure } from '../failure.js';
import { imagesFileOf } from '../load/load-images.js';
import type { Project } from '../project.js';
import { synthesizeEnvironment, synthesizeFleet } from '../synth/synthesis.js';

/** The project as a change finds it: its folder, or a commit. */
export interface View {
  readonly fleet: Fleet;
  /** Text of a file of the project; undefined when there is none. */
  read(file: string): string | undefined;
  /** The commit whose history counts: `HEAD`, or what was fetched last. */
  readonly revision: string;
}

/** Which images an environment gets. */
export interface Change {
  readonly environment: string;
  readonly pins: ReadonlyMap<string, Pin>;
  /** Commit message: a subject, then perhaps a blank line and more. */
  readonly message: string;
}

/** Decides from what stands. Called anew whenever somebody else was faster. @throws Failure */
export type Decide = (view: View) => Change;

/** One service's image, before and after. */
export interface Move {
  readonly service: string;
  readonly from: Pin | undefined;
  readonly to: Pin;
}

/** A change, worked out: nothing is written yet. */
export interface Prepared {
  readonly change: Change;
  /** Services whose image changes. */
  readonly moves: readonly Move[];
  /** The images file, from the project's root, and its new text. */
  readonly imagesFile: string;
  readonly text: string;
  /** The text that it had; undefined when there was no such file. */
  readonly textBefore: string | undefined;
  /** All of the environment's output: path below `dist/` -> text. */
  readonly files: ReadonlyMap<string, string>;
  /** The same without the change. */
  readonly filesBefore: () => ReadonlyMap<string, string>;
  /** Errors: with any, nothing may be written. */
  readonly findings: readonly Finding[];
}

/** Works out what a change does to the images file and to `dist/`. @throws Failure */
export function prepare(project: Project, view: View, decide: Decide): Prepared {
  const change = decide(view);
  const { environment, pins } = change;
  const imagesFile = imagesFileOf(view.fleet, environment);
  const before = view.read(imagesFile);
  const { images, findings } = readImages(before ?? newImagesFile(environment), imagesFile);
  let text = before ?? newImagesFile(environment);
  for (const [service, pin] of pins) {
    const next = setImage(text, service, pin);
    if (next === undefined) throw new Failure(...findings);
    text = next;
  }
  const moves = [...pins].flatMap(([service, to]): Move[] => {
    const from = images.get(service);
    return from?.tag === to.tag && from.digest === to.digest ? [] : [{ service, from: from && barePin(from), to }];
  });
  const result = synthesizeFleet(project, view.fleet, [environment], new Map([[environment, text]]));
  const errors = hasErrors(result.findings) ? result.findings.filter(({ severity }) => severity === 'error') : [];
  const filesBefore = () =>
    synthesizeEnvironment(project, view.fleet, environment, new Map([[environment, before ?? '']])).files;
  return { change, moves, imagesFile, text, textBefore: before, files: result.files, filesBefore, findings: errors };
}

/** The environment that an option names. Without one: the first that images go to, or the only one. @throws Failure */
export function environmentFor(fleet: Fleet, named: string | undefined): string {
  const all = Object.keys(fleet.environments);
  const environment = named ?? fleet.promotion?.[0] ?? (all.length === 1 ? all[0] : undefined);
  if (environment !== undefined && all.includes(environment)) return environment;
  const near = environment === undefined ? undefined : didYouMean(environment, all);
  throw new Failure({
    rule: 'environment-unknown',
    severity: 'error',
    message: environment === undefined ? 'no environment is named' : `"${environment}" is no environment of the fleet`,
    why: 'Nothing was done.',
    fix: near
      ? `Did you mean "${near}"?`
      : `${environment === undefined ? 'Add --env with one' : 'One'} of: ${all.join(', ')}.`,
  });
}

/** Refuses services that do not run in an environment. @throws Failure */
export function refuseUnknown(fleet: Fleet, environment: string, services: Iterable<string>): void {
  const running = evaluate(fleet, environment).definitions.map(({ definition }) => definition.name);
  const unknown = [...services].filter((service) => !running.includes(service));
  const findings = unknown.map((service): Finding => {
    const elsewhere = fleet.definitions.some(({ name }) => name === service);
    const near = didYouMean(service, running);
    return {
      rule: 'service-unknown',
      severity: 'error',
      message: elsewhere ? `"${service}" does not run in "${environment}"` : `"${service}" is no service of the fleet`,
      why: 'Nothing reads an image of it there. Nothing was done.',
      fix: near ? `Did you mean "${near}"?` : `One of: ${running.join(', ')}.`,
    };
  });
  if (findings.length > 0) throw new Failure(...findings);
}
