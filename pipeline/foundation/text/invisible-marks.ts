/**
 * The characters that stages of the pipeline leave in a text for a later stage: noncharacters of Unicode (U+FDD0 to
 * U+FDEF), which Handlebars, MJML and YAML pass on unchanged. No text of an issue holds one, since `neutralise`
 * replaces them. This file hands out each of them once.
 */
export const invisibleMarks = {
  /** Around the name of a merge field, in a rendered edition. */
  merge: ['\ufdd0', '\ufdd1'],
  /** Around the place in a template that a line of output came from. */
  origin: ['\ufdd2', '\ufdd3'],
  /** Around the number of a slot, in the form of a block. */
  slot: ['\ufdd4', '\ufdd5'],
  /** Between the parts of a mail that MJML compiles together. */
  seam: '\ufdd6',
  /** In the place of "{{" and "}}", which juice would take for the code of a template. */
  braces: ['\ufdd7', '\ufdd8'],
  /** Around a block's anchor, in a preview. */
  anchor: '\ufdd9',
} as const;
