/** Drafts a translation by machine. The draft is marked until a person accepts it. */
export interface DraftProvider {
  /** The name that people see. */
  readonly name: string;
  /** Translates a text and keeps its inline Markdown. Rejects when it fails. */
  draft(text: string, languages: { readonly from: string; readonly to: string }): Promise<string>;
}
