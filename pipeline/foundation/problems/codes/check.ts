/** What the rules of `check` find. A publication may change the severity of each. */
export const checkCodes = {};
