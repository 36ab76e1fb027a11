import type { EditionFigures, IssueFigures, Report } from './report.ts';

const columns = [
  'issue',
  'dispatch',
  'correction',
  'sent',
  'locale',
  'recipients',
  'delivered',
  'bounced',
  'refused',
  'uncertain',
  'unsent',
  'complained',
  'left',
  'replies',
  'newSince',
  'halfDeliveredSeconds',
  'lastDeliveredSeconds',
  'views',
  'visitors',
] as const;

/**
 * One line for each dispatch, with an empty locale, and one for each of its editions (RFC 4180). A figure
 * that is unknown is empty.
 */
export function reportToCsv({ issues }: Report): string {
  const lines = issues.flatMap((issue) => [
    lineOf(issue, issue, ''),
    ...issue.editions.map((edition) => lineOf(issue, edition, edition.locale)),
  ]);
  return [columns, ...lines].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function lineOf(issue: IssueFigures, figures: IssueFigures | EditionFigures, locale: string) {
  const seconds = (ms: number | undefined) => (ms === undefined ? '' : Math.round(ms / 1000));
  return [
    issue.issue,
    issue.dispatch,
    issue.revision - 1,
    new Date(issue.createdAt).toISOString(),
    locale,
    figures.recipients,
    figures.delivered,
    figures.bounced,
    figures.refused,
    figures.uncertain,
    figures.unsent,
    figures.complained,
    figures.left,
    figures.replies,
    locale === '' ? issue.newSince : '',
    seconds(figures.time?.half),
    seconds(figures.time?.last),
    figures.visits?.views ?? '',
    figures.visits?.visitors ?? '',
  ];
}

/** A name of an issue has no character that a spreadsheet would take for a formula. */
function toCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
