import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeIn } from '../../pipeline/intake/take-in.ts';
import { review } from './review.ts';

const folder = join(import.meta.dirname, 'samples');
const samples = readdirSync(folder).filter((name) => /\.(?:html|md|txt)$/.test(name));

/** What the clipboards of real programs give: each file beside its blocks and what was left out. */
describe('a clipboard of', () => {
  it.each(samples)('%s', async (name) => {
    const written = readFileSync(join(folder, name), 'utf8');
    const taken = takeIn(name.endsWith('.html') ? { html: written } : { text: written });
    await expect(review(taken)).toMatchFileSnapshot(join(folder, `${name}.yaml`));
  });

  it('an editor of code is the text, because its HTML has only the colours', () => {
    const [html, text] = ['html', 'txt'].map((end) =>
      readFileSync(join(folder, `code-editor.${end}`), 'utf8'),
    );
    expect(takeIn({ html, text })).toEqual(takeIn({ text }));
    const program = readFileSync(join(folder, 'vscode.txt'), 'utf8');
    const coloured = takeIn({ html: readFileSync(join(folder, 'vscode.html'), 'utf8'), text: program });
    expect(coloured.lost.map(({ what }) => what)).toEqual(['code']);
    expect(coloured.blocks).toEqual(takeIn({ text: `\`\`\`js\n${program}\`\`\`` }).blocks);
  });
});
