import { effect, signal } from '@preact/signals-core';

/** How the studio itself looks: as the system, or as was chosen. */
export const theme = signal(localStorage.getItem('studio.theme') ?? 'auto');

export function chooseTheme(name: string): void {
  localStorage.setItem('studio.theme', name);
  theme.value = name;
}

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
