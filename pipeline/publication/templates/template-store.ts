import { createHash } from 'node:crypto';
import { readKept, writeKept } from '../../foundation/files/kept-file.ts';

/** What a process keeps about templates for later processes, which then need not parse and compile them. */
export interface TemplateStore {
  /** Whether a template with this text could be parsed. */
  isSound(text: string): boolean;
  keepSound(text: string): void;
  /** The compiled code of a template. With `raw`, its values are not escaped for HTML. */
  code(text: string, raw: boolean): string | undefined;
  keepCode(text: string, raw: boolean, code: string): void;
  /** Writes everything that this process used into the file, if the file does not have exactly that. */
  save(): void;
}

/** The code by the hash of the template; empty for a template that was only parsed. */
type Kept = Readonly<Record<string, string>>;

/**
 * Opens a store in a file. It must belong to the versions of Handlebars and of Courant's code that wrote it. A
 * file that is missing, or that was truncated or changed on disk, counts as empty.
 */
export function openTemplateStore(path: string): TemplateStore {
  const kept = readKept<Kept>(path) ?? {};
  const used = new Map<string, string>();
  let isChanged = false;
  const use = (key: string) => {
    const code = Object.hasOwn(kept, key) ? kept[key] : used.get(key);
    if (code !== undefined) used.set(key, code);
    return code;
  };
  const keep = (key: string, code: string) => {
    isChanged = true;
    used.set(key, code);
  };
  return {
    isSound: (text) => use(keyOf(text)) !== undefined,
    keepSound: (text) => keep(keyOf(text), ''),
    code: (text, raw) => use(keyOf(text, raw)),
    keepCode: (text, raw, code) => keep(keyOf(text, raw), code),
    save() {
      if (isChanged) writeKept(path, Object.fromEntries([...used].sort()));
    },
  };
}

function keyOf(text: string, raw?: boolean): string {
  return createHash('sha256').update(`${raw}\n${text}`).digest('base64url');
}
