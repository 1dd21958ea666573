import { effect, signal } from '@preact/signals';

/** The theme: light, dark, or as the system has it. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'whatsapp-simulator-theme';

export const theme = signal<Theme>(stored());

/** Whether the page is dark at present. */
export function isDark(): boolean {
  if (theme.value !== 'system') return theme.value === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Turns from light to dark and back; where that is what the system has, follows the system again. */
export function toggleTheme(): void {
  const next = isDark() ? 'light' : 'dark';
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  theme.value = next === system ? 'system' : next;
}

/** Keeps the document and the browser's memory in step with {@link theme}. */
export function applyTheme(): void {
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme.value;
    try {
      localStorage.setItem(KEY, theme.value);
    } catch {
      // Storage is switched off: the theme lasts until the page is closed.
    }
  });
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}
