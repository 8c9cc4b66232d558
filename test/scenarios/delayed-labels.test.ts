/**
 * Labels come one to five days late, and the world turns by twelve degrees a day. Three ways to say how good a line is, on the
 * same examples:
 *
 *   when its label came      the moving line, tested just before it learned the example: the progressive score
 *   when it was due          the line as it stood when the prediction was made: the most that could have been served
 *   as a sealed candidate    the line as it stood at its last daily seal, on what was predicted after it: what the gate goes by
 *
 * Over the first it has learned labels of predictions made at the same time as this one, and later: it knows a world that nobody
 * knew when an answer was asked for.
 */
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { days } from '../../functions/contracts/duration';
import { logistic, whenBetter } from '../../functions/contracts/model';
import type { ExampleColumns } from '../../functions/domain/examples/columns';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import { createEncoder } from '../../functions/domain/features/encoder';
import type { LedgerEntry, LineageEdge } from '../../functions/domain/lineage/entries';
import { loadTrained, type Trained } from '../../functions/learn/checkpoints';
import { Learning } from '../../functions/learn/learn';
import { drifting } from '../../functions/local/simulators/drifting';
import { edgeOf, learnDeps, memoryStores, type Stores } from '../support/learning';
import { joinedExamples, learnStepwise } from '../support/simulated-examples';

/** Taken once: in jest's sandbox each look-up of the global `Math` costs more than the logarithm. */
const { log, max, min } = Math;

const CLIP = 0.001;
const MICRO_BATCH = 128;
/** Before this day the line has seen too little to be compared. */
const WARM_MS = Date.UTC(2024, 0, 9);

interface Figures {
  readonly examples: number;
  readonly candidates: number;
  readonly atLabelTime: number;
  readonly whenDue: number;
  readonly sealed: number;
}

/**
 * The gate is closed (no evidence reaches e^690), so every candidate is compared with the untrained prior, whose loss is ln 2; it is
 * given up, with its evidence in the ledger, after the first day or so of examples predicted after its seal.
 */
const declared = (declaration: ModelDeclaration): ModelDeclaration => ({
  ...declaration,
  hashBits: 8,
  microBatch: MICRO_BATCH,
  learners: [...declaration.learners.filter(({ kind }) => kind !== 'logistic'), logistic({ learningRate: 0.2 })],
  seal: { everyMs: days(1), live: 12 },
  promote: whenBetter({
    metric: 'logLoss',
    alpha: 1e-300,
    minimumExamples: 1000,
    maximumExamples: 1000,
    clip: CLIP,
  }),
});

/** What any version of the line says of any example: versions are kept, whatever retention thinks. */
class Asked {
  private readonly trained = new Map<string, Trained>();
  private readonly encoded: LabelledBatch;

  constructor(
    private readonly stores: Stores,
    declaration: ModelDeclaration,
    all: ExampleColumns,
    private readonly lineage: readonly LineageEdge[],
  ) {
    this.encoded = createEncoder(declaration).encode(all, 0, all.count);
  }

  async logLossOf(version: string, example: number): Promise<number> {
    const { numeric, numericCount, label } = this.encoded;
    const out = new Float64Array(1);
    const { learner } = await this.load(version);
    const own = numeric.subarray(example * numericCount, (example + 1) * numericCount);
    learner.predict({ ...this.encoded, count: 1, numeric: own }, out);
    const ofLabel = label[example] === 1 ? out[0]! : 1 - out[0]!;
    return -log(min(max(ofLabel, CLIP), 1 - CLIP));
  }

  private async load(version: string): Promise<Trained> {
    let trained = this.trained.get(version);
    if (trained === undefined) {
      trained = await loadTrained(this.stores.objects, edgeOf(this.lineage, version).checkpoint, undefined);
      this.trained.set(version, trained);
    }
    return trained;
  }
}

async function figuresOf(turnDays: number): Promise<Figures> {
  const { declaration: simulated, lines } = drifting({ seed: 3, examples: 20_000, perDay: 1000, turnDays });
  const declaration = declared(simulated);
  const all = await joinedExamples(declaration, lines);
  const forgetful = memoryStores();
  const stores: Stores = { ...forgetful, objects: { ...forgetful.objects, delete: async () => {} } };
  const learning = new Learning(learnDeps(stores), declaration);
  await learnStepwise(learning, all);
  const lineage = (await stores.heads.lineage(declaration.name)).filter(({ learner }) => learner === 'logistic');
  const asked = new Asked(stores, declaration, all, lineage);
  const major = lineage[0]!.version.split('.')[0]!;

  /** The last version that had learned nothing which became known after `timeMs`; its line's beginning has no edge. */
  const standingAt = (timeMs: number): string => lineage.findLast(({ clockMs }) => clockMs <= timeMs)!.version;
  const beforeLearning = (example: number): string => `${major}.${(example - (example % MICRO_BATCH)) / MICRO_BATCH}`;

  const inOrderOfPrediction = Array.from({ length: all.count }, (_, at) => at).sort(
    (a, b) => all.predictedAtMs[a]! - all.predictedAtMs[b]!,
  );
  const ledger = await stores.heads.ledger(declaration.name);
  const sealedAtMs = (version: string) =>
    ledger.find((entry) => entry.kind === 'candidate-sealed' && entry.version === version)!.timeMs;
  const compared = (entry: LedgerEntry): number[] => {
    const afterMs = sealedAtMs(entry.version);
    return inOrderOfPrediction
      .filter((example) => all.predictedAtMs[example]! > afterMs)
      .slice(0, Number(entry.evidence.examples));
  };

  const givenUp = ledger.filter((entry) => entry.kind === 'candidate-given-up' && sealedAtMs(entry.version) >= WARM_MS);
  let examples = 0;
  let atLabelTime = 0;
  let whenDue = 0;
  let sealed = 0;
  for (const entry of givenUp) {
    let own = 0;
    for (const example of compared(entry)) {
      examples += 1;
      own += await asked.logLossOf(entry.version, example);
      atLabelTime += await asked.logLossOf(beforeLearning(example), example);
      whenDue += await asked.logLossOf(standingAt(all.predictedAtMs[example]!), example);
    }
    // What the gate went by is the loss of the sealed version on exactly these examples.
    const byTheGate = Number(entry.evidence.examples) * (Math.LN2 - Number(entry.evidence.meanDifference));
    expect(byTheGate).toBeCloseTo(own, 6);
    sealed += byTheGate;
  }
  const rounded = (sum: number): number => Math.round((1000 * sum) / examples) / 1000;
  return {
    examples,
    candidates: givenUp.length,
    atLabelTime: rounded(atLabelTime),
    whenDue: rounded(whenDue),
    sealed: rounded(sealed),
  };
}

test('where nothing drifts, the three agree: 0.389 each', async () => {
  const { atLabelTime, whenDue, sealed } = await figuresOf(Number.POSITIVE_INFINITY);
  expect(atLabelTime).toBeCloseTo(0.389, 2);
  expect(Math.abs(whenDue - atLabelTime)).toBeLessThan(0.003);
  expect(Math.abs(sealed - whenDue)).toBeLessThan(0.003);
});

test('where the world turns in 30 days: 0.447 when labels came, 0.634 when due; sealed candidates, 0.686, are not flattered', async () => {
  const { candidates, atLabelTime, whenDue, sealed } = await figuresOf(30);
  expect(candidates).toBeGreaterThan(10);
  expect(atLabelTime).toBeCloseTo(0.447, 2);
  expect(whenDue).toBeCloseTo(0.634, 2);
  expect(sealed).toBeCloseTo(0.686, 2);
  // The progressive score promises a quarter of a nat over the untrained prior (ln 2). Nobody could have been served that.
  expect(whenDue - atLabelTime).toBeGreaterThan(0.15);
  // A candidate is up to a seal's interval older than what stood when an answer was due: never better, and not by much worse.
  expect(sealed).toBeGreaterThan(whenDue);
  expect(sealed - whenDue).toBeLessThan(0.07);
});
