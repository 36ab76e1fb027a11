/** A message without the user and the password of the addresses in it, and without a full stop at its end. */
export const withoutPassword = (message: string) => message.replace(/\/\/[^\s/]*@/g, '//').replace(/\.$/, '');
