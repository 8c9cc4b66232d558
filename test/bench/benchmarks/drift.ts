/**
 * How soon do drift detectors find a documented drift, and how often do they find one where there is none? Ours and MOA's, with their
 * defaults, on the same errors of a naive Bayes; then ADWIN of both on five million values without a drift, and what an update costs.
 *
 * The first alarm within 2,000 values of a drift is its detection; later ones there are not counted, all others are false.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ADWIN_OF_MOA, Adwin } from '../../../functions/domain/drift/detectors/adwin';
import { Ddm } from '../../../functions/domain/drift/detectors/ddm';
import { Eddm } from '../../../functions/domain/drift/detectors/eddm';
import { Fhddm } from '../../../functions/domain/drift/detectors/fhddm';
import { HddmA } from '../../../functions/domain/drift/detectors/hddm-a';
import { HddmW } from '../../../functions/domain/drift/detectors/hddm-w';
import { Kswin } from '../../../functions/domain/drift/detectors/kswin';
import { PageHinkley } from '../../../functions/domain/drift/detectors/page-hinkley';
import { Random } from '../../../functions/domain/numeric/random';
import { ABSENT, hasSharedData } from '../../support/shared-streams';
import { type DriftStream, driftStreams } from '../drift-streams';
import { type JavaOutcome, javaPeer } from '../java-peer';
import { costOf, measure, ratioTo } from '../measure';
import type { Benchmark, Cost, Result } from '../result';

interface Fires {
  update(value: number): boolean;
}

/** Only of a rise, as MOA's detectors tell it. */
const onRise = (adwin: Adwin): Fires => ({
  update(value) {
    const before = adwin.mean;
    return adwin.update(value) && adwin.mean > before;
  },
});

const DETECTORS: readonly (readonly [name: string, make: () => Fires])[] = [
  ['ADWIN', () => onRise(Adwin.create())],
  ['ADWIN, settings of MOA', () => onRise(Adwin.create(ADWIN_OF_MOA))],
  ['Page-Hinkley', () => PageHinkley.create({ direction: 'up' })],
  ['DDM', () => Ddm.create()],
  ['EDDM', () => Eddm.create()],
  ['HDDM_A', () => HddmA.create()],
  ['HDDM_W', () => HddmW.create()],
  ['FHDDM', () => Fhddm.create()],
  ['KSWIN', () => Kswin.create({ alpha: 1e-5, windowSize: 300, statSize: 100 })],
];

const FOUND_WITHIN = 2000;
const REPEATS = 5;
const WARM_UPS = 2;
const STATIONARY = 5_000_000;

const firesSchema = z.array(z.object({ file: z.number(), detector: z.string(), at: z.array(z.number()) }));
const cutsSchema = z.array(z.object({ cuts: z.number(), cpuMs: z.array(z.number()) }));

export const drift: Benchmark = {
  name: 'drift',
  async run({ root, scratch }) {
    const moa = (mode: string, files: readonly string[]): JavaOutcome =>
      javaPeer({
        artifacts: ['nz.ac.waikato.cms.moa:moa:2024.07.0'],
        source: join(root, 'test', 'bench', 'java', 'DriftPeer.java'),
        args: [mode, ...files],
      });
    return [...(await found(scratch, moa)), ...(await stationary(scratch, moa))];
  },
};

type Moa = (mode: string, files: readonly string[]) => JavaOutcome;

async function found(scratch: string, moa: Moa): Promise<Result[]> {
  if (!hasSharedData()) return [{ name: 'drift, found', absent: ABSENT }];
  const streams = driftStreams();
  const outcome = moa(
    'detect',
    streams.map(({ name, errors }) => written(scratch, name, errors)),
  );
  const theirs = 'absent' in outcome ? null : firesSchema.parse(JSON.parse(outcome.stdout));
  const results: Result[] = [];
  for (const [name, make] of DETECTORS) {
    const ours = tally(streams, (stream) => alarms(make(), stream.errors));
    const rows = theirs?.filter(({ detector }) => detector === name) ?? [];
    const peer =
      rows.length === 0 ? null : tally(streams, (_, file) => rows.find((row) => row.file === file)?.at ?? []);
    results.push({
      name: `drift, ${name}`,
      cost: await costOfUpdates(make, streams[0]!.errors),
      ratio: null,
      figures: { ...ours },
      note: `${shown(ours)}; MOA ${peer === null ? ('absent' in outcome ? outcome.absent : 'has none') : shown(peer)}`,
    });
  }
  return results;
}

interface Tally {
  readonly drifts: number;
  readonly found: number;
  /** Of those that were found. */
  readonly meanDelay: number;
  readonly falseAlarms: number;
}

function tally(
  streams: readonly DriftStream[],
  alarmsOn: (stream: DriftStream, at: number) => readonly number[],
): Tally {
  const delays: number[] = [];
  let [drifts, falseAlarms] = [0, 0];
  for (const [at, stream] of streams.entries()) {
    const raised = alarmsOn(stream, at);
    drifts += stream.drifts.length;
    const after = (alarm: number): number | undefined =>
      stream.drifts.find((begin) => alarm >= begin && alarm < begin + FOUND_WITHIN);
    falseAlarms += raised.filter((alarm) => after(alarm) === undefined).length;
    for (const begin of stream.drifts) {
      const first = raised.find((alarm) => after(alarm) === begin);
      if (first !== undefined) delays.push(first - begin);
    }
  }
  const meanDelay = delays.reduce((sum, delay) => sum + delay, 0) / Math.max(1, delays.length);
  return { drifts, found: delays.length, meanDelay, falseAlarms };
}

const shown = ({ drifts, found, meanDelay, falseAlarms }: Tally): string =>
  `${found} of ${drifts} drifts found after ${meanDelay.toFixed(0)} values on average, ${falseAlarms} false alarms`;

async function stationary(scratch: string, moa: Moa): Promise<Result[]> {
  const inputs = [0.1, 0.3, 0.5, null].map((rate) => ({
    name: rate === null ? 'uniform' : `Bernoulli ${rate}`,
    values: withoutDrift(rate),
  }));
  const outcome = moa(
    'cuts',
    inputs.map(({ name, values }) => written(scratch, name, values)),
  );
  const theirs = 'absent' in outcome ? null : cutsSchema.parse(JSON.parse(outcome.stdout));
  const results: Result[] = [];
  for (const [at, { name, values }] of inputs.entries()) {
    const [cuts, cutsOfMoa] = [undefined, ADWIN_OF_MOA].map((options) => {
      const adwin = Adwin.create(options);
      for (let i = 0; i < values.length; i++) adwin.update(values[i]!);
      return adwin.detections;
    });
    const cost = await costOfUpdates(() => Adwin.create(ADWIN_OF_MOA), values);
    const peer = theirs?.[at];
    const peerCost =
      peer && costOf(peer.cpuMs.slice(WARM_UPS).map((cpuMs) => ({ wallMs: cpuMs, cpuMs, examples: values.length })));
    results.push({
      name: `drift, ADWIN on ${name}`,
      cost,
      ratio: peerCost ? ratioTo('MOA', cost, peerCost) : null,
      figures: { cuts: cuts!, cutsWithSettingsOfMoa: cutsOfMoa!, ...(peer && { cutsOfMoa: peer.cuts }) },
      note: `${cuts} false alarms of ${STATIONARY} values, ${cutsOfMoa} with the settings of MOA; MOA ${peer?.cuts ?? ('absent' in outcome ? outcome.absent : '')}`,
    });
  }
  return results;
}

const costOfUpdates = (make: () => Fires, values: Float64Array): Promise<Cost> =>
  measure({
    repeats: REPEATS,
    warmUps: WARM_UPS,
    prepare: make,
    work: (detector) => {
      for (let at = 0; at < values.length; at++) detector.update(values[at]!);
      return values.length;
    },
  });

function alarms(detector: Fires, values: Float64Array): number[] {
  const raised: number[] = [];
  for (let at = 0; at < values.length; at++) if (detector.update(values[at]!)) raised.push(at);
  return raised;
}

/** Uniform, or 1 at this rate and else 0. */
function withoutDrift(rate: number | null): Float64Array {
  const random = Random.seeded(rate === null ? 0 : rate * 10);
  const values = new Float64Array(STATIONARY);
  for (let at = 0; at < values.length; at++) {
    const uniform = random.uniform();
    values[at] = rate === null ? uniform : uniform < rate ? 1 : 0;
  }
  return values;
}

/** As little-endian float64. */
function written(folder: string, name: string, values: Float64Array): string {
  const file = join(folder, `${name.replaceAll(' ', '-')}.f64`);
  writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return file;
}
