import { effect, signal } from '@preact/signals-core';

/** The studio's colour scheme: the system's, or the chosen one. */
export const theme = signal(localStorage.getItem('studio.theme') ?? 'auto');

export function chooseTheme(name: string): void {
  localStorage.setItem('studio.theme', name);
  theme.value = name;
}

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
