import { expect, it } from 'vitest';

it('the package exports these names, and no others', async () => {
  const exported = await import('../../pipeline/index.ts');
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "Report",
      "blockFields",
      "defineBlock",
      "diskFiles",
      "fillMergeText",
      "listSlugs",
      "loadPublication",
      "printProblems",
      "problemsToJson",
      "readIssues",
      "registerBlock",
      "renderEditions",
    ]
  `);
});
