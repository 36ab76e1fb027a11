/** One way of sending, as it is measured. */
export interface Contender {
  readonly name: string;
  /** Messages a round: about as many as take a few seconds. */
  readonly messages: number;
  /** What is not measured, such as planning; called before every round. */
  prepare?(): Promise<void>;
  /** Sends them, and resolves when the server has taken them all. */
  send(): Promise<void>;
  close?(): Promise<void>;
}

export interface ContenderOptions {
  readonly port: number;
  readonly connections: number;
  readonly messages: number;
}
