import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../pipeline/delivery/plan/record-plan.ts';
import { smtp } from '../../pipeline/delivery/smtp/smtp.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createBenchEdition } from './bench-edition.ts';

/** Plans an issue for all readers in the store, and returns its dispatch. */
export async function planIssue(store: Store, issue: string): Promise<number> {
  const edition = createBenchEdition(issue);
  const request = {
    issue,
    transport: smtp,
    ready: [edition],
    configured: [edition.locale],
    source: edition.locale,
    missing: 'refuse',
  } as const;
  const plan = await planDispatch(store, request, Date.now());
  const { dispatch } = await recordPlan(store, plan, request, { messageDomain: 'courant.example.org' });
  if (dispatch === undefined) throw new Error('There is nobody to send it to');
  return dispatch;
}
