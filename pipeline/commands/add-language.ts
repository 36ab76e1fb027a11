import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rootsOf } from '../check/open-publication.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { isObject, valueAt } from '../foundation/sources/reading.ts';
import { direction, nativeName } from '../publication/locales/direction.ts';
import { canonicalTag } from '../publication/locales/language-tag.ts';
import { planLanguage } from '../publication/locales/plan-language.ts';
import { pluralCategories } from '../publication/locales/plurals.ts';
import { localisedFields } from '../publication/newsletter/check-newsletter.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { layersOf } from '../publication/publication.ts';
import { openNewsletter } from './open-newsletter.ts';

/** Writes the interface texts for another language, and prints the remaining steps. */
export async function addLanguage(
  context: CommandContext,
  tag: string,
  { json }: { readonly json?: boolean },
): Promise<ExitCode> {
  const { root, terminal } = context;
  const locale = canonicalTag(tag);
  if (locale === undefined) return fail('language-tag', { tag });
  const newsletter = await openNewsletter(context);
  const { source } = newsletter.languages;
  const { from, files } = await planLanguage(layersOf(rootsOf(context)), { locale, source });
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const untranslated = files.reduce((sum, file) => sum + file.untranslated, 0);
  const fields = fieldsToFill(newsletter, locale);
  if (json) {
    terminal.print(
      JSON.stringify({ locale, from, files: files.map(({ path }) => path), untranslated, fields }),
    );
    return 0;
  }
  const known = `${direction(locale) === 'rtl' ? 'right' : 'left'}-to-${direction(locale) === 'rtl' ? 'left' : 'right'}`;
  terminal.print(
    `${nativeName(locale)} (${locale}): ${known}, plural forms ${pluralCategories(locale).join(', ')}.`,
  );
  for (const { path, untranslated } of files)
    terminal.print(untranslated > 0 ? `${path}  ${plural(untranslated, 'text')} to translate` : path);
  if (files.length === 0) terminal.print('Its interface texts are complete: no file is needed.');
  else if (from !== source)
    terminal.print(`The texts are copied from "${from}". Change those that differ in this language.`);
  if (untranslated > 0)
    terminal.print(
      `Each text is a copy in "${source}" until you translate it: in these files, or in the studio ("courant studio"). The edition in "${locale}" waits until all of them are done.`,
    );
  if (!newsletter.languages.editions.includes(locale))
    terminal.print(`In newsletter.yaml, add "${locale}" to languages.editions.`);
  if (fields.length > 0)
    terminal.print(`In newsletter.yaml, add a text in "${locale}" to: ${fields.join(', ')}.`);
  return 0;
}

/** The fields of newsletter.yaml that have a text for each language and still lack one for this language. */
function fieldsToFill(newsletter: Newsletter, locale: string): string[] {
  const texts: readonly (readonly [string, unknown])[] = [
    ...localisedFields.map((path) => [path.join('.'), valueAt(newsletter, path)] as const),
    ...newsletter.lists.flatMap(
      (list) =>
        [
          [`lists.${list.id}.name`, list.name],
          [`lists.${list.id}.description`, list.description],
        ] as const,
    ),
  ];
  return texts.filter(([, text]) => isObject(text) && !Object.hasOwn(text, locale)).map(([field]) => field);
}
