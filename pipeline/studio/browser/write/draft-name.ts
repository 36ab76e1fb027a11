import { randomId } from '../random-id.ts';

/**
 * The name of the draft that the browser keeps for an open desk. Each desk has one, because two pages of an issue may
 * have different words.
 */
export interface DraftName {
  readonly name: string;
  /** Leaves the draft to the next desk of the issue. */
  release(): void;
}

const prefixOf = (slug: string) => `studio.write.${slug}/`;

/** The drafts of the desks that are open on this page. */
const own = new Set<string>();

/** The drafts of the desks that this page has closed. The browser may not have given up their locks yet. */
const released = new Set<string>();

/** Names the draft of a desk that opens. Other pages see by a lock that the desk is open. */
export function nameDraft(slug: string): DraftName {
  const name = prefixOf(slug) + randomId();
  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  // Browsers offer locks only over HTTPS and on this machine.
  if ('locks' in navigator) void navigator.locks.request(name, () => closed);
  own.add(name);
  return {
    name,
    release() {
      own.delete(name);
      released.add(name);
      end();
    },
  };
}

/** Gives a desk that opens the draft of one that was closed before its words were in the file. Returns whether there is one. */
export async function takeDraft(slug: string, { name }: DraftName): Promise<boolean> {
  const locks = 'locks' in navigator ? ((await navigator.locks.query()).held ?? []) : [];
  const open = new Set([...locks.map((lock) => lock.name), ...own]);
  const left = Object.keys(localStorage).find(
    (each) => each.startsWith(prefixOf(slug)) && (released.has(each) || !open.has(each)),
  );
  const text = left === undefined ? null : localStorage.getItem(left);
  if (left === undefined || text === null) return false;
  localStorage.removeItem(left);
  localStorage.setItem(name, text);
  return true;
}
