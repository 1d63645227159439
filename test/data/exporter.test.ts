import { exporter } from '../../src/data/exporter.js';
import { drawn } from './drawn.js';

const container = drawn(exporter({ image: 'x:1', port: 9187, alive: '/', env: [], user: 65534 }));

it('takes no part in whether the store is ready', () => {
  expect(container.readinessProbe).toBeUndefined();
  expect(container.startupProbe).toBeUndefined();
  expect(container.livenessProbe.httpGet).toMatchObject({ path: '/' });
});

it('runs as the user of its own image, not as that of the server', () => {
  expect(container.securityContext).toMatchObject({ runAsUser: 65534, runAsGroup: 65534 });
});
