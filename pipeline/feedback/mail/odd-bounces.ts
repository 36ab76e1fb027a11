/** The bounces of one program that does not use the standard format. */
export interface OddBounce {
  /** The program or provider, for people who look at an event. */
  readonly name: string;
  /** What marks its bounces; one of them is enough. `header` is the name of a field that only it writes. */
  readonly marks: {
    readonly header?: string;
    readonly author?: RegExp;
    readonly subject?: RegExp;
    readonly text?: RegExp;
  };
  /** The recipients, in the first group. All matches count. */
  readonly recipient?: RegExp;
  /** Where the copy of our message begins. */
  readonly copy?: RegExp;
  /** What marks a mere delay. */
  readonly delay?: RegExp;
}

/**
 * The bounces of the usual programs that are not in the standard format (RFC 3464). test/feedback/samples has a
 * sample of each, with the source of its shape. The first row that fits counts.
 */
export const oddBounces: readonly OddBounce[] = [
  {
    name: 'qmail',
    // The format requires this beginning in English, even if the rest is in another language.
    marks: { text: /^\s*(?:Hi\. )?This is the (?:qmail-send|.{0,60}program|machine generated message)/i },
    recipient: /^<([^>\s]{1,64}@[^>\s]{1,255})>:/gm,
    copy: /^--- (?:Below this line is a copy|Enclosed (?:is|are)|Undelivered message follows)/m,
  },
  {
    name: 'Exim',
    marks: {
      header: 'x-failed-recipients',
      text: /This message was created automatically by mail delivery s(?:oftware|ystem)/i,
    },
    recipient: /^[ \t"]+<?([^\s<>":;()]{1,64}@[^\s<>":;()]{1,255})>?"?:?[ \t]*$/gm,
    copy: /^-{3,99} ?(?:This is a copy of|The header of the original|The body of the message|Original message)/im,
    delay:
      /has been delayed|has not yet been delivered|not been delivered to one or more of its\s+recipients after|no action is required|message .{0,40}delayed/i,
  },
  {
    name: 'Postfix',
    marks: { text: /^[ \t]*This is the (?:mail system|Postfix program) at host/im },
    recipient: /^<([^>\s]{1,64}@[^>\s]{1,255})>(?: \(expanded from[^)\n]{0,400}\))?:/gm,
    delay: /THIS IS A WARNING ONLY|could not be delivered for more than|delivery (?:was|is) delayed/i,
  },
  {
    name: 'sendmail',
    marks: { text: /^ *-{3,99} ?(?:The following addresses had|Transcript of session follows)/im },
    recipient: /^ *(?:\d{3} )?<?([^\s<>]{1,64}@[^\s<>.]{1,63}\.[^\s<>]{1,200}?)>?(?:\.{3}.*)?$/gm,
    copy: /^ *-{3,99} ?(?:Unsent message|Original message|Message header|Returned message)/im,
    delay: /could not send message for past|had transient non-fatal errors|THIS IS A WARNING/i,
  },
  {
    name: 'Yahoo',
    marks: { text: /we were unable to deliver your message to the following address/i },
    recipient: /^<([^>\s]{1,64}@[^>\s]{1,255})>:/gm,
    copy: /^-{3,99} ?(?:Below this line|Original message follows|Forwarded message)/im,
  },
  {
    name: 'Gmail',
    marks: {
      text: /^(?:Delivery to the following recipient|This is an automatically generated Delivery Status Notification)/im,
    },
    recipient: /^ {4,}([^\s<>]{1,64}@[^\s<>]{1,255})$/gm,
    copy: /^-{3,99} ?Original message/im,
    delay: /has been delayed|THIS IS A WARNING/i,
  },
  {
    name: 'Domino',
    marks: { subject: /^DELIVERY FAILURE:/i, text: /^was not delivered to:/im },
    recipient: /was not delivered to:\s+([^\s<>]{1,64}@[^\s<>]{1,255})/gi,
  },
  {
    name: 'Lotus Notes',
    marks: { text: /^-{3,99} ?Failure Reasons/im },
    recipient: /^([^\s<>]{1,64}@[^\s<>]{1,255})$/gm,
    copy: /^-{3,99} ?Returned Message/im,
  },
  {
    name: 'Exchange',
    marks: { text: /did not reach the following recipient\(s\):|^Your message did not reach some or all/im },
    recipient: /^[ \t]*(?:'[^'\n]*' on|([^\s<>:;'"]{1,64}@[^\s<>:;'"]{1,255}) on )/gm,
  },
  {
    name: 'Sun Messaging Server',
    marks: { text: /This report relates to a message you sent with the following header fields/i },
    recipient: /Recipient address: (\S{1,64}@\S{1,255})/gi,
    delay: /has not yet been delivered|still trying/i,
  },
  {
    name: 'GroupWise',
    marks: { text: /^The message that you sent was undeliverable to the following/im },
    recipient: /^[ \t]+<?([^\s<>()]{1,64}@[^\s<>()]{1,255})>? \(/gm,
  },
  {
    name: 'SmarterMail',
    marks: { text: /^Could not deliver message to the following recipient\(s\):/im },
    recipient: /Failed Recipient:\s*(\S{1,64}@\S{1,255})/gi,
    copy: /^-- The header and top/im,
  },
  {
    name: 'IMail',
    marks: {
      header: 'x-imail-bounce',
      text: /^(?:Unknown user|User mailbox exceeds allowed size|undeliverable to|Undeliverable mail to|Delivery failed \d+ attempts): ?\S+@/im,
    },
    recipient:
      /^(?:Unknown user|User mailbox exceeds allowed size|undeliverable to|Undeliverable mail to|Delivery failed \d+ attempts): ?(\S{1,64}@\S{1,255})/gim,
    copy: /^Original message follows/im,
  },
  {
    name: 'Apache James',
    marks: { text: /^Failed recipient\(s\):/im },
    recipient: /^([^\s<>]{1,64}@[^\s<>]{1,255})$/gm,
    copy: /^(?:The original message|Message details):?/im,
  },
  {
    name: 'OpenSMTPD',
    marks: { text: /^[ \t]*This is the MAILER-DAEMON, please DO NOT REPLY/im },
    recipient: /^ *(\S{1,64}@[^\s:]{1,255}):/gm,
    copy: /^ *Below is a copy of the original message/im,
    delay: /has not yet been delivered|will continue|delayed for/i,
  },
  {
    name: 'DragonFly Mail Agent',
    marks: { text: /^This is the DragonFly Mail Agent/im },
    recipient: /error delivering your mail to <([^>\s]{1,64}@[^>\s]{1,255})>/gi,
    copy: /^(?:Message headers|Original message) follow/im,
  },
  {
    name: 'Courier',
    marks: { text: /running the Courier mail server/i },
    recipient: /^<([^>\s]{1,64}@[^>\s]{1,255})>:?$/gm,
    copy: /^If your message was also sent/im,
    delay: /has been delayed|not YET been delivered/i,
  },
];
