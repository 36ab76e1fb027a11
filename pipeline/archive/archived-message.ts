import type { Edition } from '../editions/edition.ts';
import { fillMergeText, type MergeValues } from '../editions/merge-text.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { createAlternativeBody } from '../messages/alternative-body.ts';
import { createEditionFields } from '../messages/edition-fields.ts';
import { createHeaderField } from '../messages/header-field.ts';
import { createMessageId } from '../messages/message-id.ts';
import { createDateField } from '../messages/recipient-fields.ts';

/**
 * The mail of an edition, for the public. Links that belong to one subscriber lead to the help page instead.
 */
interface ArchivedMessage {
  /** Only the HTML part. */
  readonly html: string;
  /** The whole message (RFC 5322) with CRLF line ends. */
  readonly raw: Uint8Array;
}

/**
 * Composes the message without personal parts. The same edition always gives the same bytes. `moment` is the
 * date in the header.
 */
export function composeArchivedMessage(edition: Edition, moment: Date): ArchivedMessage {
  const values: MergeValues = {
    name: undefined,
    unsubscribeUrl: edition.helpUrl,
    preferencesUrl: edition.helpUrl,
    webVersionUrl: edition.webUrl,
  };
  const body = createAlternativeBody(edition);
  const shared = createEditionFields(edition, body.contentType);
  const escaped = { ...values, unsubscribeUrl: escapeHtml(edition.helpUrl) };
  const html = {
    ...escaped,
    preferencesUrl: escaped.unsubscribeUrl,
    webVersionUrl: escapeHtml(edition.webUrl),
  };
  const domain = domainOf(edition.from.address);
  const identity = { issue: edition.issue, revision: 1, subscriber: `archive ${edition.locale}`, domain };
  const fields = [
    ...shared.beforeTo,
    // An empty group, as in RFC 5322, appendix A.1.3.
    createHeaderField('To', 'undisclosed-recipients:;'),
    ...shared.afterTo,
    createDateField(moment),
    createHeaderField('Message-ID', createMessageId(identity)),
    ...shared.last,
  ];
  const head = fields.map(({ raw }) => raw).join('');
  return {
    html: fillMergeText(edition.html, values, escapeHtml),
    raw: body.fill({ text: values, html }).withHeader(head).raw,
  };
}
