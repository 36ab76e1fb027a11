/**
 * Characters with which one stage of the pipeline marks a text for a later stage. They are Unicode
 * noncharacters (U+FDD0 to U+FDEF), which Handlebars, MJML and YAML pass on unchanged. An issue cannot
 * contain them, because `neutralise` replaces them. Each mark has one meaning, assigned in this file.
 */
export const invisibleMarks = {
  /** Enclose the name of a merge field in a rendered edition. */
  merge: ['\ufdd0', '\ufdd1'],
  /** Enclose the place in a template that a line of output came from. */
  origin: ['\ufdd2', '\ufdd3'],
  /** Enclose the number of a slot in the MJML form of a block. */
  slot: ['\ufdd4', '\ufdd5'],
  /** Separates the parts of a mail that MJML compiles together. */
  seam: '\ufdd6',
  /** Replace "{{" and "}}", which juice would treat as template code. */
  braces: ['\ufdd7', '\ufdd8'],
  /** Encloses a block's anchor in a preview. */
  anchor: '\ufdd9',
  /** Enclose the name of a colour or a font in the compiled forms that the package contains. */
  theme: ['\ufdda', '\ufddb'],
} as const;
