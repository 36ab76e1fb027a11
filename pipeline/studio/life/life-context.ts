import type { Studio } from '../studio.ts';

/** The parts of the studio that the life of an issue needs. */
export type LifeContext = Pick<
  Studio,
  'root' | 'stateFolder' | 'live' | 'deskFiles' | 'services' | 'clock' | 'opens' | 'maySend'
>;
