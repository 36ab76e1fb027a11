/** The tables of what people decided about issues, and since when moments count. */
export interface ScheduleTables {
  holds: HoldsTable;
  skips: SkipsTable;
  first_runs: FirstRunsTable;
  acknowledgements: AcknowledgementsTable;
}

/** Issues whose mail a person holds back, whatever the transport. */
interface HoldsTable {
  issue: string;
  held_at: number;
}

/** Issues that a person decided not to send any more: nothing of them is missed. */
interface SkipsTable {
  issue: string;
  transport: string;
  skipped_at: number;
}

/** From when on the moments of issues count, by transport. */
interface FirstRunsTable {
  transport: string;
  first_at: number;
  /** The schedule of the latest run, by what decides its moments; empty without one. */
  schedule: string;
  /** The first run with that schedule. */
  schedule_at: number;
}

/** What a person has seen of a dispatch and left as it is: what came into the state later is new. */
interface AcknowledgementsTable {
  dispatch: number;
  state: 'uncertain' | 'rejected';
  acknowledged_at: number;
}
