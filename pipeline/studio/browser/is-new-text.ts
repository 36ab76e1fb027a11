/** Whether a text is still the one of a new issue, which has "…" where words are missing. Typing replaces it. */
export const isNewText = (text: string | null | undefined): boolean => text === '\u2026';
