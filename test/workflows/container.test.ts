import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { findMistake } from '../docs/parse-command.ts';
import { repository } from './read-workflow.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
}

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const dockerfile = read('templates/starter/hosts/Dockerfile');
const compose = parse(read('templates/starter/hosts/compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

/** The arguments of an instruction in its exec form, which starts no shell. */
function execForm(instruction: string): string[] {
  const [, list = ''] = new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile) ?? [];
  return JSON.parse(list);
}

test('the image starts Courant as its first process, without rights', async () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  expect(execForm('ENTRYPOINT')).toEqual(['node', 'node_modules/courant/bin/courant.cjs']);
  expect(JSON.parse(read('package.json')).bin.courant).toBe('bin/courant.cjs');
  expect(await findMistake(execForm('CMD'))).toBe('');
  const port = execForm('CMD').at(-1);
  expect(dockerfile).toContain(`EXPOSE ${port}`);
  expect(dockerfile).toMatch(new RegExp(`HEALTHCHECK .*\\\\\\n.*127\\.0\\.0\\.1:${port}/healthz`));
  expect(read('templates/starter/hosts/nginx.conf')).toContain(`proxy_pass http://courant:${port};`);
});

test('compose.yaml fits together, and its commands exist', async () => {
  const services = Object.entries(compose.services);
  for (const [name, service] of services) {
    if (service.command) expect(await findMistake(service.command), name).toBe('');
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(Object.keys(compose.services), name).toContain(needed);
      // The health check of "courant" is in the Dockerfile.
      if (condition === 'service_healthy' && needed !== 'courant')
        expect(compose.services[needed]?.healthcheck, needed).toBeDefined();
    }
    const mounted = (service.volumes ?? []).map((each) => each.split(':')[0] ?? '');
    const named = mounted.filter((each) => /^\w+$/.test(each));
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    expect(service.image, name).toMatch(/^newsletter$|:v?\d/);
  }
  const own = services.filter(([, { image }]) => image === 'newsletter');
  expect(own.map(([name]) => name)).toEqual(['courant', 'sample']);
  for (const [name, { read_only, volumes, environment }] of own) {
    expect(read_only, name).toBe(true);
    expect(volumes).toEqual(['data:/data', 'mark:/mark']);
    const known = read('docs/operator/configuration.md');
    for (const variable of Object.keys(environment ?? {})) expect(known).toContain(`| \`${variable}\` |`);
  }
  expect(dockerfile).toContain('COURANT_DATA=/data');
  expect(dockerfile).toContain('COURANT_MARK=/mark');
});

test('the web server forwards the same pages as the one in server.md', () => {
  const pages = /location ~ (.*) \{/;
  const shown = pages.exec(read('docs/operator/server.md'))?.[1];
  expect(pages.exec(read('templates/starter/hosts/nginx.conf'))?.[1]).toBe(shown);
});
