import { hostUses } from '../../manifest/hosts/host-uses.js';
import { describeRef } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { elasticSpeaksTls, madePorts } from '../references/made-ports.js';
import { type Report, report } from '../rule.js';
import { type FluentConfig, type Section, valueIn } from './fluent-config.js';

/** Variables that the container does not have. */
export function* unsetVariables({ container, field, sections }: FluentConfig): Iterable<Report> {
  if (container.field.items('envFrom').length > 0) return;
  const known = new Set([...container.env.map(({ name }) => name), 'HOSTNAME']);
  const text = sections.flatMap(({ entries }) => entries.map(([, value]) => value)).join('\n');
  for (const name of new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, one]) => one ?? ''))) {
    if (known.has(name) || /^KUBERNETES_/.test(name) || (field.text ?? '').includes(`@SET ${name}`)) continue;
    yield report(field, `"${container.name}" has no variable "${name}"`, {
      why: 'It is empty: the store refuses what is sent, or it goes elsewhere.',
      fix: `Add ${name} to env, or write the name of one that is there: ${[...known].join(', ')}.`,
    });
  }
}

/** Outputs to an Elasticsearch of the set: its port, and whether it speaks TLS. */
export function* otherStore(config: FluentConfig, set: ManifestSet): Iterable<Report> {
  for (const output of config.sections.filter(({ name }) => name === 'OUTPUT')) {
    const use = hostUses(set).find(
      ({ at, host, target }) =>
        at.manifest.ref.name === config.field.manifest.ref.name &&
        at.manifest.ref.namespace === config.field.manifest.ref.namespace &&
        host.host === valueIn(output, 'host') &&
        target.is === 'made' &&
        target.by.ref.kind === 'Elasticsearch',
    );
    if (use?.target.is !== 'made') continue;
    const { by } = use.target;
    yield* otherPort(config, output, madePorts(by, use.service.name), describeRef(by.ref));
    const isTls = /^(?:on|true|yes)$/i.test(valueIn(output, 'tls') ?? '');
    const speaks = elasticSpeaksTls(by.object);
    if (isTls !== speaks)
      yield report(
        config.field,
        `the output "${valueIn(output, 'name')}" has tls ${isTls ? 'On' : 'Off'}: ${describeRef(by.ref)} has TLS turned ${speaks ? 'on' : 'off'}`,
        {
          why: 'The handshake fails with the first byte: no log arrives.',
          fix: speaks ? 'tls On' : 'tls Off',
        },
      );
  }
}

function* otherPort(
  { field }: FluentConfig,
  output: Section,
  ports: readonly number[] | undefined,
  store: string,
): Iterable<Report> {
  const port = Number(valueIn(output, 'port') ?? 9200);
  if (!ports || ports.includes(port)) return;
  yield report(field, `the output "${valueIn(output, 'name')}" calls port ${port}: ${store} answers on ${ports[0]}`, {
    why: 'Nothing answers on that port: no log arrives.',
    fix: `Port ${ports[0]}`,
  });
}

/** The port of its own metrics and health, which the container declares otherwise. */
export function* otherHttpPort({ container, field, sections }: FluentConfig): Iterable<Report> {
  const service = sections.find(({ name }) => name === 'SERVICE');
  if (!service || !/^on$/i.test(valueIn(service, 'http_server') ?? '')) return;
  const port = Number(valueIn(service, 'http_port') ?? 2020);
  const declared = container.ports.flatMap((one) => one.port ?? []);
  if (declared.length === 0 || declared.includes(port)) return;
  yield report(field, `HTTP_Port is ${port}, and the container declares ${declared.join(', ')}`, {
    severity: 'warning',
    why: 'Whoever asks by the declared port, for metrics or health, is refused.',
    fix: `HTTP_Port ${declared[0]}, or containerPort: ${port}.`,
  });
}

/** Files that are read, or written to, where no volume of the container lies. */
export function* unmounted({ container, pod, field, sections }: FluentConfig): Iterable<Report> {
  const mounts = container.field.items('volumeMounts');
  const mountOf = (path: string) =>
    mounts.find((one) => path.startsWith(`${(one.at('mountPath').text ?? '').replace(/\/+$/, '')}/`));
  for (const tail of sections.filter((one) => one.name === 'INPUT' && valueIn(one, 'name') === 'tail')) {
    const [path = '', db = ''] = [valueIn(tail, 'path'), valueIn(tail, 'db')];
    const mount = mountOf(path);
    const volume = pod.spec.items('volumes').find((one) => one.at('name').text === mount?.at('name').text);
    const host = volume?.at('hostPath.path');
    if (path.startsWith('/var/log/') && !mount)
      yield report(field, `"${path}" is read, and no volume of "${container.name}" is mounted there`, {
        why: 'The folder is that of the image: no log is found.',
        fix: 'Mount the hostPath /var/log at /var/log.',
      });
    else if (
      path.startsWith('/var/log/containers/') &&
      host?.text &&
      !['/', '/var', '/var/log', '/var/log/containers'].includes(host.text.replace(/(.)\/+$/, '$1'))
    )
      yield report(host, `the logs of containers lie in "/var/log" of a node, not in "${host.text}"`, {
        why: 'The folder is empty: no log is found.',
        fix: 'path: /var/log',
      });
    if (db.startsWith('/fluent-bit/') && !mountOf(db))
      yield report(field, `"${db}" is written, and no volume of "${container.name}" is mounted there`, {
        why: 'The image has no such folder, and Fluent Bit makes none: it does not start, or begins anew at each start.',
        fix: `Mount an emptyDir at ${db.slice(0, db.lastIndexOf('/'))}.`,
      });
  }
}
