import type { Resources } from '@eco2/manifests';

export const small: Resources = { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] };
export const medium: Resources = { cpu: ['200m', '500m'], memory: ['256Mi', '512Mi'] };
/** A data store on a t3.small of its own. Its memory is all there from the start: nothing else may take it. */
export const ownNode: Resources = { cpu: ['500m', '1500m'], memory: ['1Gi', '1Gi'] };
export const laptop: Resources = { cpu: ['100m', '1000m'], memory: ['256Mi', '512Mi'] };
