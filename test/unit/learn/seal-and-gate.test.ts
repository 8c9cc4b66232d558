/** Sealed candidates, the contest and the gate, over the whole of `learn`. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { hours } from '../../../functions/contracts/duration';
import { logistic, whenBetter } from '../../../functions/contracts/model';
import { createEncoder } from '../../../functions/domain/features/encoder';
import type { Completed } from '../../../functions/domain/labels/waiting';
import { loadTrained } from '../../../functions/learn/checkpoints';
import { promoteVersion } from '../../../functions/promote/promote';
import { rebuild } from '../../../functions/rebuild/rebuild';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  edgeOf,
  headOf,
  learnBlocks,
  learnDeps,
  memoryStores,
  multiclassModel,
  regressionModel,
  type Stores,
  streamClock,
} from '../../support/learning';

async function learned(declaration: ModelDeclaration, completed: readonly Completed[], size = 64): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completed, size));
  return stores;
}

const CLIP = 0.1;
/** Nothing is ever decided, and everything stays comparable. */
const patient = (options: Partial<Parameters<typeof whenBetter>[0]> = {}) =>
  whenBetter({ metric: 'logLoss', minimumExamples: 100_000, clip: CLIP, ...options });

/** In the order in which they mature. */
const predictedAfter = (completed: readonly Completed[], timeMs: number): Completed[] =>
  completed.filter((one) => one.predictedAtMs > timeMs).sort((a, b) => a.predictedAtMs - b.predictedAtMs);

/** Clipped log losses of a checkpoint. */
async function lossesOf({ objects }: Stores, checkpoint: string, completed: readonly Completed[]): Promise<number[]> {
  const { learner, about } = await loadTrained(objects, checkpoint, undefined);
  const encoder = createEncoder(about.encoding);
  return completed.map(({ served, label }) => {
    const out = new Float64Array(1);
    learner.predict(encoder.encodeServed(served.features), out);
    const ofLabel = label === 1 ? out[0]! : 1 - out[0]!;
    return -Math.log(Math.min(Math.max(ofLabel, CLIP), 1 - CLIP));
  });
}

const sumOf = (losses: readonly number[]): number => losses.reduce((sum, loss) => sum + loss, 0);

describe('the first champion', () => {
  it.each([
    ['binary', binaryModel(), [0.5]],
    ['multiclass', multiclassModel(), [1 / 3, 1 / 3, 1 / 3]],
    ['regression', regressionModel(), [0]],
  ])('of a %s model is the untrained prior, from the beginning of time', async (_, declaration, answer) => {
    const stores = await learned(declaration, completedExamples(declaration, 20));
    const { reigns } = await headOf(stores, declaration);
    expect(reigns).toHaveLength(1);
    expect(reigns[0]).toMatchObject({ version: '2.0', learner: 'prior', sinceMs: 0 });
    const { learner, about } = await loadTrained(stores.objects, reigns[0]!.checkpoint, undefined);
    const out = new Float64Array(answer.length);
    learner.predict(createEncoder(about.encoding).encodeServed({ place: 'top', x: 1 }), out);
    expect([...out]).toEqual(answer);
    expect((await stores.heads.ledger(declaration.name)).filter(({ kind }) => kind === 'promoted')).toMatchObject([
      { version: '2.0', from: null, by: 'perennial', timeMs: 0 },
    ]);
  });
});

describe('evidence', () => {
  const declaration = binaryModel({ promote: patient(), seal: { every: hours(2), live: 3 } });
  const completed = completedExamples(declaration, 640, { delayMinutes: 60 });

  it('is of exactly those matured examples that were predicted after the seal, against the champion', async () => {
    const stores = await learned(declaration, completed);
    const { contest, clockMs } = await headOf(stores, declaration);
    expect(contest.candidates).toHaveLength(3);
    for (const { checkpoint, sealedAtMs, examples, differenceSum } of contest.candidates) {
      const after = predictedAfter(completed, sealedAtMs);
      // Those predicted within the last hour or so of the stream have not matured: some of their labels are not known yet.
      expect(examples).toBeLessThan(after.length);
      expect(after.length - examples).toBeLessThan(90);
      // The untrained prior pays ln 2 for each.
      const losses = await lossesOf(stores, checkpoint, after.slice(0, examples));
      expect(differenceSum).toBeCloseTo(examples * Math.LN2 - sumOf(losses), 9);
      expect(clockMs).toBeGreaterThan(sealedAtMs);
    }
  });

  it('after a person has moved the champion is of examples that both have answered for', async () => {
    const stores = await learned(declaration, completed.slice(0, 320));
    const { stored, contest } = await headOf(stores, declaration);
    const earlier = stored.find(({ learner }) => learner === 'lastOutcome')!;
    const kept = contest.candidates.filter(({ sealedAtMs }) => sealedAtMs > earlier.clockMs);
    expect(kept.length).toBeGreaterThan(0);
    const deps = { heads: stores.heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' };
    await promoteVersion(deps, declaration, earlier.version, { by: 'ada', reason: 'a test' });
    await learnBlocks(stores, declaration, blocksOf(declaration, completed.slice(320), 64));
    const after = await headOf(stores, declaration);
    for (const { version, checkpoint, sealedAtMs, examples, differenceSum } of after.contest.candidates) {
      if (!kept.some((one) => one.version === version)) continue;
      const compared = predictedAfter(completed.slice(320), sealedAtMs).slice(0, examples);
      expect(examples).toBeGreaterThan(200);
      const [byChampion, byCandidate] = [
        await lossesOf(stores, earlier.checkpoint, compared),
        await lossesOf(stores, checkpoint, compared),
      ];
      expect(differenceSum).toBeCloseTo(sumOf(byChampion) - sumOf(byCandidate), 9);
    }
  });

  it('does not change when labels from before the seal are turned round: none of them counts', async () => {
    const { contest } = await headOf(await learned(declaration, completed.slice(0, 320)), declaration);
    const { sealedAtMs, examples } = contest.candidates.at(-1)!;
    // Still without labels at the seal, predicted before it: the candidate has not learned them, and yet they do not count.
    const between = completed
      .slice(0, 320)
      .filter((one) => one.predictedAtMs <= sealedAtMs && one.completedAtMs > sealedAtMs);
    expect(between.length).toBeGreaterThan(20);
    const turned = completed
      .slice(0, 320)
      .map((one) => (between.includes(one) ? { ...one, label: 1 - one.label } : one));
    const after = await headOf(await learned(declaration, turned), declaration);
    const candidate = after.contest.candidates.find((one) => one.sealedAtMs === sealedAtMs)!;
    expect(examples).toBeGreaterThan(0);
    expect(candidate.checkpoint).toBe(contest.candidates.at(-1)!.checkpoint);
    expect(candidate.examples).toBe(examples);
    expect(candidate.differenceSum).toBe(contest.candidates.at(-1)!.differenceSum);
  });
});

describe('a promotion by the gate', () => {
  const declaration = binaryModel();
  const completed = completedExamples(declaration, 640);

  it('is of the sealed candidate, byte for byte: what the line was at its seal, whatever it has learned since', async () => {
    const stores = await learned(declaration, completed);
    const { reigns } = await headOf(stores, declaration);
    const deps = {
      heads: stores.heads,
      archive: stores.objects,
      codeHash: learnDeps(stores).codeHash,
      runtime: learnDeps(stores).runtime,
    };
    // One commit a micro-batch: every version of the line has its own edge, with the name of its bytes.
    const stepwise = await learned(declaration, completed, declaration.microBatch);
    const lineage = await stepwise.heads.lineage(declaration.name);
    const promoted = reigns.slice(1);
    expect(promoted.length).toBeGreaterThan(1);
    for (const { version, checkpoint } of promoted) {
      expect(checkpoint).toBe(edgeOf(lineage, version).checkpoint);
      const rebuilt = await rebuild(deps, declaration, version);
      expect(rebuilt).toMatchObject({ kind: 'rebuilt', checkpoint });
    }
  });

  it('is in the ledger with its numbers: candidate, champion before, e-value above its threshold, interval above 0', async () => {
    const stores = await learned(declaration, completed);
    const { reigns } = await headOf(stores, declaration);
    const promotions = (await stores.heads.ledger(declaration.name)).filter(({ kind }) => kind === 'promoted');
    expect(promotions.map(({ version, timeMs }) => ({ version, timeMs }))).toEqual(
      reigns.map(({ version, sinceMs }) => ({ version, timeMs: sinceMs })),
    );
    for (const [at, { from, by, evidence }] of promotions.slice(1).entries()) {
      expect(from).toBe(promotions[at]!.version);
      expect(by).toBe('gate');
      expect(evidence.logEValue).toBeGreaterThanOrEqual(Number(evidence.logThreshold));
      expect(evidence.lower).toBeGreaterThanOrEqual(0);
      expect(evidence.examples).toBeGreaterThanOrEqual(declaration.promote.minimumExamples);
    }
  });

  it('is of one of two lines where only one of them learns anything', async () => {
    const two = binaryModel({ learners: [logistic({ name: 'asleep', learningRate: 1e-9 }), logistic()] });
    const { reigns } = await headOf(await learned(two, completed), two);
    expect(reigns.length).toBeGreaterThan(1);
    expect(reigns.slice(1).map(({ learner }) => learner)).not.toContain('asleep');
  });

  it('never comes from a baseline or a control line, however good it is', async () => {
    const only = binaryModel({ learners: [logistic({ name: 'control', until: '2024-01-01T05:00:00Z' })] });
    const stores = await learned(only, completed);
    const { reigns, contest } = await headOf(stores, only);
    expect(reigns).toHaveLength(1);
    expect(contest.entered).toBe(0);
  });
});

describe("a model that asks for a person's approval", () => {
  const declaration = binaryModel({
    promote: whenBetter({ metric: 'logLoss', minimumExamples: 50, clip: CLIP, approval: 'person' }),
  });

  it('promotes nothing by itself, says once who waits and why, and keeps that candidate', async () => {
    const stores = await learned(declaration, completedExamples(declaration, 640));
    const { reigns, contest } = await headOf(stores, declaration);
    expect(reigns).toHaveLength(1);
    const waiting = (await stores.heads.ledger(declaration.name)).filter(
      ({ kind }) => kind === 'candidate-awaits-approval',
    );
    expect(waiting.length).toBeGreaterThan(0);
    expect(new Set(waiting.map(({ version }) => version)).size).toBe(waiting.length);
    expect(waiting[0]?.reason).toContain(`perennial promote ${waiting[0]?.version}`);
    expect(waiting[0]?.evidence.logEValue).toBeGreaterThanOrEqual(Number(waiting[0]?.evidence.logThreshold));
    const marked = contest.candidates.filter(({ awaitingApproval }) => awaitingApproval);
    expect(waiting.map(({ version }) => version)).toEqual(expect.arrayContaining(marked.map(({ version }) => version)));
    expect(marked.length).toBeGreaterThan(0);
  });
});
