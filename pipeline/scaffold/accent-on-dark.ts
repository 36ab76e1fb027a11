import { contrast } from '../publication/newsletter/contrast.ts';

/** The contrast that text needs (WCAG 2.2, 1.4.3). */
const enough = 4.5;

/**
 * The accent for dark screens: the colour, lightened step by step until text in it is readable on all of
 * these backgrounds.
 */
export function accentOnDark(accent: string, grounds: readonly string[]): string {
  for (let share = 0; share < 1; share += 0.05) {
    const colour = lighten(accent, share);
    if (grounds.every((ground) => contrast(colour, ground) >= enough)) return colour;
  }
  return '#ffffff';
}

function lighten(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(value + (255 - value) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
