import { expect, test } from 'vitest';
import { createStudioServices } from '../../pipeline/commands/studio-services.ts';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { diskRoots } from '../../pipeline/publication/disk-roots.ts';
import { openCommand } from './open-command.ts';

test('the public pages of the studio are opened again after a failure, and once for all requests', async () => {
  const environment = { COURANT_SECRET: 'short' };
  const { context, root } = await openCommand(environment);
  const publication = await loadPublication(diskRoots(root, packageRoot), new Report());
  if (publication === undefined) throw new Error('newsletter.yaml is wrong');
  const services = createStudioServices(context);
  try {
    await expect(services.publicPages(publication)).rejects.toThrow('COURANT_SECRET');
    environment.COURANT_SECRET = 'a secret of this test that is long enough';
    const requests = [services.publicPages(publication), services.publicPages(publication)];
    const [first, second] = await Promise.all(requests);
    expect(second).toBe(first);
    expect((await fetch(`${first}/subscribe`)).status).toBe(200);
  } finally {
    await services.close();
  }
});
