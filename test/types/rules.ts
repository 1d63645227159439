// Rules are named by their id wherever an author names one.
import { accept, type FleetSpec } from '@eco2/manifests';

type Checks = NonNullable<FleetSpec<Record<string, never>>['checks']>;

accept('node-capacity', 'rarely full at once', { until: '2027-03-31' });
// @ts-expect-error a rule that there is not
accept('node-capacty', 'rarely full at once');

export const checks: Checks = { 'image-digest': 'on', 'key-missing': 'warning', 'hpa-target': 'off' };
// @ts-expect-error a rule that there is not
export const misspelt: Checks = { 'image-digst': 'on' };
// @ts-expect-error a severity that there is not
export const info: Checks = { 'image-digest': 'info' };
