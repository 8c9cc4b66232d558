import { Pace } from '../../../functions/local/pace';

/** Sleeping moves the wall clock, and takes no time. */
const mockWall = { nowMs: 1000, sleptMs: [] as number[] };
jest.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    mockWall.sleptMs.push(ms);
    mockWall.nowMs += ms;
  },
}));

const never = (): boolean => false;
const sleptMs = (): number => mockWall.sleptMs.reduce((sum, ms) => sum + ms, 0);
const paceOf = (factor: number): Pace => new Pace(factor, () => mockWall.nowMs);

beforeEach(() => {
  mockWall.nowMs = 1000;
  mockWall.sleptMs = [];
});

describe('a replay at a pace', () => {
  const START_MS = Date.UTC(2001, 0, 1);

  it('waits until as much wall time has passed as the stream took, divided by the factor', async () => {
    const pace = paceOf(3600);
    await pace.wait(START_MS, never);
    expect(sleptMs()).toBe(0);
    // Half an hour of the stream is half a second.
    await pace.wait(START_MS + 1_800_000, never);
    expect(sleptMs()).toBe(500);
    await pace.wait(START_MS + 3_600_000, never);
    expect(sleptMs()).toBe(1000);
  });

  it('does not wait when it is behind, and catches up instead of waiting anew', async () => {
    const pace = paceOf(1);
    await pace.wait(START_MS, never);
    mockWall.nowMs += 5000;
    await pace.wait(START_MS + 4000, never);
    expect(sleptMs()).toBe(0);
    await pace.wait(START_MS + 6000, never);
    expect(sleptMs()).toBe(1000);
  });

  it('looks every 200 ms at most whether it is to stop', async () => {
    const pace = paceOf(1);
    await pace.wait(START_MS, never);
    await pace.wait(START_MS + 1_000_000, () => mockWall.nowMs >= 1500);
    expect(mockWall.sleptMs).toEqual([200, 200, 200]);
  });

  it('of max never waits, and none waits before the stream has a time', async () => {
    await paceOf(Number.POSITIVE_INFINITY).wait(START_MS, never);
    const pace = paceOf(1);
    await pace.wait(0, never);
    await pace.wait(START_MS, never);
    expect(mockWall.sleptMs).toEqual([]);
  });
});
