/** Two lines of one learner: which is the older, and which goes. */
import type { EdgeKind, LineageEdge } from '../../../../functions/domain/lineage/entries';
import { displaced, leftBehind, rootIn, type TrainedLine } from '../../../../functions/domain/lineage/succession';

const line = (major: number, learner = 'logistic', root?: number): TrainedLine => ({
  major,
  learner,
  ...(root === undefined ? {} : { root }),
});
const majors = (lines: readonly TrainedLine[]): number[] => lines.map(({ major }) => major);

describe('a promotion', () => {
  it('of the newer line leaves the older line of its learner behind, and no other', () => {
    expect(majors(leftBehind([line(1), line(2, 'neural'), line(3, 'prior'), line(5)], 5))).toEqual([1]);
  });

  it('of the older line leaves nobody behind', () => {
    expect(leftBehind([line(1), line(5)], 1)).toEqual([]);
  });

  it('of a fork of the older line leaves nobody behind, whatever its number', () => {
    expect(leftBehind([line(6, 'logistic', 1), line(5)], 6)).toEqual([]);
  });

  it('of the newer line leaves a fork of the older one behind', () => {
    expect(majors(leftBehind([line(6, 'logistic', 1), line(5)], 5))).toEqual([6]);
  });

  it('of a version whose line is not live leaves nobody behind', () => {
    expect(leftBehind([line(5)], 1)).toEqual([]);
  });
});

describe('for one more line of a learner', () => {
  it('nobody makes room while it has one line', () => {
    expect(displaced([line(1), line(2, 'neural')], 'logistic', 1)).toEqual([]);
    expect(displaced([line(1)], 'logistic', 2)).toEqual([]);
  });

  it('the line that is not the champion’s makes room', () => {
    expect(majors(displaced([line(1), line(5)], 'logistic', 1))).toEqual([5]);
    expect(majors(displaced([line(1), line(5)], 'logistic', 5))).toEqual([1]);
  });

  it('the older one makes room where the champion is of neither', () => {
    expect(majors(displaced([line(6, 'logistic', 1), line(5)], 'logistic', 3))).toEqual([6]);
  });

  it('a learner without lines has none that could make room', () => {
    expect(displaced([line(3, 'prior')], 'logistic', 3)).toEqual([]);
  });
});

describe('the beginning of a training', () => {
  const edge = (version: string, kind: EdgeKind, parents: readonly string[]): LineageEdge => ({
    version,
    kind,
    parents,
    learner: 'logistic',
    checkpoint: '',
    batches: null,
    from: {},
    to: {},
    clockMs: 0,
    data: { archived: [] },
    codeHash: '',
    configHash: '',
    seed: 1,
    backend: '',
    metrics: {},
  });

  it('is found through forks of forks, and not through a retrain or another declaration', () => {
    const lineage = [
      edge('1.4', 'start', []),
      edge('5.0', 'stateless-retrain', ['1.4']),
      edge('6.0', 'fork', ['1.3']),
      edge('7.0', 'fork', ['6.2']),
      edge('8.1', 'model-iteration', ['7.2']),
      edge('9.0', 'fork', ['5.2']),
    ];
    expect([1, 5, 6, 7, 8, 9].map((major) => rootIn(lineage, major))).toEqual([1, 5, 1, 1, 8, 5]);
  });
});
