import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': boolean;
}

export interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly if?: string;
  readonly needs?: string;
  readonly concurrency?: Concurrency;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const repository = join(import.meta.dirname, '../..');
const folder = join(repository, '.github/workflows');

export const workflows: readonly Workflow[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .sort()
  .map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { ...parse(text), text, name: name.replace('.yml', '') };
  });

export function workflow(name: string): Workflow {
  const found = workflows.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no workflow "${name}".`);
  return found;
}

/** Every step of a workflow, or of one of its jobs, with the job that it belongs to. */
export function stepsOf({ jobs }: Pick<Workflow, 'jobs'>): { job: string; step: Step }[] {
  return Object.entries(jobs).flatMap(([job, { steps }]) => steps.map((step) => ({ job, step })));
}
