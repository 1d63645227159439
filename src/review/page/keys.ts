import { byId } from './dom.js';

/** What the keys do. */
export interface Actions {
  readonly search: () => void;
  readonly move: (by: 1 | -1) => void;
  readonly toggle: () => void;
  readonly filter: (number: number) => void;
  readonly environment: () => void;
  readonly theme: () => void;
  readonly clear: () => void;
}

/** Keys of the page; none is taken from a field that the reader types in, nor from the browser's own combinations. */
export function setUpKeys(actions: Actions): void {
  const dialog = byId('keys');
  if (!(dialog instanceof HTMLDialogElement)) return;
  byId('help').addEventListener('click', () => dialog.showModal());
  dialog.querySelector('button')?.addEventListener('click', () => dialog.close());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const { target } = event;
    if (target instanceof HTMLInputElement && event.key !== 'Escape') return;
    const action = actionOf(event.key, actions, () => dialog.showModal());
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function actionOf(key: string, actions: Actions, help: () => void): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) return () => actions.filter(Number(key));
  switch (key) {
    case '/':
      return actions.search;
    case 'j':
      return () => actions.move(1);
    case 'k':
      return () => actions.move(-1);
    case 'o':
      return actions.toggle;
    case 'e':
      return actions.environment;
    case 't':
      return actions.theme;
    case 'Escape':
      return actions.clear;
    case '?':
      return help;
    default:
      return undefined;
  }
}
