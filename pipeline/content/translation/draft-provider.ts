/** Drafts translations by machine. A draft stays marked until a person accepts it. */
export interface DraftProvider {
  /** The name to show to people. */
  readonly name: string;
  /** Translates a text and keeps its inline Markdown. Rejects on failure. */
  draft(text: string, languages: { readonly from: string; readonly to: string }): Promise<string>;
}
