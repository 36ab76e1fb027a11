/** The purposes of links. A code is permanent, because links sent long ago contain it. */
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
 * The lifetime of a link in seconds; 0 means that it never expires. Readers must be able to unsubscribe with
 * the link in any old newsletter. Links that show or change anything else expire, because people forward
 * mail.
 */
export const purposeLifetime: Readonly<Record<Purpose, number>> = {
  unsubscribe: 0,
  preferences: 90 * day,
  confirm: 7 * day,
  export: day,
  erase: day,
};
