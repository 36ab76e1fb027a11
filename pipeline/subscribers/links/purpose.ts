/** What a link may be used for. A code is permanent: it stands in links that were sent long ago. */
export const purposeCode = {
  unsubscribe: 1,
  preferences: 2,
  confirm: 3,
  export: 4,
  erase: 5,
} as const;

export type Purpose = keyof typeof purposeCode;

const hour = 3600;
const day = 24 * hour;

/**
 * For how many seconds a link works; 0 is for ever. Whoever keeps an old newsletter must be able to leave with
 * it; what shows or changes more than that lapses, since mail is forwarded.
 */
export const purposeLifetime: Readonly<Record<Purpose, number>> = {
  unsubscribe: 0,
  preferences: 90 * day,
  confirm: 7 * day,
  export: day,
  erase: day,
};
