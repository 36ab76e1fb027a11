/** The colour scheme and the screen with which axe-core examines a page. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly screen: 'desktop' | 'phone';
  /** The rules to run with this look; undefined for all rules of WCAG. */
  readonly rules?: readonly string[];
}

const ofColours = ['color-contrast', 'link-in-text-block'];
const ofLayout = ['target-size', 'scrollable-region-focusable'];

/** Colours depend on the scheme and sizes on the screen. All other rules give the same result everywhere. */
export const looks: readonly Look[] = [
  { scheme: 'light', screen: 'desktop' },
  { scheme: 'dark', screen: 'desktop', rules: ofColours },
  { scheme: 'light', screen: 'phone', rules: [...ofColours, ...ofLayout] },
  { scheme: 'dark', screen: 'phone', rules: ofColours },
];

/** The screens, in CSS pixels. */
export const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** WCAG 2.2 AA, without the best practices that axe-core adds to it. */
export const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The colour schemes and screens with which a rule runs. */
export const looksOf = (rule: string) => looks.filter(({ rules }) => rules?.includes(rule) ?? true);

/** Whether the result of a rule depends on an author's text, and not only on templates. */
export const isWritten = (tags: readonly string[]) => tags.some((tag) => written.has(tag));

const written = new Set(['cat.text-alternatives', 'cat.name-role-value', 'cat.tables']);
