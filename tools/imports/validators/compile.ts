import type { StoreIndex } from '../../../imports/schema/store.js';
export function writeCompiled(_index: StoreIndex, _output: string): void {}
