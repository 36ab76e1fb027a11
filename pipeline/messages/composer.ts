import type { Edition } from '../editions/edition.ts';
import type { MergeValues } from '../editions/merge-text.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import type { Links } from '../subscribers/links/links.ts';
import { createAlternativeBody } from './alternative-body.ts';
import type { DkimSigner } from './dkim-signer.ts';
import { createEditionFields } from './edition-fields.ts';
import { createHeaderField, type HeaderField, joinFields } from './header-field.ts';
import { formatMailbox, normaliseAddress } from './mailbox.ts';
import type { Message, Recipient } from './message.ts';
import { cleanName, isolateName } from './personal-values.ts';
import { createDateField, createUnsubscribeFields } from './recipient-fields.ts';
import type { ReturnPaths } from './return-path.ts';

export interface ComposerOptions {
  readonly links: Links;
  /** The address for bounces (the envelope sender). The default is the From address of the edition. */
  readonly bounceAddress?: string | undefined;
  /** Gives each delivery its own envelope sender. Without it, all deliveries have `bounceAddress`. */
  readonly returnPaths?: Pick<ReturnPaths, 'addressFor'> | undefined;
  /**
   * A mailbox that unsubscribes everybody who writes to it. Without one, messages offer only one-click
   * unsubscribing.
   */
  readonly unsubscribeMailbox?: string | undefined;
  /** Each signer adds one DKIM signature, in this order. Leave them out when the relay signs. */
  readonly signers?: readonly DkimSigner[] | undefined;
  /** The number of the dispatch, which the links name. Left out for a test. */
  readonly dispatch?: number | undefined;
}

/** The values of a message that come from its delivery. They are the same on every attempt. */
export interface MessageStamp {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** The number of the delivery in the ledger; undefined for a message that has none. */
  readonly delivery?: number;
}

export interface Composer {
  /**
   * Composes the edition for one subscriber. The same arguments give the same bytes. Rejects with a
   * `ProblemError` (`subscriber-address`) when the address cannot be written into a header.
   */
  compose(recipient: Recipient, stamp: MessageStamp): Promise<Message>;
}

/**
 * Creates the composer for one edition. It encodes the common parts once, and inserts each subscriber's
 * values into them.
 */
export function createComposer(edition: Edition, options: ComposerOptions): Composer {
  const { links, signers = [], returnPaths, dispatch } = options;
  const body = createAlternativeBody(edition);
  const shared = createEditionFields(edition, body.contentType);
  const beforeTo = joinFields(shared.beforeTo);
  const afterTo = joinFields(shared.afterTo);
  const last = joinFields(shared.last);
  const webVersion = { plain: edition.webUrl, html: escapeHtml(edition.webUrl) };
  const dateField = keepDateField();
  const bounceAddress = normaliseAddress(options.bounceAddress ?? edition.from.address);
  // Never the Reply-To address: a mail program would report success, although no program reads that mail.
  const mailbox = options.unsubscribeMailbox && normaliseAddress(options.unsubscribeMailbox);

  return {
    async compose({ address, name, subscriber }, { messageId, date, delivery }) {
      const to = normaliseAddress(address);
      const shownName = cleanName(name);
      const values: MergeValues = {
        name: shownName && isolateName(shownName, edition.direction),
        unsubscribeUrl: links.unsubscribeUrl(subscriber, edition.locale, undefined, dispatch),
        preferencesUrl: links.preferencesUrl(subscriber, edition.locale, date.getTime(), dispatch),
        webVersionUrl: webVersion.plain,
      };
      const filled = body.fill({ text: values, html: escapeValues(values, webVersion.html) });
      const fields = [
        beforeTo,
        createHeaderField('To', formatMailbox(to, shownName)),
        afterTo,
        dateField(date),
        createHeaderField('Message-ID', messageId),
        ...createUnsubscribeFields(values.unsubscribeUrl, mailbox),
        last,
      ];
      const from =
        delivery === undefined
          ? bounceAddress
          : (returnPaths?.addressFor(delivery, messageId) ?? bounceAddress);
      const signatures = signers.length === 0 ? [] : await sign(fields, filled.hash(), date);
      const header = [...signatures, ...fields.map(({ raw }) => raw)].join('');
      return { messageId, envelope: { from, to }, ...filled.withHeader(header), hasDotLines: false };
    },
  };

  function sign(fields: readonly HeaderField[], bodyHash: string, date: Date): Promise<string[]> {
    return Promise.all(signers.map((signer) => signer.sign(fields, bodyHash, date)));
  }
}

/** Keeps the field of the last date, because the messages that were planned together have the same one. */
function keepDateField(): (date: Date) => HeaderField {
  let last: { readonly time: number; readonly field: HeaderField } | undefined;
  return (date) => {
    if (last?.time !== date.getTime()) last = { time: date.getTime(), field: createDateField(date) };
    return last.field;
  };
}

const escapeValues = (values: MergeValues, webVersionUrl: string): MergeValues => ({
  name: values.name === undefined ? undefined : escapeHtml(values.name),
  unsubscribeUrl: escapeHtml(values.unsubscribeUrl),
  preferencesUrl: escapeHtml(values.preferencesUrl),
  webVersionUrl,
});
