/** How a page is shown while axe-core looks at it. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly screen: 'desktop' | 'phone';
  /** The rules that depend on it; all rules of WCAG if undefined. */
  readonly rules?: readonly string[];
}

const ofColours = ['color-contrast', 'link-in-text-block'];
const ofLayout = ['target-size', 'scrollable-region-focusable'];

/** Colours differ by scheme, sizes by screen. The other rules give the same result everywhere. */
export const looks: readonly Look[] = [
  { scheme: 'light', screen: 'desktop' },
  { scheme: 'dark', screen: 'desktop', rules: ofColours },
  { scheme: 'light', screen: 'phone', rules: [...ofColours, ...ofLayout] },
  { scheme: 'dark', screen: 'phone', rules: ofColours },
];

/** The screens, in CSS pixels. */
export const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** WCAG 2.2 AA. Best practices beyond it are left out. */
export const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The looks in which a rule is run. */
export const looksOf = (rule: string) => looks.filter(({ rules }) => rules?.includes(rule) ?? true);

/** Whether the text of an author decides a rule. Templates decide the others. */
export const isWritten = (tags: readonly string[]) => tags.some((tag) => written.has(tag));

const written = new Set(['cat.text-alternatives', 'cat.name-role-value', 'cat.tables']);
