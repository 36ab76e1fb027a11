/**
 * The texts that code asks for, as `namespace:key`; all others are used by templates. Code can use no other
 * key, and the check of the locale files requires these in every language.
 */
export const codeKeys = [
  'archive:missing',
  'archive:search',
  'archive:title',
  'email:labelled',
  'email:otherLanguage',
  'email:related',
  'pages:addressProblem',
  'pages:agree',
  'pages:agreeProblem',
  'pages:changePreferences',
  'pages:confirmButton',
  'pages:confirmText',
  'pages:confirmTitle',
  'pages:confirmedText',
  'pages:confirmedTitle',
  'pages:eraseButton',
  'pages:eraseText',
  'pages:eraseTitle',
  'pages:erasedText',
  'pages:erasedTitle',
  'pages:exportButton',
  'pages:exportText',
  'pages:exportTitle',
  'pages:failedText',
  'pages:failedTitle',
  'pages:guardProblem',
  'pages:largeText',
  'pages:largeTitle',
  'pages:leftText',
  'pages:leftTitle',
  'pages:linkText',
  'pages:linkTitle',
  'pages:listsProblem',
  'pages:mailedText',
  'pages:mailedTitle',
  'pages:manyText',
  'pages:manyTitle',
  'pages:missingText',
  'pages:missingTitle',
  'pages:pauseProblem',
  'pages:preferencesTitle',
  'pages:readArchive',
  'pages:requestTitle',
  'pages:savedText',
  'pages:savedTitle',
  'pages:sentText',
  'pages:sentTitle',
  'pages:subscribeTitle',
  'pages:unsubscribeButton',
  'pages:unsubscribeText',
  'pages:unsubscribeTitle',
  'pages:unsubscribedText',
  'pages:unsubscribedTitle',
  'pages:usedText',
  'pages:usedTitle',
  'mail:confirmAfter',
  'mail:confirmButton',
  'mail:confirmIntro',
  'mail:confirmSubject',
  'mail:eraseAfter',
  'mail:eraseButton',
  'mail:eraseIntro',
  'mail:eraseSubject',
  'mail:exportAfter',
  'mail:exportButton',
  'mail:exportIntro',
  'mail:exportSubject',
  'mail:knownAfter',
  'mail:knownButton',
  'mail:knownIntro',
  'mail:knownSubject',
  'mail:preferencesAfter',
  'mail:preferencesButton',
  'mail:preferencesIntro',
  'mail:preferencesSubject',
] as const;

export type MessageKey = (typeof codeKeys)[number];

/**
 * The names of the values that code passes with a key. Public pages and their mail pass the newsletter's
 * name.
 */
export function codeValues(key: string): readonly string[] {
  if (key === 'email:labelled') return ['label'];
  if (key === 'email:otherLanguage') return ['language'];
  return /^(pages|mail):/.test(key) ? ['publication'] : [];
}
