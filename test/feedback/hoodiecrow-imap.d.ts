declare module 'hoodiecrow-imap' {
  interface Imap {
    appendMessage(mailbox: string, flags: string[], date: string | undefined, raw: Buffer): void;
  }
  export default function hoodiecrow(options: object): Imap;
}
