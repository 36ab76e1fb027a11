/** A process that dies at an exact moment: before or after the commit that brings a delivery into a state. */
import { deliver } from '../../../pipeline/delivery/deliver.ts';
import { planDispatch } from '../../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../../pipeline/delivery/plan/record-plan.ts';
import { defaultDeliverySettings } from '../../../pipeline/delivery/run/settings.ts';
import { parseSmtpUrl } from '../../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../../pipeline/delivery/smtp/smtp-transport.ts';
import { openStore } from '../../../pipeline/store/open-store.ts';
import type { DeliveryState } from '../../../pipeline/store/schema.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { createRequest } from './audience.ts';
import { composerFor } from './fake-transport.ts';

export interface DoomedOrder {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  /** The dispatch to deliver. Without it, the process plans one. */
  readonly dispatch?: number;
  readonly port?: number;
  /** When to die. Without it, the process survives. */
  readonly dieAt?: {
    readonly state: DeliveryState;
    readonly moment: 'before the commit' | 'after the commit';
  };
}

const order = JSON.parse(process.argv[2] ?? '') as DoomedOrder;
const store = mortal(await openStore(order));
if (order.dispatch === undefined) {
  const request = createRequest();
  await recordPlan(store, await planDispatch(store, request, Date.now()), request, {
    messageDomain: 'example.org',
  });
} else {
  const settings = { ...defaultDeliverySettings, connections: 1 };
  const address = parseSmtpUrl(`smtp://127.0.0.1:${order.port}`);
  const transport = createSmtpTransport({ address, settings });
  await deliver({ store, dispatch: order.dispatch, transport, composerFor, settings });
}
await store.close();

function mortal(real: Store): Store {
  const die = () => process.kill(process.pid, 'SIGKILL');
  return {
    ...real,
    async transaction(work) {
      let isLast = false;
      const result = await real.transaction(async (db) => {
        const value = await work(db);
        const rows = await db.selectFrom('deliveries').select('state').execute();
        isLast = rows.some(({ state }) => state === order.dieAt?.state);
        if (isLast && order.dieAt?.moment === 'before the commit') die();
        return value;
      });
      if (isLast) die();
      return result;
    },
  };
}
