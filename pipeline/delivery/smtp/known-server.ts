/** What the connections of a transport have learned about their server. They share it, and change it. */
export interface KnownServer {
  /** Whether the end of a message and the next envelope may leave in one group, if the server offers PIPELINING. */
  takesGroups: boolean;
  /** Whether the commands of one envelope may. */
  takesEnvelopes: boolean;
  /** Whether it has answered the command after a rejected message in step, so that its rejections are believed at once. */
  rejectionsHold: boolean;
}

export function createKnownServer(): KnownServer {
  return { takesGroups: true, takesEnvelopes: true, rejectionsHold: false };
}
