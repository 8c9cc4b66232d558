/** A process that predicts, its clocks in the hands of the test: the one it is given, and the timers. */
import { type Answer, type PredictDeps, Predicting, type PredictRequest } from '../../../functions/predict/predict';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  learnBlocks,
  memoryStores,
  type Stores,
  streamClock,
} from '../../support/learning';

export const declaration = binaryModel();
export const request: PredictRequest = {
  eventId: 'r1',
  time: '2024-01-02T00:00:00Z',
  features: { place: 'top', kind: 'k1', x: 1.25, y: null },
};
export const order = { by: 'ada', reason: 'a test' };
export const never = new Promise<never>(() => {});

/** A process that predicts, its clock in our hands. */
export function predictingOver(stores: Stores, overrides: Partial<PredictDeps> = {}, model = declaration) {
  const problems: Error[] = [];
  const clock = { nowMs: 5_000 };
  const predicting = new Predicting(
    { ...stores, monotonicMs: () => clock.nowMs, onProblem: (problem) => problems.push(problem), ...overrides },
    model,
  );
  return { predicting, problems, clock };
}

export const versionIn = (answer: Answer): string => {
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.answer.version;
};

export async function learned(): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completedExamples(declaration, 648), 72));
  return stores;
}

export const moveDeps = ({ heads }: Stores) => ({ heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' });

/** Has the processor do what is due, without moving any clock. */
export const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

/** To be called once by each test file: no timer is left behind by any test. */
export function withFakeTimers(): void {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
}
