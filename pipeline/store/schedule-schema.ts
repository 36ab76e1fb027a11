/** The tables of people's decisions about issues, and of the time from which moments count. */
export interface ScheduleTables {
  holds: HoldsTable;
  skips: SkipsTable;
  first_runs: FirstRunsTable;
  acknowledgements: AcknowledgementsTable;
}

/** Issues whose mail somebody holds back, whatever the transport. */
interface HoldsTable {
  issue: string;
  held_at: number;
}

/** Issues that somebody decided not to send. They never count as missed. */
interface SkipsTable {
  issue: string;
  transport: string;
  skipped_at: number;
}

/** The time from which the moments of issues count, by transport. */
interface FirstRunsTable {
  transport: string;
  first_at: number;
  /** The schedule of the latest run, as the settings that determine its moments; empty without one. */
  schedule: string;
  /** The first run with that schedule. */
  schedule_at: number;
}

/**
 * How much of a dispatch somebody has reviewed and accepted. Deliveries that reach the state later count as
 * new.
 */
interface AcknowledgementsTable {
  dispatch: number;
  state: 'uncertain' | 'rejected';
  acknowledged_at: number;
}
