import { rabbitmq } from './synth-store.js';

const file = (changes: Parameters<typeof rabbitmq>[0] = {}) => rabbitmq(changes).get('ConfigMap').data['10-store.conf'];

it('lets publishers wait before its memory or its disk is full', () => {
  expect(file()).toContain('vm_memory_high_watermark.absolute = 614MiB\n');
  expect(file()).toContain('disk_free_limit.absolute = 614MiB\n');
});

it('prints its log, and keeps no other', () => {
  expect(file()).toContain('log.console = true\n');
  expect(file()).toContain('log.file = false\n');
});

it('keeps its cookie off the volume, whose files the kubelet opens to the group', () => {
  const [server] = rabbitmq().get('StatefulSet').spec.template.spec.containers;
  const mounts = server.volumeMounts.map(({ mountPath, name }: { mountPath: string; name: string }) => [
    mountPath,
    name,
  ]);
  expect(mounts).toContainEqual(['/var/lib/rabbitmq', 'home']);
  expect(mounts).toContainEqual(['/var/lib/rabbitmq/mnesia', 'data']);
});

it('tells Prometheus of itself, without a container beside it', () => {
  const store = rabbitmq();
  expect(store.get('StatefulSet').spec.template.spec.containers).toHaveLength(1);
  expect(store.get('Service', 'mail-pods').spec.ports).toEqual([
    { name: 'metrics', port: 15692, targetPort: 'metrics' },
  ]);
});

it('takes another port everywhere at once', () => {
  const store = rabbitmq({ port: 5700 });
  const [server] = store.get('StatefulSet').spec.template.spec.containers;
  expect(store.get('ConfigMap').data['10-store.conf']).toContain('listeners.tcp.default = 5700\n');
  expect(server.ports[0]).toEqual({ name: 'amqp', containerPort: 5700 });
  expect(store.get('Service', 'mail').spec.ports[0]).toEqual({ name: 'amqp', port: 5700, targetPort: 'amqp' });
});

it('is asked seldom and patiently: each question starts an Erlang machine', () => {
  const [{ readinessProbe, livenessProbe }] = rabbitmq().get('StatefulSet').spec.template.spec.containers;
  expect(readinessProbe.exec.command).toEqual(['rabbitmq-diagnostics', '-q', 'check_running']);
  expect(livenessProbe.exec.command).toEqual(['rabbitmq-diagnostics', '-q', 'ping']);
  for (const { periodSeconds, timeoutSeconds } of [readinessProbe, livenessProbe]) {
    expect(timeoutSeconds).toBeGreaterThanOrEqual(10);
    expect(periodSeconds).toBeGreaterThanOrEqual(timeoutSeconds);
  }
});
