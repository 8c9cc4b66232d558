/**
 * Compares the latest window of what was served, over all shards, with the baseline in the champion's checkpoint. No window, an old
 * one, a small one, or a champion that has learned little: not enough data, which is no good news.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { decodeCheckpoint, type LineCheckpoint } from '../domain/checkpoint/line-checkpoint';
import { type Drift, driftOf, overall, type Verdict } from '../domain/drift/drift';
import type { FeatureSketches } from '../domain/drift/feature-sketches';
import { addSketches, emptySketch, type Sketch } from '../domain/drift/sketch';
import { addWindows, emptyWindow, featuresHashOf, type Window } from '../domain/drift/window';
import { featureNames } from '../domain/features/plan';
import type { Reign } from '../domain/lineage/head';
import type { DriftWindows, StoredWindow } from '../ports/drift-windows';
import type { Heads } from '../ports/heads';
import type { Metrics } from '../ports/metrics';
import type { Objects } from '../ports/objects';
import { putDrift } from './drift-metrics';
import { bucketLengthMs } from './observe';

export interface EvaluateDeps {
  readonly windows: Pick<DriftWindows, 'list'>;
  readonly heads: Pick<Heads, 'load'>;
  readonly objects: Pick<Objects, 'get'>;
  readonly metrics: Metrics;
}

export interface FeatureDrift extends Drift {
  readonly feature: string;
}

/** For the log, the command line, and the evidence of a retrain. Survives JSON. */
export interface DriftReport {
  readonly model: string;
  readonly verdict: Verdict;
  /** Why there is no verdict; null when there is one. */
  readonly reason: string | null;
  /** null before the first commit. */
  readonly champion: string | null;
  /** Event time, from the first bucket to the end of the last; null when nothing was served lately. */
  readonly window: { readonly fromMs: number; readonly toMs: number } | null;
  /** Predictions served in the window. */
  readonly served: number;
  /** Those that both the window and the champion know, by name. */
  readonly features: readonly FeatureDrift[];
  /** Of the champion's own predictions; null while there is no verdict. */
  readonly predictions: Drift | null;
}

/** @throws whatever reading throws: a damaged checkpoint is no healthy one */
export async function evaluate(deps: EvaluateDeps, declaration: ModelDeclaration, nowMs: number): Promise<DriftReport> {
  const report = await compared(deps, declaration, nowMs);
  putDrift(deps.metrics, declaration, report);
  return report;
}

async function compared(deps: EvaluateDeps, declaration: ModelDeclaration, nowMs: number): Promise<DriftReport> {
  const { name, drift } = declaration;
  const buckets = await latestBuckets(deps.windows, declaration, nowMs);
  const window = buckets.reduce((sum, stored) => addWindows(sum, stored.window), emptyWindow(declaration));
  const champion = (await deps.heads.load(name))?.reigns.at(-1);
  const nothing: DriftReport = {
    model: name,
    verdict: 'not-enough-data',
    reason: null,
    champion: champion?.version ?? null,
    window: stretchOf(buckets, declaration),
    served: window.served,
    features: [],
    predictions: null,
  };
  if (window.served < drift.minimumSample)
    return { ...nothing, reason: `${window.served} predictions in the window; ${drift.minimumSample} are asked for` };
  if (champion === undefined) return { ...nothing, reason: 'nothing was learned yet' };
  const checkpoint = decodeCheckpoint(await deps.objects.get(champion.checkpoint));
  const { baseline } = checkpoint;
  if (baseline === null) return { ...nothing, reason: `version ${champion.version} was stored without a baseline` };
  const features = featureDrifts(declaration, window.features, checkpoint, baseline.features);
  const predictions = driftOf(drift, baseline.predictions, predictionsOf(champion, buckets));
  const verdict = overall([...features, predictions].map((one) => one.verdict));
  const reason =
    verdict === 'not-enough-data'
      ? `version ${champion.version} has learned fewer than ${drift.minimumSample} examples`
      : null;
  return { ...nothing, verdict, reason, features, predictions };
}

/** Those of the latest window of event time that is not later than now, if it is not a window old. */
async function latestBuckets(
  windows: EvaluateDeps['windows'],
  declaration: ModelDeclaration,
  nowMs: number,
): Promise<StoredWindow[]> {
  const { name, drift, aheadMs } = declaration;
  const lengthMs = bucketLengthMs(declaration);
  const listed = await windows.list(name, nowMs - 2 * drift.windowMs - lengthMs, nowMs + aheadMs);
  const hash = featuresHashOf(declaration);
  const own = listed.filter(({ window }) => window.featuresHash === hash);
  const untilMs = Math.max(...own.map(({ bucketMs }) => bucketMs)) + lengthMs;
  return untilMs <= nowMs - drift.windowMs ? [] : own.filter(({ bucketMs }) => bucketMs >= untilMs - drift.windowMs);
}

function stretchOf(buckets: readonly StoredWindow[], declaration: ModelDeclaration): DriftReport['window'] {
  if (buckets.length === 0) return null;
  const starts = buckets.map(({ bucketMs }) => bucketMs);
  return { fromMs: Math.min(...starts), toMs: Math.max(...starts) + bucketLengthMs(declaration) };
}

/** What the champion answered: logged with its version, or with none in a bucket that began in its reign. */
function predictionsOf({ version, sinceMs }: Reign, buckets: readonly StoredWindow[]): Sketch {
  const sketches = buckets.flatMap(({ bucketMs, window: { predictions } }) => [
    predictions.get(version),
    bucketMs >= sinceMs ? predictions.get('') : undefined,
  ]);
  return sketches.reduce<Sketch>(
    (sum, sketch) => (sketch === undefined ? sum : addSketches(sum, sketch)),
    emptySketch('numeric'),
  );
}

/** The champion may have been learned under another declaration: only features of one name and kind are compared. */
function featureDrifts(
  declaration: ModelDeclaration,
  window: Window['features'],
  { encoding }: LineCheckpoint,
  baseline: FeatureSketches,
): FeatureDrift[] {
  const [served, learned] = [featureNames(declaration), featureNames(encoding)];
  return (['categorical', 'numeric'] as const).flatMap((kind) =>
    served[kind].flatMap((feature, at) => {
      const known = baseline[kind][learned[kind].indexOf(feature)];
      return known === undefined ? [] : [{ feature, ...driftOf(declaration.drift, known, window[kind][at]!) }];
    }),
  );
}
