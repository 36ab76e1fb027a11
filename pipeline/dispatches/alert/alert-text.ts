import { localisedText } from '../../publication/newsletter/localised.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import {
  adviceOn,
  describeOpenEnd,
  describeRecovery,
  describeSituation,
  type OpenEnd,
  settlingCommands,
} from '../open-ends.ts';

/** The words of an alert, for a mail and for a webhook. */
export interface AlertText {
  /** Such as "The Dike Post: 2026-03-09-spring: 3 uncertain, and 1 more". */
  readonly title: string;
  readonly intro: string;
  readonly details: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly after: string;
  /** The fields of the webhook's JSON beside the title. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** The alert about open ends that need people. */
export function alertText(newsletter: Newsletter, ends: readonly OpenEnd[]): AlertText {
  const [first] = ends;
  const more = ends.length > 1 ? `, and ${ends.length - 1} more` : '';
  const title = `${nameOf(newsletter)}: ${first === undefined ? '' : describeSituation(first)}${more}`;
  const open = ends.map((end) => ({
    ...end,
    message: describeSituation(end),
    settle: settlingCommands(end),
  }));
  return {
    title,
    intro:
      'Courant needs a decision, or has been unable to continue. Run the commands in the folder of the publication.',
    details: ends.map((end) => ({ title: describeSituation(end), lines: adviceOn(end) })),
    after:
      '"courant status" shows the present state. You get one alert for each of these, and another if it comes back after it was settled.',
    json: { text: [title, ...ends.map(describeOpenEnd)].join('\n'), open },
  };
}

/** The message that what an earlier alert was about has ended. */
export function recoveryText(newsletter: Newsletter, end: OpenEnd): AlertText {
  const title = `${nameOf(newsletter)}: ${describeRecovery(end)}`;
  const { reason, issue } = end;
  return {
    title,
    intro: 'What an earlier alert was about has ended. You do not have to do anything.',
    details: [{ title: describeRecovery(end), lines: [] }],
    after: '"courant status" shows the present state.',
    json: { text: title, open: [], ended: [{ reason, issue, message: describeRecovery(end) }] },
  };
}

const nameOf = ({ name, languages }: Newsletter) => localisedText(name, languages.source);
