/** The secret with which tests sign links. */
export const secret = 'a secret of more than thirty-two characters';
