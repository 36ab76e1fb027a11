/** Drafts a translation by machine. What it writes is marked as such until a person accepts it. */
export interface DraftProvider {
  /** How people know it. */
  readonly name: string;
  /** The text in the other language; inline Markdown stays inline Markdown. Rejects when it cannot. */
  draft(text: string, languages: { readonly from: string; readonly to: string }): Promise<string>;
}
