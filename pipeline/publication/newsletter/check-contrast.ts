import type { Place } from '../../foundation/problems/place.ts';
import { type Reading, valueAt } from '../../foundation/sources/reading.ts';
import type { ReadTheme } from '../themes/read-theme.ts';
import { themeSchema } from '../themes/theme-schema.ts';
import { contrast } from './contrast.ts';

const pairs = [
  ['text', 'surface'],
  ['muted', 'surface'],
  ['text', 'background'],
  ['muted', 'background'],
  ['accent', 'background'],
  ['accent', 'surface'],
  ['onAccent', 'accent'],
] as const;

/**
 * Checks the colours of a theme for contrast: text needs 4.5:1 (WCAG 2.1, 1.4.3). `value` is the theme,
 * merged with the themes that it extends.
 */
export function checkContrast({ tree, report }: Reading, value: unknown, themes: readonly ReadTheme[]): void {
  const { data: theme } = themeSchema.safeParse(value);
  for (const mode of theme ? (['light', 'dark'] as const) : []) {
    for (const [front, back] of pairs) {
      const colours = theme?.[mode];
      const ratio = colours ? contrast(colours[front], colours[back]) : 21;
      if (ratio >= 4.5) continue;
      const place = findColour(tree, themes, mode, [front, back]) ?? tree.place(['theme', mode, front]);
      report.add('theme-contrast', { pair: `theme.${mode}: ${front} on ${back}`, ratio, least: 4.5 }, place);
    }
  }
}

/**
 * The place of the first of these colours that is set in newsletter.yaml, or else in the last theme that sets
 * one.
 */
function findColour(
  tree: Reading['tree'],
  themes: readonly ReadTheme[],
  mode: 'light' | 'dark',
  names: readonly string[],
): Place | undefined {
  const files = [
    { tree, above: ['theme'] },
    ...themes.toReversed().map((theme) => ({ tree: theme.tree, above: [] })),
  ];
  for (const { tree, above } of files) {
    // A colour that is not set here is inherited, so the mistake is in the one that is set.
    const chosen = names.find((name) => valueAt(tree?.value, [...above, mode, name]) !== undefined);
    if (chosen !== undefined) return tree?.place([...above, mode, chosen]);
  }
  return undefined;
}
