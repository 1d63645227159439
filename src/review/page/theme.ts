import { byId } from './dom.js';

const KEY = 'eco-review-theme';

/** Dark or light: as the system says, until the reader chooses. */
export function setUpTheme(): () => void {
  const root = document.documentElement;
  const button = byId('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const say = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
  };
  const known = stored();
  if (known) root.dataset.theme = known;
  say();
  system.addEventListener('change', say);
  const toggle = () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    store(root.dataset.theme);
    say();
  };
  button.addEventListener('click', toggle);
  return toggle;
}

// A browser may refuse a file its storage: then the choice lasts as long as the page.
function stored(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See above.
  }
}
