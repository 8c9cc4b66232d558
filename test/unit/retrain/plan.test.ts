/** Which archived examples a lineage names, in order. */
import type { LineageEdge } from '../../../functions/domain/lineage/entries';
import { archivedIn, decodePlan, encodePlan } from '../../../functions/retrain/plan';

const edge = (
  version: string,
  first: number,
  last: number,
  data: LineageEdge['data'] | string,
  kind: LineageEdge['kind'] = 'stateful-update',
): LineageEdge => ({
  version,
  kind,
  parents: [],
  learner: 'logistic',
  checkpoint: '',
  batches: { first, last },
  from: {},
  to: {},
  clockMs: 1000 * last,
  data: typeof data === 'string' ? { archived: [data] } : data,
  codeHash: '',
  configHash: '',
  seed: 1,
  backend: '',
  metrics: {},
});
const namesOf = (lineage: readonly LineageEdge[], first: number, last: number): string[] =>
  archivedIn(lineage, first, last).pieces.map(({ name }) => name);

const lineage = [
  edge('1.4', 1, 4, 'a', 'start'),
  edge('2.4', 1, 4, 'a', 'start'),
  { ...edge('3.0', 1, 4, ''), kind: 'fork' as const, batches: null },
  // Line 1 was retired after micro-batch 6 of 5..9.
  edge('1.6', 5, 6, 'b'),
  edge('2.9', 5, 9, 'b'),
  edge('4.0', 5, 9, 'nothing of its own', 'stateless-retrain'),
  edge('2.10', 10, 10, 'c'),
];

test('each commit once, with all that it learned, whichever line says so', () => {
  const { pieces, breaksOff } = archivedIn(lineage, 1, 10);
  expect(breaksOff).toBeNull();
  expect(pieces).toEqual([
    { name: 'a', first: 1, last: 4, clockMs: 4000 },
    { name: 'b', first: 5, last: 9, clockMs: 9000 },
    { name: 'c', first: 10, last: 10, clockMs: 10_000 },
  ]);
});

test('from a micro-batch on, or none', () => {
  expect(namesOf(lineage, 5, 10)).toEqual(['b', 'c']);
  expect(archivedIn(lineage, 11, 10)).toEqual({ pieces: [], breaksOff: null });
});

test('back to where nothing was retained, and why', () => {
  const gap = [
    edge('1.4', 1, 4, 'a'),
    edge('1.9', 5, 9, { notRetained: 'no archive then' }),
    edge('1.10', 10, 10, 'c'),
  ];
  expect(archivedIn(gap, 1, 10)).toMatchObject({ pieces: [{ name: 'c' }], breaksOff: 'no archive then' });
});

test('back to where the lineage has a hole', () => {
  const hole = lineage.filter(({ batches }) => batches?.first !== 5);
  expect(archivedIn(hole, 1, 10)).toMatchObject({
    pieces: [{ name: 'c' }],
    breaksOff: 'the lineage does not say who learned micro-batch 9',
  });
});

test('a plan comes back as it was written, and two retrains never share one', () => {
  const { pieces } = archivedIn(lineage, 1, 10);
  expect(decodePlan(encodePlan('r1', pieces))).toEqual(pieces);
  expect(encodePlan('r1', pieces)).toEqual(encodePlan('r1', pieces));
  expect(encodePlan('r2', pieces)).not.toEqual(encodePlan('r1', pieces));
});
