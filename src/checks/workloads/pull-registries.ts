import { text } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import { type Reference, targetManifest } from '../../manifest/references.js';

const KEY = '.dockerconfigjson';

/** Registries for which a pull secret holds credentials; undefined where they cannot be told. */
export function registriesOf(edge: Reference): readonly string[] | undefined {
  const maker = targetManifest(edge);
  if (!maker) return undefined;
  const { object, ref } = maker;
  const encoded = ref.kind === 'Secret' ? text(object, ['data', KEY]) : undefined;
  const written =
    encoded === undefined
      ? (text(object, ['stringData', KEY]) ?? fieldOf(maker, ['spec', 'target', 'template', 'data', KEY]).text)
      : Buffer.from(encoded, 'base64').toString('utf8');
  const [, auths] = /"auths"\s*:\s*\{([\s\S]*)/.exec(written ?? '') ?? [];
  // A name that a template fills in may be any.
  if (auths === undefined || /"[^"]*\{\{[^"]*"\s*:/.test(auths)) return undefined;
  const hosts = [...auths.matchAll(/"((?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[\w./-]*)?)"\s*:\s*\{/g)];
  return hosts.length === 0 ? undefined : hosts.map(([, host = '']) => registryOf(host));
}

/** `docker.io` of `https://index.docker.io/v1/`. Source: Docker, "docker login". */
function registryOf(written: string): string {
  const host = written.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return /^(?:index|registry-1|registry)\.docker\.io$/.test(host) ? 'docker.io' : host;
}
