import { atAddress } from '../../../../src/checks/rules/delivery/at-address.js';
import { findings } from '../../findings.js';

const at = (address: string) => findings(atAddress, atAddress.wrong.replace('http://prometheus:9090', address));

test.each([
  'http://prometheus.monitoring:9090',
  'https://prometheus.example.com',
  'http://10.0.0.1:9090',
  'http://localhost:9090',
  '"{{args.address}}"',
])('%s is an address', (address) => {
  expect(at(address)).toEqual([]);
});

test.each(['http://prometheus', 'http://prometheus/api', 'https://prometheus:9090'])(
  '%s is a short name',
  (address) => {
    expect(at(address)).toHaveLength(1);
  },
);
