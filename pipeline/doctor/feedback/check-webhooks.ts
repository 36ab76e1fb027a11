import { openWebhooks } from '../../feedback/webhooks/open-webhooks.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { answered, type CheckResult, finding, skipped } from '../findings/finding.ts';
import type { Web, WebAnswer } from '../web/request.ts';

interface WebhooksCheck {
  readonly newsletter: Newsletter;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The public address of the server's pages. */
  readonly pagesUrl: string;
  readonly web: Web;
}

/** Checks the secrets of the configured webhooks, and whether the address of each can be reached. */
export async function checkWebhooks(check: WebhooksCheck): Promise<CheckResult> {
  const { newsletter, environment, pagesUrl, web } = check;
  let providers: readonly string[];
  try {
    providers = [...openWebhooks(newsletter.feedback.webhooks, environment).keys()];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return answered(
      'webhooks',
      'a secret is missing',
      error.problems.map((problem) => ({ problem })),
    );
  }
  if (providers.length === 0) return skipped('webhooks', 'none configured');
  const findings = await Promise.all(
    providers.map(async (provider) => {
      const url = `${pagesUrl}/feedback/${provider}`;
      // The request has no signature, so the server refuses it and changes nothing.
      const reason = refusalOf(await web(url, { method: 'POST', form: '' }));
      return reason === undefined ? [] : [finding('webhook-unreachable', { url, reason })];
    }),
  );
  return answered('webhooks', providers.join(', '), findings.flat());
}

/** Why this answer to a request without a signature does not come from Courant; undefined if it may. */
function refusalOf(answer: WebAnswer): string | undefined {
  if (answer.kind === 'failed') return answer.reason;
  const { status } = answer;
  const isOurs = status >= 400 && status < 500 && status !== 404 && status !== 405;
  return isOurs ? undefined : `it answers a request without a signature with status ${status}`;
}
