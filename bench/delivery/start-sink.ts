import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface SinkState {
  readonly accepted: number;
  readonly bytes: number;
  readonly cpu: number;
}

export interface Sink {
  readonly port: number;
  /**
   * Reads how many messages the sink has accepted since it started, the bytes that it received, and its processor
   * time in milliseconds.
   */
  read(): Promise<SinkState>;
  stop(): void;
}

/** Starts a sink in a separate process. */
export async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('sink.ts', import.meta.url)));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    async read() {
      const answer = once(child, 'message');
      child.send('read');
      const [state] = (await answer) as [SinkState];
      return state;
    },
    stop: () => child.disconnect(),
  };
}
