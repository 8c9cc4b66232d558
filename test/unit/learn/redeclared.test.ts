/** A changed declaration begins new lines where it must, and leaves the others alone. */

import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { hours } from '../../../functions/contracts/duration';
import { categorical, logistic, multiclass, numeric } from '../../../functions/contracts/model';
import {
  binaryModel,
  blockOf,
  blocksOf,
  completedExamples,
  edgeOf,
  headOf,
  learnBlocks,
  memoryStores,
  multiclassModel,
  outcomeOf,
} from '../../support/learning';

const before = binaryModel({ learners: [logistic(), logistic({ name: 'ftrl', optimizer: 'ftrl' })] });
const completed = completedExamples(before, 480);

/** 240 examples under `before`, so 15 micro-batches, then 240 more under `after`. */
async function learnedUnder(after: ModelDeclaration) {
  const stores = memoryStores();
  await learnBlocks(stores, before, blocksOf(before, completed.slice(0, 240), 60));
  const between = await headOf(stores, before);
  await learnBlocks(stores, after, blocksOf(after, completed.slice(240), 60));
  const lineage = await stores.heads.lineage(after.name);
  const ledger = await stores.heads.ledger(after.name);
  return { stores, between, head: await headOf(stores, after), lineage, ledger };
}

const linesOf = ({
  lines,
}: {
  readonly lines: readonly { readonly learner: string; readonly major: number; readonly minor: number }[];
}) => Object.fromEntries(lines.map(({ learner, major, minor }) => [learner, `${major}.${minor}`]));

test('a learner declared otherwise begins a new line from its old one; the other lines do not notice', async () => {
  const after = binaryModel({
    learners: [logistic({ learningRate: 0.3 }), logistic({ name: 'ftrl', optimizer: 'ftrl' })],
  });
  const { stores, head, lineage, ledger } = await learnedUnder(after);
  expect(linesOf(head)).toEqual({ logistic: '5.15', ftrl: '2.30', prior: '3.30', lastOutcome: '4.30' });
  const [first] = lineage.filter(({ version }) => version.startsWith('5.'));
  expect(first).toMatchObject({ kind: 'model-iteration', parents: ['1.15'], learner: 'logistic' });
  expect(first?.batches?.first).toBe(16);
  expect(ledger).toContainEqual(
    expect.objectContaining({
      kind: 'line-started',
      version: '5.0',
      from: '1.15',
      reason: 'the declaration of logistic, or of its features, has changed',
    }),
  );
  // The lines that stayed are what they would have been.
  const unchanged = memoryStores();
  await learnBlocks(unchanged, before, blocksOf(before, completed, 60));
  const expected = await headOf(unchanged, before);
  for (const learner of ['ftrl', 'prior', 'lastOutcome']) {
    const checkpoint = (lines: typeof head.lines) => lines.find((line) => line.learner === learner)?.checkpoint;
    expect(checkpoint(head.lines)).toBe(checkpoint(expected.lines));
  }
  // And the new one is what it would have been, had the stream begun with it.
  const fresh = memoryStores();
  await learnBlocks(fresh, after, blocksOf(after, completed.slice(240), 60));
  expect(head.lines.find(({ major }) => major === 5)?.checkpoint).toBe(
    (await headOf(fresh, after)).lines[0]?.checkpoint,
  );
  expect((await outcomeOf(stores, after)).head.learned?.examples).toBe(480);
});

test('a new score begins with the new line, and the old one is not carried over', async () => {
  const after = binaryModel({
    learners: [logistic({ learningRate: 0.3 }), logistic({ name: 'ftrl', optimizer: 'ftrl' })],
  });
  const { head, lineage } = await learnedUnder(after);
  const examplesOf = (learner: string) => {
    const { major, minor } = head.lines.find((line) => line.learner === learner)!;
    return edgeOf(lineage, `${major}.${minor}`).metrics.examples;
  };
  expect([examplesOf('logistic'), examplesOf('ftrl'), examplesOf('prior')]).toEqual([240, 480, 480]);
});

test('a learner that is added starts from nothing, beside the others', async () => {
  const after = binaryModel({ learners: [...before.learners, logistic({ name: 'slow', learningRate: 0.01 })] });
  const { head, lineage } = await learnedUnder(after);
  expect(linesOf(head)).toEqual({ logistic: '1.30', ftrl: '2.30', prior: '3.30', lastOutcome: '4.30', slow: '5.15' });
  expect(lineage.find(({ version }) => version.startsWith('5.'))).toMatchObject({
    kind: 'start',
    parents: [],
    learner: 'slow',
  });
});

test('a learner that is no longer declared stops learning; what it made still answers', async () => {
  const after = binaryModel({ learners: [logistic({ name: 'ftrl', optimizer: 'ftrl' })] });
  const { between, head } = await learnedUnder(after);
  expect(linesOf(head)).toEqual({ ftrl: '2.30', prior: '3.30', lastOutcome: '4.30' });
  expect(head.reigns.slice(0, between.reigns.length)).toEqual(between.reigns);
});

test('other features begin every line anew, while the champion answers from the features that it knows', async () => {
  const after = binaryModel({
    features: { place: categorical(), x: numeric(), hour: categorical() },
    crosses: [['place', 'hour']],
    learners: before.learners,
  });
  const { between, head, lineage } = await learnedUnder(after);
  expect(linesOf(head)).toEqual({ logistic: '5.15', ftrl: '6.15', prior: '7.15', lastOutcome: '8.15' });
  expect(lineage.filter(({ kind }) => kind === 'model-iteration')).toHaveLength(4);
  expect(between.reigns.at(-1)?.learner).not.toBe('prior');
  expect(head.reigns.map(({ version }) => version)).toEqual(
    expect.arrayContaining(between.reigns.map(({ version }) => version)),
  );
});

test('a change that no state depends on (gate, seal, archive, window of rollback) begins no line', async () => {
  const { head } = await learnedUnder({
    ...before,
    seal: { everyMs: 7_200_000, live: 2 },
    promote: { ...before.promote, alpha: 0.01 },
    archive: null,
    rollbackWithinMs: 1,
  });
  expect(linesOf(head)).toEqual({ logistic: '1.30', ftrl: '2.30', prior: '3.30', lastOutcome: '4.30' });
});

test('the order in which learners and features are declared does not matter to what they learn', async () => {
  const turned = binaryModel({
    features: Object.fromEntries(Object.entries(before.features).reverse()),
    learners: [...before.learners].reverse(),
  });
  const [one, other] = [memoryStores(), memoryStores()];
  await learnBlocks(one, before, blocksOf(before, completed, 100));
  await learnBlocks(other, turned, blocksOf(turned, completed, 100));
  const byLearner = async (stores: typeof one) =>
    Object.fromEntries((await headOf(stores, before)).lines.map(({ learner, checkpoint }) => [learner, checkpoint]));
  expect(await byLearner(other)).toEqual(await byLearner(one));
});

test('the order declared after the start changes nothing at all', async () => {
  const { head } = await learnedUnder({ ...before, learners: [...before.learners].reverse() });
  const { head: same } = await learnedUnder(before);
  expect({ ...head, declarationHash: null }).toEqual({ ...same, declarationHash: null });
});

describe('another outcome is another model: nothing is learned, nothing changed, and the message says what to do', () => {
  const learnedFirst = multiclassModel();
  const classes = (names: readonly string[]) =>
    multiclassModel({ outcome: multiclass({ within: hours(24), classes: names }) });

  it.each([
    ['with its classes in another order', classes(['high', 'middle', 'low']), 'multiclass (high, middle, low)'],
    ['with one class more', classes(['low', 'middle', 'high', 'top']), 'multiclass (low, middle, high, top)'],
    ['of another kind', { ...binaryModel(), name: learnedFirst.name }, 'binary'],
  ])('%s', async (_, after, shown) => {
    const stores = memoryStores();
    const examples = completedExamples(learnedFirst, 80);
    await learnBlocks(stores, learnedFirst, [blockOf(learnedFirst, examples.slice(0, 40))]);
    const head = await headOf(stores, learnedFirst);
    const learning = learnBlocks(stores, after, [blockOf(after, examples.slice(40))]);
    await expect(learning).rejects.toThrow(
      `model kinds has learned a multiclass (low, middle, high) outcome and is declared with ${shown}; declare what it had, or give the new model a name of its own`,
    );
    expect(await headOf(stores, learnedFirst)).toEqual(head);
  });

  it('while the window and its default label may change', async () => {
    const stores = memoryStores();
    const examples = completedExamples(learnedFirst, 80);
    await learnBlocks(stores, learnedFirst, [blockOf(learnedFirst, examples.slice(0, 40))]);
    const after = multiclassModel({
      outcome: multiclass({ within: hours(48), classes: ['low', 'middle', 'high'], otherwise: 'low' }),
    });
    await learnBlocks(stores, after, [blockOf(after, examples.slice(40))]);
    expect((await headOf(stores, after)).learned.examples).toBe(80);
  });
});
