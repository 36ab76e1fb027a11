import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const archive = join(import.meta.dirname, '../../pipeline/archive');

const draw = `
  const { hash } = await import('node:crypto');
  const { buildIcons } = await import('./icon.ts');
  const { loadCardFont } = await import('./card-font.ts');
  const light = { accent: '#b5261e', onAccent: '#ffffff' };
  const newsletter = { theme: { light, fonts: { heading: 'Gelasio, serif' } } };
  const drawn = async () => (await buildIcons('Courant', newsletter)).map(({ content }) => hash('sha256', content));
  const first = await drawn();
  await loadCardFont();
  console.log(JSON.stringify([first, await drawn()]));
`;

test('the icon is the same whether or not the process has drawn a card before', () => {
  // A process keeps every font that it has loaded.
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', draw], { cwd: archive });
  const [before, after] = JSON.parse(printed.toString()) as [string[], string[]];
  expect(before).toHaveLength(3);
  expect(before).toEqual(after);
});
