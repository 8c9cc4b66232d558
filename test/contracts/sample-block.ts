import type { Block } from '../../functions/domain/examples/columns';

/** A block of one example with a feature of each kind; `first` is its sequence and tells blocks apart. */
export const sampleBlock = (first: number, model = 'flights'): Block => ({
  model,
  origin: 'shard-1',
  sequence: [String(first)],
  examples: {
    count: 1,
    categorical: [{ dictionary: ['LAS'], codes: Uint32Array.of(1) }],
    numeric: [Float64Array.of(Number.NaN)],
    label: Float64Array.of(1),
    weight: Float64Array.of(1),
    predictedAtMs: Float64Array.of(978_307_260_000),
    completedAtMs: Float64Array.of(978_322_200_000),
    events: Uint8Array.of(2),
    eventId: [`event ${first}`],
    source: { dictionary: [], codes: Uint32Array.of(0) },
    version: { dictionary: ['1.0'], codes: Uint32Array.of(1) },
    prediction: Float64Array.of(0.1 + 0.2),
    propensity: Float64Array.of(Number.NaN),
  },
});
