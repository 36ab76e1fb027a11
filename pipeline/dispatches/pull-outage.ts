import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { hour } from '../foundation/time/durations.ts';
import type { OpenEnd } from './open-ends.ts';

/** A time in which every `git pull` of `courant work` on one machine failed. */
export interface PullOutage {
  /** The first pull that failed, in milliseconds since 1970. */
  readonly since: number;
  /** The name of the machine. */
  readonly machine: string;
  /** The first pull that worked again. The file remains until people have been told. */
  readonly endedAt?: number;
}

/** How long pulls have to fail before a person must look, in ms. A remote may be away for a while. */
const threshold = hour;

/** The open end of an outage that has lasted for an hour; none for a shorter one. */
export function pullEnds(outage: PullOutage | undefined, now: number): OpenEnd[] {
  if (outage === undefined || outage.endedAt !== undefined || now - outage.since < threshold) return [];
  return [{ reason: 'pull', issue: outage.machine, count: Math.floor((now - outage.since) / hour) }];
}

/** Reads the outage of this checkout from the folder of private data; undefined if pulls work. */
export function readPullOutage(folder: string): PullOutage | undefined {
  return readKept<PullOutage>(pathIn(folder));
}

/** Keeps the outage for other processes, and for the next start of this one. */
export function keepPullOutage(folder: string, outage: PullOutage): void {
  try {
    makeStateFolder(folder);
    writeKept(pathIn(folder), outage);
  } catch {
    // The disk is full or read-only, and every command says so. This process remembers the outage.
  }
}

export function forgetPullOutage(folder: string): void {
  try {
    rmSync(pathIn(folder), { force: true });
  } catch {
    // The disk is read-only, and every command says so. After a restart, people are told once more that pulls work.
  }
}

const pathIn = (folder: string) => join(folder, 'pull-outage.json');
