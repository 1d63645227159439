import type { Resources } from '@eco2/manifests';

export const small: Resources = { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] };
export const medium: Resources = { cpu: ['200m', '500m'], memory: ['256Mi', '512Mi'] };
