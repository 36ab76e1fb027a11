import { drawOneByOne } from '../editions/draw-in-process.ts';
import { type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { type Ending, enforceEnding } from '../foundation/program/ending.ts';
import { createContext } from '../foundation/program/library-context.ts';
import { tellParent } from '../foundation/program/tell-parent.ts';
import type { RenderNews, RenderRequest } from './render-in-process.ts';
import { renderToSend } from './render-to-send.ts';

// The process that checks and renders an issue, started by `render-in-process.ts`.

const ending: Ending = {};
enforceEnding(process, ending);
drawOneByOne();
process.once('message', async ({ root, folders, asOf, slug }: RenderRequest) => {
  ending.root = root;
  // Otherwise this process would wait for the next message if an extension waits for something that never happens.
  process.channel?.unref();
  const context = createContext({ root, clock: () => new Date(asOf) });
  const progress = (text: string) => tellParent({ progress: text } satisfies RenderNews);
  try {
    const opened = await renderToSend(
      { ...context, ...(folders && { folders }), reporter: { ...context.reporter, progress } },
      slug,
    );
    end({ opened: { ...opened, problems: opened.problems.map(withoutCause) } });
  } catch (error) {
    // Any other error is a bug: Node prints it and ends the process.
    if (!(error instanceof ProblemError)) throw error;
    end({ failed: error.problems.map(withoutCause) });
  }
});

// On Windows, Ctrl-C in a terminal and its end reach this process too, and a service manager may signal all processes.
// The command that waits for this one decides when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', exit);

/** Sends the last message. The processes that draw end together with this one. */
function end(news: RenderNews): void {
  process.send?.(news, exit);
}

function exit(): never {
  ending.code = 0;
  process.exit();
}

/** The cause may be any value, and some values cannot be sent to another process. */
function withoutCause({ cause: _, ...problem }: Problem): Problem {
  return problem;
}
