import { keepResults } from '../../foundation/text/keep-results.ts';
import { canIEmail } from '../clients/can-i-email.ts';
import { nameOfClients, reaches } from '../clients/clients.ts';
import { featuresUsed } from '../clients/features-used.ts';
import { templatePlace } from '../mail/template-place.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * The publication's mail programs must support every feature that an edition uses. Features that a theme
 * accepts are exempt: only a person can judge whether a mail is as good without them.
 */
export const clientSupport: Rule<EditionView> = {
  family: 'clients',
  codes: ['client-unsupported'],
  *check(view) {
    const missingFrom = judge(view);
    for (const [feature, text] of featuresUsed(view.mail)) {
      const missing = missingFrom(feature);
      if (missing.length === 0) continue;
      const title = canIEmail.features[feature]?.title ?? feature;
      const data = { feature, title, clients: nameOfClients(missing) };
      yield { code: 'client-unsupported', data, at: templatePlace(view.templates, text) };
    }
  },
};

type Judge = (feature: string) => readonly string[];

/** Kept, because all editions of a publication accept the same features. */
const judges = new WeakMap<
  EditionView['accepted'],
  { newsletter: EditionView['newsletter']; judge: Judge }
>();

/** The mail programs of a publication that lack a feature, except where the feature is accepted. */
function judge({ newsletter, accepted }: EditionView): Judge {
  const known = judges.get(accepted);
  if (known?.newsletter === newsletter) return known.judge;
  const judge = keepResults(1000, (feature) => {
    const excused = accepted.filter((entry) => entry.feature === feature).flatMap(({ clients }) => clients);
    return (canIEmail.features[feature]?.no ?? []).filter(
      (client) => reaches(newsletter.check.clients, client) && !reaches(excused, client),
    );
  });
  judges.set(accepted, { newsletter, judge });
  return judge;
}
