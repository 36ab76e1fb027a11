import { createHash } from 'node:crypto';

/** Has compiled forms, by the start of the mails that they belong to. */
export interface FormSource {
  read(start: string): Promise<string | undefined>;
}

/** Keeps compiled forms for later processes. */
export interface FormStore extends FormSource {
  write(start: string, forms: string): Promise<void>;
}

/** Stores bytes by key. */
interface ByteStore {
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}

/**
 * Keeps forms in a cache. It must belong to the version of MJML and of Courant's code that made them. An entry
 * that was truncated or changed on disk counts as missing, and so does one with the forms of other mails.
 */
export function openFormStore(cache: ByteStore): FormStore {
  return {
    async read(start) {
      const bytes = await cache.read(sha256(start));
      const text = bytes && Buffer.from(bytes).toString();
      const end = text?.indexOf('\n') ?? -1;
      const forms = text?.slice(end + 1) ?? '';
      return end > 0 && text?.slice(0, end) === sha256(start + forms) ? forms : undefined;
    },
    async write(start, forms) {
      await cache.write(sha256(start), Buffer.from(`${sha256(start + forms)}\n${forms}`));
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
