import type { Context } from 'hono';

/** The fields of a form, by name; files are left out. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** The first value of a field, without blanks around it; empty when it is not there. */
export function fieldOf(form: Form, name: string): string {
  return form.get(name)?.[0]?.trim() ?? '';
}

/** Reads a form, urlencoded or multipart. Undefined when the body is neither, or broken. */
export async function readForm(c: Context): Promise<Form | undefined> {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return group(new URLSearchParams(await c.req.text()));
  if (type !== 'multipart/form-data') return undefined;
  try {
    return group(await c.req.formData());
  } catch (error) {
    // A body that is not what its header says; the caller answers that.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function group(entries: Iterable<[string, unknown]>): Form {
  const form = new Map<string, string[]>();
  for (const [name, value] of entries) {
    if (typeof value !== 'string') continue;
    form.set(name, [...(form.get(name) ?? []), value.replaceAll('\0', '')]);
  }
  return form;
}
