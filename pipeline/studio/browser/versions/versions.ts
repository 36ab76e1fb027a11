import { computed, signal } from '@preact/signals-core';
import type { IssueChanges, VersionsView } from '../../protocol/versions.ts';
import { getJson } from '../api.ts';
import { createInOrder } from '../in-order.ts';

/** What git says about the publication; undefined until the server has answered. */
export const versions = signal<VersionsView | undefined>(undefined);

const bySlug = computed(() => {
  const { issues = [], deleted = [] } = versions.value ?? {};
  return new Map([...deleted, ...issues].map((each) => [each.slug, each]));
});

/** The changes of an issue that are in no version. */
export function changesOf(slug: string): IssueChanges | undefined {
  return bySlug.value.get(slug);
}

const inOrder = createInOrder();

export async function loadVersions(): Promise<void> {
  try {
    const found = await inOrder(getJson<VersionsView>('/api/versions'));
    // The same versions do not draw the page again.
    const isNew = JSON.stringify(found?.answer) !== JSON.stringify(versions.peek());
    if (found && isNew) versions.value = found.answer;
  } catch {
    // The page already says that the studio is closed. It keeps showing the last data.
  }
}

/** The delay after a change, in ms. While somebody writes, files change often. */
const pause = 1000;
let isSoon = false;

/** Requests the versions a moment later, once for all changes until then. */
export function refreshVersions(): void {
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    void loadVersions();
  }, pause);
}

/** Somebody may have used git in a terminal in the meantime. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refreshVersions();
});
