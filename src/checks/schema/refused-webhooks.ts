import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** Fields of a webhook that take one of a few words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  sideEffects: ['None', 'NoneOnDryRun'],
  failurePolicy: ['Fail', 'Ignore'],
  matchPolicy: ['Exact', 'Equivalent'],
  reinvocationPolicy: ['Never', 'IfNeeded'],
};
const OPERATIONS = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'];

/**
 * What the API server refuses of admission webhooks, and calls of theirs that lead nowhere.
 * Source: Kubernetes, pkg/apis/admissionregistration/validation/validation.go; pkg/util/webhook, ValidateWebhookService.
 */
export function* refusedWebhooks(set: ManifestSet): Iterable<Report> {
  for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])
    for (const hook of set.fields(kind).flatMap((manifest) => manifest.items('webhooks'))) {
      yield* settings(hook);
      yield* client(set, hook.at('clientConfig'));
    }
}

function* settings(hook: Field): Iterable<Report> {
  const [name, timeout] = [hook.at('name'), hook.at('timeoutSeconds')];
  if (name.text !== undefined && name.text.split('.').length < 3)
    yield report(name, `"${name.text}" has fewer than three parts between dots`, {
      fix: `Write a full name, such as ${name.text}.example.com.`,
    });
  if (timeout.number !== undefined && (timeout.number < 1 || timeout.number > 30))
    yield report(timeout, `"timeoutSeconds" is ${timeout.number}, allowed are 1 to 30`, { fix: 'Write up to 30.' });
  for (const [field, words] of Object.entries(WORDS)) yield* word(hook.at(field), words);
  for (const operation of hook.items('rules').flatMap((rule) => rule.items('operations')))
    yield* word(operation, OPERATIONS);
}

function* word(field: Field, words: readonly string[]): Iterable<Report> {
  const { text } = field;
  if (text === undefined || words.includes(text) || text.includes('{{')) return;
  const near = words.find((one) => one.toLowerCase() === text.toLowerCase()) ?? didYouMean(text, words);
  yield report(field, `"${text}" is not one of ${listed(words)}`, { fix: near && `Did you mean "${near}"?` });
}

function* client(set: ManifestSet, config: Field): Iterable<Report> {
  const [url, service] = [config.at('url'), config.at('service')];
  if (config.exists && url.exists === service.exists)
    yield report(config, `"clientConfig" has ${url.exists ? 'url and service' : 'neither url nor service'}`, {
      fix: url.exists ? 'Keep one of the two.' : 'Say which Service answers.',
    });
  const path = service.at('path');
  if (path.text && !path.text.startsWith('/'))
    yield report(path, `"path" is "${path.text}", which does not begin with "/"`, { fix: `Write /${path.text}.` });
  const called = set.find('Service', service.at('namespace').text, service.at('name').text ?? '');
  if (!called) return;
  const ports = fieldOf(called)
    .items('spec.ports')
    .map((port) => port.at('port').number);
  const [at, port] = [service.at('port'), service.at('port').number ?? 443];
  if (ports.length === 0 || ports.includes(port)) return;
  yield report(at.exists ? at : service, `Service "${called.ref.name}" has no port ${port}, only ${ports.join(', ')}`, {
    why: 'The API server cannot ask the webhook: with failurePolicy Fail it refuses all that the rules match.',
    fix: at.exists ? 'Name a port of the Service.' : `Add port: ${ports[0]}: without one it is 443.`,
  });
}
