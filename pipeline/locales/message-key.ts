/**
 * The texts that code asks for itself, as `namespace:key`; all the others are asked for by templates.
 * Code can name no other key, and the check of the locale files holds every language to these too.
 */
export const codeKeys = ['email:related'] as const;

export type MessageKey = (typeof codeKeys)[number];
