import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import { isObject } from '../foundation/sources/reading.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/**
 * The language that an issue is written in. This is the source language of the publication, if the issue has
 * a file in it; otherwise the first language whose file says that the issue does not appear in the source
 * language. Undefined if there is none.
 */
export async function findSource(
  files: Files,
  slug: string,
  { source, editions }: Pick<Newsletter['languages'], 'source' | 'editions'>,
): Promise<string | undefined> {
  const names = (await files.list(`content/${slug}`)).map(({ name }) => name);
  const present = [...new Set([source, ...editions])].filter((locale) => names.includes(`${locale}.yaml`));
  if (present[0] === source) return source;
  for (const locale of present) {
    // The problems of the file are reported when the issue is read.
    const text = await readSource(files, `content/${slug}/${locale}.yaml`, 'an article', new Report());
    const value = text && parseYaml(text, new Report())?.tree.value;
    const own = isObject(value) ? value['editions'] : undefined;
    if (Array.isArray(own) && own.includes(locale) && !own.includes(source)) return locale;
  }
  return undefined;
}
