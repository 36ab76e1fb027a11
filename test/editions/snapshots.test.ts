import { describe, expect, it } from 'vitest';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { publish, repository } from './publish.ts';
import { attribute, elementsOf } from './read-html.ts';

const { issues, problems } = await publish(repository, repository);
const editions = issues.flatMap((issue) => issue.editions);

describe('the editions of this repository', () => {
  it('are rendered without a problem', () => {
    expect(problems).toEqual([]);
    expect(editions.map(({ edition }) => `${edition.issue} ${edition.locale}`)).toEqual([
      '2023-07-06-coalition en',
      '2023-07-06-coalition nl',
      '2026-05-07-bridges en',
      '2026-05-07-bridges nl',
      '2026-11-19-november en',
      '2026-11-19-november nl',
    ]);
  });

  it.each(editions)('$edition.issue in $edition.locale', async ({ edition }) => {
    const name = `./__snapshots__/${edition.issue}.${edition.locale}`;
    const [named, unnamed] = [sampleValues(edition, 'Zoë'), sampleValues(edition)];
    const pictures = elementsOf(fillMergeText(edition.html, named, escapeHtml)).filter(
      ({ tagName }) => tagName === 'img',
    );
    // Mail programs keep the place of a picture that is not loaded yet only by numbers.
    for (const size of pictures.flatMap((each) => [attribute(each, 'width'), attribute(each, 'height')])) {
      expect(size).toMatch(/^[1-9]\d*$/);
    }
    await expect(fillMergeText(edition.html, named, escapeHtml)).toMatchFileSnapshot(`${name}.html`);
    await expect(fillMergeText(edition.text, named, String)).toMatchFileSnapshot(`${name}.txt`);
    await expect(fillMergeText(edition.text, unnamed, String)).toMatchFileSnapshot(`${name}.unnamed.txt`);
  });
});
