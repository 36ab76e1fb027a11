import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

/** What a proxy that refuses every connection is as a reason. */
export const refusedByProxy = 'Proxy response (502) !== 200 when HTTP Tunneling';

/**
 * Runs a script in a process that reaches the web only through a proxy, which refuses every connection. Node reads the
 * variables of the proxy when it starts. `modules` are the names of the script for files below `pipeline/`. Returns what
 * the script prints.
 */
export async function behindRefusingProxy(
  modules: Readonly<Record<string, string>>,
  script: string,
): Promise<string> {
  const proxy = createServer().on('connect', (_, socket) =>
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
  );
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  const imports = Object.entries(modules).map(([name, file]) => {
    const module = new URL(`../../../pipeline/${file}`, import.meta.url);
    return `import { ${name} } from '${module}';`;
  });
  const env = {
    ...process.env,
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    NO_PROXY: '',
  };
  const args = ['--input-type=module', '--eval', [...imports, script].join('\n')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout;
}
