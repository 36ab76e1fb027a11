import { canIEmail } from '../clients/can-i-email.ts';
import { nameOfClients, reaches } from '../clients/clients.ts';
import { featuresUsed } from '../clients/features-used.ts';
import { templatePlace } from '../mail/template-place.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * The publication's mail programs support every feature that an edition uses. Features that a theme accepts
 * are left out: only a person can judge whether a mail is as good without them.
 */
export const clientSupport: Rule<EditionView> = {
  family: 'clients',
  codes: ['client-unsupported'],
  *check({ mail, newsletter, templates, accepted }) {
    for (const [feature, text] of featuresUsed(mail)) {
      const { title, no } = canIEmail.features[feature] ?? { title: feature, no: [] };
      const excused = accepted.filter((entry) => entry.feature === feature).flatMap(({ clients }) => clients);
      const missing = no.filter(
        (client) => reaches(newsletter.check.clients, client) && !reaches(excused, client),
      );
      if (missing.length === 0) continue;
      const data = { feature, title, clients: nameOfClients(missing) };
      yield { code: 'client-unsupported', data, at: templatePlace(templates, text) };
    }
  },
};
