import { jittered } from '../../../../../functions/adapters/aws/dynamodb/backoff';

describe('backing off', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it.each([
    [1, 50],
    [2, 100],
    [5, 800],
    [8, 5_000],
    [12, 5_000],
  ])('waits after attempt %d at most %d ms, and by chance any time less', async (attempt, longestMs) => {
    jest.useFakeTimers();
    const random = jest.spyOn(Math, 'random');
    for (const share of [0.25, 0.999]) {
      random.mockReturnValue(share);
      const resolved = jest.fn();
      const paused = jittered.pause(attempt).then(resolved);
      await jest.advanceTimersByTimeAsync(Math.floor(share * longestMs) - 1);
      expect(resolved).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(2);
      await paused;
      expect(resolved).toHaveBeenCalled();
    }
  });
});
