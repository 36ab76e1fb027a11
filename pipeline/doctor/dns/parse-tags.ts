/** A tag=value list (RFC 6376, 3.2), the form of DKIM, DMARC, MTA-STS, TLS-RPT and BIMI records. */
export interface TagList {
  readonly tags: ReadonlyMap<string, string>;
  /** The first tag in the record. */
  readonly first: string | undefined;
  /** The faults of the list, each in a few words. */
  readonly faults: readonly string[];
}

export function parseTags(text: string): TagList {
  const tags = new Map<string, string>();
  const faults: string[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [, name, value = ''] = /^\s*([a-z][a-z0-9_]*)\s*=\s*([\s\S]*?)\s*$/i.exec(part) ?? [];
    const tag = name?.toLowerCase();
    if (tag === undefined) faults.push(`"${part.trim().slice(0, 40)}" is not a tag with a value`);
    else if (tags.has(tag)) faults.push(`it has the tag ${tag}= twice`);
    else tags.set(tag, value);
  }
  return { tags, first: tags.keys().next().value, faults };
}
