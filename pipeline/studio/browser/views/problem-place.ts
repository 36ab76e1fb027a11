import type { ShownProblem } from '../../protocol/issues.ts';
import { hrefOf } from '../route.ts';
import { overview } from '../state.ts';
import type { TextKey } from '../texts/english.ts';

/** The settings of an issue, by the names of their fields. */
const settings: readonly string[] = [
  'date',
  'status',
  'number',
  'sendAt',
  'expires',
  'hold',
  'topics',
  'lists',
  'editions',
  'aliases',
  'withdrawn',
];

/** Where somebody can correct a problem in the studio. */
export interface ProblemPlace {
  readonly href: string;
  /** The text of a link to it. */
  readonly text: TextKey;
}

/** The desk or the settings where a problem can be corrected; undefined when that needs a text editor. */
export function placeOf({ code, file, locale, part }: ShownProblem): ProblemPlace | undefined {
  // A desk cannot change a file whose syntax is broken.
  if (code.endsWith('-syntax') && code !== 'locale-syntax') return undefined;
  const { source, issues = [] } = overview.value ?? {};
  const [, language, namespace] = /^locales\/([^/]+)\/([^/.]+)\./.exec(file ?? '') ?? [];
  if (language !== undefined && namespace !== undefined && language !== source)
    return { href: hrefOf({ page: 'texts' }, { locale: language, namespace }), text: 'toDesk' };
  const row = issues.find((each) => file?.startsWith(`content/${each.slug}/`));
  if (row === undefined || locale === undefined) return undefined;
  const { slug } = row;
  const at = part === undefined ? {} : { part };
  if (locale !== row.source) {
    // If the issue does not appear in the language of the file, no desk has that file.
    if (!row.editions.some((each) => each.locale === locale)) return undefined;
    return { href: hrefOf({ slug, tab: 'translate' }, { locale, ...at }), text: 'toDesk' };
  }
  if (settings.includes(part ?? '') || part?.startsWith('corrections.'))
    return { href: hrefOf({ slug, tab: 'settings' }, at), text: 'toSetting' };
  return { href: hrefOf({ slug, tab: 'write' }, at), text: 'toText' };
}
