import { fail } from '../../foundation/problems/problem.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { type ProviderName, providerNames, type WebhookProvider } from './provider.ts';
import { providers } from './providers.ts';

/** A provider whose requests are accepted. */
export interface ConfiguredProvider {
  readonly provider: WebhookProvider;
  readonly secrets: readonly string[];
  /** The topics of Amazon SNS. */
  readonly topics: readonly string[];
}

export type ConfiguredWebhooks = ReadonlyMap<ProviderName, ConfiguredProvider>;

/**
 * Reads which providers newsletter.yaml names, and their secrets from the environment. Fails with
 * `invalid-environment` if a secret is missing or cannot be one.
 */
export function openWebhooks(
  webhooks: Newsletter['feedback']['webhooks'],
  environment: Readonly<Record<string, string | undefined>>,
): ConfiguredWebhooks {
  const configured = providerNames.filter((name) => webhooks[name] !== undefined);
  const topics = webhooks.ses?.topics ?? [];
  return new Map(
    configured.map((name) => {
      const provider = providers[name];
      return [name, { provider, topics, secrets: readSecrets(provider, environment) }];
    }),
  );
}

/** Several secrets are separated by commas, the newest first. */
function readSecrets(
  { secretName: name, label, faultOf }: WebhookProvider,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (name === undefined) return [];
  const secrets = (environment[name] ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (secrets.length === 0)
    fail('invalid-environment', {
      name,
      reason: `it is not set, and "feedback.webhooks" in newsletter.yaml names ${label}`,
    });
  for (const secret of secrets) {
    const reason = faultOf(secret);
    if (reason !== undefined) fail('invalid-environment', { name, reason });
  }
  return secrets;
}
