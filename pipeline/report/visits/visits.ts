export interface Visits {
  /** Requests of the page. */
  readonly views: number;
  /** Different pairs of an address and a program on one day. */
  readonly visitors: number;
}

export interface LogFigures {
  readonly lines: number;
  /** Lines that are not in the common or combined format. */
  readonly unreadable: number;
  /** Requests of the pages by programs, which do not count. */
  readonly bots: number;
  /** Whether lines lack the name of the program, so that bots cannot be told from people. */
  readonly lacksAgents: boolean;
  /** The first and the last request, in ms since 1970; undefined for an empty log. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}
