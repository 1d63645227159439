import type { Field } from '../../manifest/field.js';
import { type Report, report } from '../rule.js';

/**
 * What the scaler of RabbitMQ refuses beside a queue that is not named.
 * Source: KEDA, pkg/scalers/rabbitmq_scaler.go, parseTrigger and getConnectionAndChannel, 2.0 to 2.18.
 */
export function* refusedRabbit(trigger: Field): Iterable<Report> {
  const metadata = trigger.at('metadata');
  const [mode, value, old] = ['mode', 'value', 'queueLength'].map((key) => metadata.at(key));
  if (!mode || !value || !old) return;
  const why = 'KEDA refuses the trigger ("error parsing rabbitmq metadata"), and with it the whole object.';
  const text = mode.text ?? '';
  if (mode.exists && !/[{$]/.test(text) && !MODES.includes(text)) {
    const near = MODES.find((one) => one.toLowerCase() === text.toLowerCase());
    yield report(mode, `the scaler of RabbitMQ has no mode "${text}"`, {
      severity: near === undefined ? 'warning' : undefined,
      why,
      fix: near === undefined ? `One of ${MODES.join(', ')}.` : `Did you mean "${near}"?`,
    });
  }
  if (old.exists && (mode.exists || value.exists))
    yield report(old, '"queueLength" stands beside "mode" or "value"', { why, fix: 'mode: QueueLength, value: "10"' });
  else if (mode.exists !== value.exists) {
    const [there, lacking] = mode.exists ? ['mode', 'value'] : ['value', 'mode'];
    yield report(metadata, `the trigger of type "rabbitmq" has "${there}" and no "${lacking}"`, {
      why,
      fix: `Add ${lacking}${lacking === 'mode' ? ': QueueLength' : ''}.`,
    });
  }
  const [protocol, host] = [metadata.at('protocol'), metadata.at('host').text ?? ''];
  const scheme = /^(amqp|http)s?:\/\//.exec(host)?.[1];
  if (scheme !== undefined && /^(?:amqp|http)$/.test(protocol.text ?? '') && protocol.text !== scheme)
    yield report(protocol, `the trigger speaks "${protocol.text}", and its host begins with "${scheme}://"`, {
      why: 'KEDA cannot ask the broker: the workload keeps the replicas it has.',
      fix: `protocol: ${scheme}, or the host that answers to it.`,
    });
}

const MODES = [
  'QueueLength',
  'MessageRate',
  'DeliverGetRate',
  'PublishedToDeliveredRatio',
  'ExpectedQueueConsumptionTime',
];
