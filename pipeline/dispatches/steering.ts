/** An operator's decision about a dispatch that has begun. */
export interface Steering {
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly cancel?: boolean;
  readonly retryRejected?: boolean;
  readonly resendUncertain?: boolean;
  /** Leaves rejected or uncertain deliveries as they are, because somebody has reviewed them. */
  readonly leaveRejected?: boolean;
  readonly leaveUncertain?: boolean;
  /** Accepts this ledger as the current one, although it was restored from a backup. */
  readonly acceptLedger?: boolean;
}

/** Whether the options steer a dispatch that has begun. */
export function isSteering(options: Steering): boolean {
  const { pause, resume, cancel, retryRejected, resendUncertain, acceptLedger } = options;
  const { leaveRejected, leaveUncertain } = options;
  return [
    pause,
    resume,
    cancel,
    retryRejected,
    resendUncertain,
    acceptLedger,
    leaveRejected,
    leaveUncertain,
  ].some(Boolean);
}
