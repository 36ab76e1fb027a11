/** A way of sending to be measured. */
export interface Contender {
  readonly name: string;
  /** Messages per round, enough for a few seconds. */
  readonly messages: number;
  /** Called before every round for work that is not measured, such as planning. */
  prepare?(): Promise<void>;
  /** Sends the messages, and resolves when the server has accepted all of them. */
  send(): Promise<void>;
  /** The processor time of other processes in the last round, in microseconds. */
  cpuElsewhere?(): number;
  close?(): Promise<void>;
}

export interface ContenderOptions {
  readonly port: number;
  readonly connections: number;
  readonly messages: number;
}
