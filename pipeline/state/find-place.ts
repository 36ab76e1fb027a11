import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fail } from '../foundation/problems/problem.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import type { Store } from '../store/store.ts';
import { isBound } from './compare-ledger.ts';
import { folderPlace } from './folder-place.ts';
import type { Owner, Place } from './place.ts';
import { readBinding } from './read-ledger.ts';

export interface PlaceSettings {
  /** The folder of the publication, absolute. */
  readonly root: string;
  /** `state.mark` in newsletter.yaml: a folder. */
  readonly configured: string | undefined;
  /** COURANT_MARK (overrides `state.mark`), COURANT_MARK_PUSH, DATABASE_URL, XDG_STATE_HOME and HOME. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface FoundPlace {
  readonly place: Place;
  /** How it was chosen: somebody named it, or it is the default, in the user's home or in `.courant`. */
  readonly kind: 'named' | 'home' | 'inside';
}

/**
 * Finds the place of a ledger. If none is named, it is in the publication's folder until something goes to
 * people (`reachesPeople`). From then on it is in the user's home, so that restoring `.courant` does not
 * restore the place too: also if the home does not have it, because the ledger is on a new machine. Fails with `mark-place`, or with `mark-unnamed` if several machines may send,
 * because they do not share a user's home.
 */
export async function findPlace(
  store: Store,
  settings: PlaceSettings,
  { reachesPeople }: { readonly reachesPeople: boolean },
): Promise<FoundPlace> {
  const { environment, configured, root } = settings;
  const pushCommand = environment['COURANT_MARK_PUSH'];
  const named = environment['COURANT_MARK'] || configured;
  if (named) return { place: await openNamed(store, settings, named), kind: 'named' };
  if (store.kind === 'postgres') {
    if (reachesPeople) fail('mark-unnamed', {});
    return insidePlace(store);
  }
  const { ledger, place: bound } = await store.read(readBinding);
  const home = homeFolder(environment);
  const folder = join(home, ledger);
  if (!reachesPeople && !existsSync(folder) && !isBound(bound)) return insidePlace(store);
  const former = formerFolder(home, ledger, root);
  return { place: folderPlace(former ?? folder, { pushCommand }), kind: 'home' };
}

/** The place in the publication's folder. */
export function insidePlace({ folder }: Store): FoundPlace {
  return { place: folderPlace(join(folder, 'state')), kind: 'inside' };
}

/**
 * Renames the folder in the user's home that belongs to an earlier ledger of the publication, after a person
 * has accepted this ledger instead.
 */
export async function renameHome(store: Store, { environment, root }: PlaceSettings): Promise<void> {
  const { ledger } = await store.read(readBinding);
  const home = homeFolder(environment);
  const former = formerFolder(home, ledger, root);
  if (former !== undefined) renameSync(former, join(home, ledger));
}

async function openNamed(store: Store, { environment, root }: PlaceSettings, named: string): Promise<Place> {
  if (/^postgres(ql)?:\/\//i.test(named)) {
    if (named === environment['DATABASE_URL'])
      fail('mark-place', { place: 'COURANT_MARK', reason: 'it is the same database as DATABASE_URL' });
    const load = () => import('./database-place.ts');
    return (await optionalPackage('pg', 'COURANT_MARK', load)).databasePlace(named, 'COURANT_MARK');
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(named))
    fail('mark-place', { place: 'COURANT_MARK', reason: 'it is neither a folder nor a PostgreSQL database' });
  const folder = resolve(root, named);
  const within = relative(store.folder, folder);
  if (!within.startsWith('..') && !isAbsolute(within))
    fail('mark-place', {
      place: folder,
      reason: 'it is in .courant and would be restored together with the ledger',
    });
  return folderPlace(folder, { pushCommand: environment['COURANT_MARK_PUSH'] });
}

/** The XDG base directory specification says to ignore relative paths. */
function homeFolder(environment: PlaceSettings['environment']): string {
  const given = environment['XDG_STATE_HOME'] ?? '';
  const base = isAbsolute(given) ? given : join(environment['HOME'] || homedir(), '.local', 'state');
  return join(base, 'courant');
}

/** The folder of another ledger of the same publication, if this ledger has none. */
function formerFolder(home: string, ledger: string, root: string): string | undefined {
  if (!existsSync(home) || existsSync(join(home, ledger))) return undefined;
  return readdirSync(home)
    .map((name) => join(home, name))
    .find((folder) => publicationOf(folder) === root);
}

function publicationOf(folder: string): string | undefined {
  const file = join(folder, 'owner.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as Owner).publication;
}
