import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address, Email } from 'postal-mime';
import type { Mail, MailRow } from './protocol/mail.ts';

/** How many messages to list, newest first. */
const most = 500;

/** Reads the messages in the outbox as a mail program would. */
export class Inbox {
  readonly #folder: string;
  readonly #rows = new Map<string, MailRow>();

  /** `folder` is the outbox, which has a folder for each issue. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The messages that match a search, newest first. */
  async list(search = ''): Promise<{ total: number; rows: MailRow[] }> {
    const files = await this.#files();
    const rows = await Promise.all(files.slice(0, most).map((file) => this.#row(file)));
    const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ subject, from, to, issue }: MailRow) => {
      const text = `${subject} ${from} ${to} ${issue}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    };
    return { total: files.length, rows: rows.filter(fits) };
  }

  async read(id: string): Promise<(Mail & { html: string | undefined }) | undefined> {
    const file = (await this.#files()).find((each) => each.id === id);
    if (file === undefined) return undefined;
    const bytes = await readFile(file.path);
    const email = await parseMail(bytes);
    return {
      ...rowOf(file, email),
      headers: email.headers.map(({ key, value, originalKey }) => ({ name: originalKey ?? key, value })),
      text: email.text ?? '',
      raw: bytes.toString('utf8'),
      hasHtml: email.html !== undefined,
      html: email.html,
    };
  }

  async #row(file: MailFile): Promise<MailRow> {
    const key = `${file.id} ${file.date}`;
    const known = this.#rows.get(key);
    if (known) return known;
    const bytes = await readFile(file.path);
    const end = bytes.indexOf('\r\n\r\n');
    const row = rowOf(file, await parseMail(bytes.subarray(0, end < 0 ? bytes.length : end + 4)));
    this.#rows.set(key, row);
    return row;
  }

  async #files(): Promise<MailFile[]> {
    const files: MailFile[] = [];
    for (const issue of await listFolder(this.#folder)) {
      for (const name of await listFolder(join(this.#folder, issue))) {
        if (!name.endsWith('.eml')) continue;
        const path = join(this.#folder, issue, name);
        const { mtimeMs, size } = await stat(path);
        files.push({ id: `${issue}/${name}`, issue, path, date: Math.round(mtimeMs), bytes: size });
      }
    }
    return files.sort((a, b) => b.date - a.date || (a.id < b.id ? -1 : 1));
  }
}

/** The parser loads with the first message, because most people who open the studio read no mail. */
async function parseMail(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(bytes);
}

interface MailFile {
  readonly id: string;
  readonly issue: string;
  readonly path: string;
  readonly date: number;
  readonly bytes: number;
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Nothing has been sent yet, or the entry is a file.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function rowOf({ id, issue, date, bytes }: MailFile, email: Email): MailRow {
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? '';
  const mailbox = (box: Address | undefined) =>
    box?.name ? `${box.name} <${box.address ?? ''}>` : (box?.address ?? '');
  return {
    id,
    issue,
    subject: email.subject ?? '',
    from: mailbox(email.from),
    to: (email.to ?? []).map(mailbox).join(', '),
    language: header('content-language'),
    date,
    bytes,
  };
}
