/**
 * A value into each sketch, beside the KLL sketch of Apache DataSketches for Java and the DDSketch of npm, on the same values in the same
 * run. A ratio is what the peer costs in multiples of ours.
 */
import { join } from 'node:path';
import { DDSketch } from '@datadog/sketches-js';
import { z } from 'zod';
import { DdSketch } from '../../../functions/domain/statistics/sketches/dd-sketch';
import { HyperLogLog } from '../../../functions/domain/statistics/sketches/hyper-log-log';
import { KllSketch } from '../../../functions/domain/statistics/sketches/kll';
import { type JavaOutcome, javaPeer } from '../java-peer';
import { costOf, measure, ratioTo } from '../measure';
import type { Benchmark, Cost, Measured, Result } from '../result';

const UPDATES = 3_000_000;
const WARM_UPS = 3;
const REPEATS = 9;
/** The values are multiples of this, modulo 2^23, as KllPeer.java has them. */
const STRIDE = 3_246_533;
const MASK = 2 ** 23 - 1;
const DATASKETCHES = 'org.apache.datasketches:datasketches-java:6.1.1';

const timedSchema = z.array(z.object({ wallSeconds: z.number(), cpuSeconds: z.number(), updates: z.number() }));
const peerSchema = z.object({ floats: timedSchema, doubles: timedSchema });

export const sketches: Benchmark = {
  name: 'sketches',
  async run({ root }) {
    const values = strides();
    const kllFloats = await costOfAdding(values, () => KllSketch.create({ seed: 1, type: 'float32' }));
    const kllDoubles = await costOfAdding(values, () => KllSketch.create({ seed: 1 }));
    const dd = await costOfAdding(values, () => DdSketch.create());
    const npmDd = await measure({
      repeats: REPEATS,
      prepare: () => new DDSketch({ relativeAccuracy: 0.01 }),
      work: (sketch) => {
        for (let at = 0; at < UPDATES; at++) sketch.accept(values[at]!);
        return UPDATES;
      },
    });
    const distinct = await measure({
      repeats: REPEATS,
      prepare: () => HyperLogLog.create(),
      work: (sketch) => {
        for (let at = 0; at < UPDATES; at++) sketch.add(Math.imul(values[at]!, 0x9e3779b1), values[at]!);
        return UPDATES;
      },
    });
    const peer = javaPeer({
      artifacts: [DATASKETCHES],
      source: join(root, 'test', 'bench', 'java', 'KllPeer.java'),
      args: [UPDATES, WARM_UPS, REPEATS].map(String),
    });
    return [
      row('KLL add, float32', kllFloats, null, 'k = 200'),
      row('KLL add, float64', kllDoubles, null, 'k = 200'),
      ...peerRows(peer, kllFloats, kllDoubles),
      row('DDSketch add', dd, null, 'relative error 1 %'),
      row('DDSketch accept, npm @datadog/sketches-js', npmDd, dd, 'relative error 1 %'),
      row('HyperLogLog add', distinct, null, 'precision 14, hashes given'),
    ];
  },
};

function peerRows(peer: JavaOutcome, floats: Cost, doubles: Cost): Result[] {
  if ('absent' in peer) return [{ name: 'KLL update, DataSketches for Java', absent: peer.absent }];
  const timed = peerSchema.parse(JSON.parse(peer.stdout));
  const note = `${DATASKETCHES}, k = 200, warm`;
  return [
    row('KLL update, DataSketches for Java, float', javaCost(timed.floats), floats, note),
    row('KLL update, DataSketches for Java, double', javaCost(timed.doubles), doubles, note),
  ];
}

const row = (name: string, cost: Cost, ours: Cost | null, note: string): Measured => ({
  name,
  cost,
  ratio: ours === null ? null : ratioTo('ours', cost, ours),
  figures: {},
  note,
});

const javaCost = (repeats: z.infer<typeof timedSchema>): Cost =>
  costOf(
    repeats.map(({ wallSeconds, cpuSeconds, updates }) => ({
      wallMs: wallSeconds * 1000,
      cpuMs: cpuSeconds * 1000,
      examples: updates,
    })),
  );

/** Made before anything is timed. */
function strides(): Float64Array {
  const values = new Float64Array(UPDATES);
  let value = 0;
  for (let at = 0; at < UPDATES; at++) {
    value = (value + STRIDE) & MASK;
    values[at] = value;
  }
  return values;
}

const costOfAdding = (values: Float64Array, create: () => { add(value: number): void }): Promise<Cost> =>
  measure({
    warmUps: WARM_UPS,
    repeats: REPEATS,
    prepare: create,
    work: (sketch) => {
      for (let at = 0; at < UPDATES; at++) sketch.add(values[at]!);
      return UPDATES;
    },
  });
