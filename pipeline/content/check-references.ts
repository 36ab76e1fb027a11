import type { ParsedDocument } from './parse-document.ts';

/**
 * Holds what a document says of other issues against those that there are: a story leads to one, and an alias is
 * the name of none. `taken` has the issue that each name belongs to; the aliases found here are added to it.
 */
export function checkReferences(document: ParsedDocument, slug: string, taken: Map<string, string>): void {
  const { tree, report } = document.reading;
  for (const { raw, path } of document.stories) {
    const target = raw['issue'];
    // An issue's own name is its own; an alias is another's.
    if (typeof target !== 'string' || taken.get(target) === target) continue;
    const known = [...new Set(taken.values())];
    report.add('issue-unknown', { slug: target, known }, tree.place([...path, 'issue']));
  }
  const aliases = document.fields?.['aliases'];
  for (const [index, alias] of Array.isArray(aliases) ? aliases.entries() : []) {
    const other = taken.get(alias);
    if (other === undefined) taken.set(alias, slug);
    else if (other !== slug)
      report.add('address-taken', { slug: alias, other }, tree.place(['aliases', index]));
  }
}
