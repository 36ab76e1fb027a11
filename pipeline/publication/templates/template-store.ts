import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readKept, writeKept } from '../../foundation/files/kept-file.ts';

/**
 * What a template is compiled for: HTML, plain text whose values are not escaped, or a preview in which each block
 * begins with a mark.
 */
export type CodeKind = 'html' | 'text' | 'preview';

/** What is known about templates before a process parses them. */
export interface TemplateSource {
  /** Whether a template with this text could be parsed. */
  isSound(text: string): boolean;
  /** The compiled code of a template. */
  code(text: string, kind: CodeKind): string | undefined;
  /** What a check of a set of templates kept, by everything on which its result depends. */
  check(set: string): string | undefined;
}

/** What a process keeps about templates for later processes, which then need not parse, check and compile them. */
export interface TemplateStore extends TemplateSource {
  keepSound(text: string): void;
  keepCode(text: string, kind: CodeKind, code: string): void;
  keepCheck(set: string, result: string): void;
  /** Writes everything that this process used into the file, if the file does not have exactly that. */
  save(): void;
}

/** What is kept, by a hash. It is empty for a template that was only parsed. */
type Kept = Readonly<Record<string, string>>;

/** The file of the published package with the templates of Courant's own themes. The repository has none. */
const shippedFile = fileURLToPath(new URL('./shipped-templates', import.meta.url));

/** The templates that the package contains. They are read when a process first needs one. */
export const shippedTemplates: TemplateSource = openShippedTemplates(shippedFile);

/** Opens the file of a package. If it is missing or damaged, it counts as empty. */
export function openShippedTemplates(path: string): TemplateSource {
  let shipped: Kept | undefined;
  const find = (key: string) => {
    shipped ??= readKept<Kept>(path) ?? {};
    return Object.hasOwn(shipped, key) ? shipped[key] : undefined;
  };
  return sourceOf(find);
}

/**
 * Opens a store in a file. It must belong to the versions of Handlebars and of Courant's code that wrote it. A
 * file that is missing, or that was truncated or changed on disk, counts as empty. The store has no copy of what
 * the package contains.
 */
export function openTemplateStore(path: string, shipped = shippedTemplates): TemplateStore {
  const kept = readKept<Kept>(path) ?? {};
  const used = new Map<string, string>();
  let isChanged = false;
  const own = sourceOf((key) => {
    const value = Object.hasOwn(kept, key) ? kept[key] : used.get(key);
    if (value !== undefined) used.set(key, value);
    return value;
  });
  const keep = (key: string, value: string) => {
    isChanged = true;
    used.set(key, value);
  };
  return {
    isSound: (text) => shipped.isSound(text) || own.isSound(text),
    code: (text, kind) => shipped.code(text, kind) ?? own.code(text, kind),
    check: (set) => shipped.check(set) ?? own.check(set),
    keepSound: (text) => keep(keyOf('sound', text), ''),
    keepCode: (text, kind, code) => keep(keyOf(kind, text), code),
    keepCheck: (set, result) => keep(keyOf('check', set), result),
    save() {
      if (isChanged) writeKept(path, Object.fromEntries([...used].sort()));
    },
  };
}

function sourceOf(find: (key: string) => string | undefined): TemplateSource {
  return {
    isSound: (text) => find(keyOf('sound', text)) !== undefined,
    code: (text, kind) => find(keyOf(kind, text)),
    check: (set) => find(keyOf('check', set)),
  };
}

function keyOf(kind: CodeKind | 'sound' | 'check', text: string): string {
  return createHash('sha256').update(`${kind}\n${text}`).digest('base64url');
}
