import { expect, it } from 'vitest';

it('the package exports these names, and no others', async () => {
  const exported = await import('../../pipeline/index.ts');
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "ProblemError",
      "Report",
      "blockFields",
      "checkPublication",
      "createContext",
      "createOutbox",
      "defineBlock",
      "diskFiles",
      "diskSource",
      "dispatchIssue",
      "filesSource",
      "fillMergeText",
      "importSubscribers",
      "listSlugs",
      "loadPublication",
      "memoryFiles",
      "openStore",
      "openSuppressionList",
      "packageFiles",
      "printProblems",
      "problemsToJson",
      "readIssues",
      "registerBlock",
      "renderEditions",
      "updateSite",
      "verifySite",
    ]
  `);
});
