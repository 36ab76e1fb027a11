import { statSync } from 'node:fs';
import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../foundation/problems/problem.ts';
import type { CheckName } from '../findings/check-names.ts';
import { answered, type CheckResult, finding, skipped, unanswered } from '../findings/finding.ts';

interface Machine {
  /** The publication's folder. */
  readonly root: string;
  /** The folder for private data, which may not exist yet. */
  readonly stateFolder: string;
  readonly nodeVersion: string;
  /** Opens the store and reads something from it. Throws a `ProblemError` if it cannot. Undefined without a store. */
  readonly readStore: (() => Promise<string>) | undefined;
  /** Reads the secrets. Throws a `ProblemError` if one is missing or not valid. */
  readonly readSecrets: () => void;
  /** The number of free bytes on the disk of a folder. */
  readonly freeSpace?: (folder: string) => Promise<number>;
}

/** Checks the machine itself: the secrets, the store, the disk, who may read what, and the version of Node. */
export function checkMachine(machine: Machine): Promise<CheckResult[]> {
  return Promise.all([
    checkSecrets(machine),
    checkStore(machine),
    orOpen('disk', checkDisk(machine)),
    orOpen('rights', checkRights(machine)),
    checkRuntime(machine),
  ]);
}

/** A check that the system refuses, such as in a folder that we may not read, is not complete. */
const orOpen = (check: CheckName, result: Promise<CheckResult>) =>
  result.catch(({ message }: Error) => unanswered(check, message));

async function checkSecrets({ readSecrets }: Machine): Promise<CheckResult> {
  const problems = await problemsOf(async () => readSecrets());
  return answered('secrets', problems.length === 0 ? 'set' : 'not usable', problems);
}

async function checkStore({ readStore }: Machine): Promise<CheckResult> {
  if (readStore === undefined)
    return skipped('store', 'none yet; the first command that needs it creates it');
  let seen = '';
  const problems = await problemsOf(async () => {
    seen = await readStore();
  });
  return problems.length === 0 ? answered('store', seen) : unanswered('store', 'cannot be read', problems);
}

async function problemsOf(work: () => Promise<void>) {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map((problem) => ({ problem }));
  }
}

const mebibyte = 2 ** 20;
const [little, tooLittle] = [1024 * mebibyte, 100 * mebibyte];

async function checkDisk({ root, stateFolder, freeSpace = freeBytes }: Machine): Promise<CheckResult> {
  const folder = isThere(stateFolder) ? stateFolder : root;
  const free = await freeSpace(folder);
  const megabytes = Math.floor(free / mebibyte);
  const seen = `${megabytes} MB free`;
  if (free >= little) return answered('disk', seen);
  const severity = free < tooLittle ? 'error' : 'warning';
  return answered('disk', seen, [finding('disk-space', { megabytes }, { severity })]);
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });
const isThere = (path: string) => statOf(path) !== undefined;

/** Names under which people keep secrets. */
const secretFile = /^\.env(?:\..+)?$|\.(?:pem|key|p12)$/i;
const exampleFile = /\b(?:example|sample|template|pub)\b/i;

async function checkRights({ root, stateFolder }: Machine): Promise<CheckResult> {
  // Windows has access lists instead of these bits.
  if (process.platform === 'win32') return skipped('rights', 'not checked on Windows');
  const names = (await readdir(root)).filter((name) => secretFile.test(name) && !exampleFile.test(name));
  // A link that leads nowhere has no secret, and neither has a folder such as .env.d.
  const files = names.map((name) => join(root, name)).filter((path) => statOf(path)?.isFile());
  const paths = [...files, ...(isThere(stateFolder) ? [stateFolder] : [])];
  const open = paths.filter((path) => ((statOf(path)?.mode ?? 0) & 0o077) !== 0);
  const seen = `${paths.length} ${paths.length === 1 ? 'private file or folder' : 'private files and folders'}`;
  return answered(
    'rights',
    seen,
    open.map((path) => finding('secret-readable', { path })),
  );
}

/** The oldest version of Node that Courant supports. */
const oldest = 24;

async function checkRuntime({ nodeVersion }: Machine): Promise<CheckResult> {
  const isOld = Number(nodeVersion.split('.')[0]) < oldest;
  const findings = isOld ? [finding('runtime-old', { version: nodeVersion, oldest })] : [];
  return answered('runtime', `Node ${nodeVersion}`, findings);
}
