import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Metrics } from './app-context.ts';

/** A figure that is read when a monitoring system asks. */
export interface Measured {
  /** In snake case, with the unit at the end. */
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/**
 * Creates the metrics in the text format of Prometheus: figures of this process, and the results of
 * `measure`.
 */
export function createMetrics(token: string, measure: () => Promise<readonly Measured[]>): Metrics {
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return {
    token,
    contentType: ofProcess.contentType,
    async read() {
      // Creates a registry for each answer, so that the labels of old dispatches disappear.
      const registry = new Registry();
      for (const { name, help, samples } of await measure()) {
        const labelNames = Object.keys(samples[0]?.labels ?? {});
        const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
        for (const { labels, value } of samples) gauge.set(labels, value);
      }
      return (await registry.metrics()) + (await ofProcess.metrics());
    },
  };
}
