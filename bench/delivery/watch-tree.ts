import { readdirSync, readFileSync } from 'node:fs';

/** What a process and its descendants have used together. */
interface TreeUsage {
  /** In milliseconds. */
  readonly cpu: number;
  /** The peak of the sum of their memory, in MB. Pages that processes share count for each of them. */
  readonly peak: number;
  /** The same, but the pages of files, which are mostly Node itself, count once. */
  readonly peakShared: number;
}

/** In milliseconds. A peak that is shorter is not seen, nor is the processor time of a process after the last look. */
const interval = 20;
/** A unit of processor time in /proc, in milliseconds: all Linux systems use it. */
const tick = 10;

/**
 * Watches a process and all its descendants, and returns a function that ends this and returns what they have
 * used. This needs Linux; elsewhere all figures are 0.
 */
export function watchTree(root: number): () => TreeUsage {
  const times = new Map<number, number>();
  let [peak, peakShared] = [0, 0];
  const look = () => {
    let [own, files, largest] = [0, 0, 0];
    for (const id of treeOf(root)) {
      const found = readUsage(id);
      if (found === undefined) continue;
      times.set(id, found.cpu);
      own += found.own;
      files += found.files;
      largest = Math.max(largest, found.files);
    }
    peak = Math.max(peak, own + files);
    peakShared = Math.max(peakShared, own + largest);
  };
  const timer = setInterval(look, interval);
  return () => {
    clearInterval(timer);
    return { cpu: times.values().reduce((sum, time) => sum + time, 0), peak, peakShared };
  };
}

/** The process and its descendants. */
function treeOf(root: number): number[] {
  const ids = [root];
  for (const id of ids) ids.push(...childrenOf(id));
  return ids;
}

function childrenOf(id: number): number[] {
  try {
    return readdirSync(`/proc/${id}/task`).flatMap((thread) =>
      readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8')
        .split(' ')
        .flatMap((each) => (each === '' ? [] : Number(each))),
    );
  } catch {
    return []; // The process has ended.
  }
}

function readUsage(id: number): { cpu: number; own: number; files: number } | undefined {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The name of the program is in parentheses, and may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
    return {
      cpu: (user + system) * tick,
      own: megabytes('RssAnon') + megabytes('RssShmem'),
      files: megabytes('RssFile'),
    };
  } catch {
    return undefined; // The process has ended.
  }
}
