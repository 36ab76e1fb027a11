import { isObject, type Reading } from '../../foundation/sources/reading.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';

const secrets = [
  'SMTP_URL',
  'DATABASE_URL',
  'COURANT_SECRET',
  'DKIM_PRIVATE_KEY',
  'COURANT_ALERT_WEBHOOK',
  'COURANT_WEBHOOK_POSTMARK',
  'COURANT_WEBHOOK_MAILGUN',
  'COURANT_WEBHOOK_SENDGRID',
  'COURANT_WEBHOOK_BREVO',
  'COURANT_WEBHOOK_RESEND',
];

/**
 * Reports references to secrets in the file. The returned reading reports no other problems on those lines.
 */
export function withoutSecrets(reading: Reading): Reading {
  const { tree, report } = reading;
  const lines = new Set<number>();
  for (const [path, text] of textsIn(tree.value)) {
    const name = secrets.find((each) => text.includes(`\${${each}}`));
    if (name === undefined) continue;
    const place = tree.placeOfText(path, `\${${name}}`);
    report.add('secret-in-file', { name }, place);
    lines.add(tree.source.position(place.start).line);
  }
  return {
    ...reading,
    report: report.except(({ source, start }) => lines.has(source.position(start).line)),
  };
}

function textsIn(value: unknown, path: Path = []): [Path, string][] {
  if (typeof value === 'string') return [[path, value]];
  const entries = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  return [...entries].flatMap(([step, item]) => textsIn(item, [...path, step]));
}
