/** What tests sign links with. */
export const secret = 'a secret of more than thirty-two characters';
