import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';

/** Modules with the classes that overrides name fields of; those of custom resources take a while to load. */
const modules: readonly (() => object)[] = [
  () => k8s,
  () => require('../../../imports/argoproj.io.js'),
  () => require('../../../imports/flagger.app.js'),
  () => require('../../../imports/gateway.networking.k8s.io.js'),
  () => require('../../../imports/monitoring.coreos.com.js'),
  () => require('../../../imports/networking.istio.io.js'),
];

/**
 * Fields of an L1 class by its name, `PodSpec`, as its module writes them; none of a name that no module has.
 */
export function classFields(name: string): readonly string[] {
  for (const load of modules) {
    const write: unknown = Object.entries(load()).find(([key]) => key === `toJson_${name}`)?.[1];
    if (typeof write !== 'function') continue;
    // What it reads of an object in which everything is absent.
    const names = new Set<string>();
    const absent = new Proxy({}, { get: (_, field) => void names.add(String(field)) });
    Reflect.apply(write, undefined, [absent]);
    return [...names];
  }
  return [];
}
