import { Stopwatch } from '../../../functions/local/stopwatch';

/** A clock that is read at these moments, one after the other. */
const readAt = (...momentsMs: number[]): (() => number) => {
  const left = [...momentsMs];
  return () => left.shift() ?? Number.NaN;
};

describe('where the time goes', () => {
  it('is added up by stage, from one call to the next, the largest first', () => {
    const watch = new Stopwatch(readAt(100, 600, 700, 3700, 4000));
    for (const stage of ['read', 'join', 'learn', 'read', 'other']) watch.enter(stage);
    // read 100-600 and 3700-4000, join 600-700, learn 700-3700.
    expect(watch.seconds()).toEqual([
      { stage: 'learn', seconds: 3 },
      { stage: 'read', seconds: 0.8 },
      { stage: 'join', seconds: 0.1 },
    ]);
  });

  it('counts no stage that is not over yet, and none before the first', () => {
    expect(new Stopwatch(readAt()).seconds()).toEqual([]);
    const watch = new Stopwatch(readAt(50_000, 50_001));
    watch.enter('read');
    expect(watch.seconds()).toEqual([]);
    watch.enter('read');
    expect(watch.seconds()).toEqual([{ stage: 'read', seconds: 0.001 }]);
  });

  it('between leaving a stage and entering the next, time belongs to none', () => {
    const watch = new Stopwatch(readAt(0, 2_000, 7_000, 8_000));
    watch.enter('learn');
    watch.leave();
    watch.enter('learn');
    watch.leave();
    expect(watch.seconds()).toEqual([{ stage: 'learn', seconds: 3 }]);
  });

  it('reads the clock once per call', () => {
    const nowMs = jest.fn(() => 5);
    const watch = new Stopwatch(nowMs);
    watch.enter('a');
    watch.enter('b');
    watch.seconds();
    expect(nowMs).toHaveBeenCalledTimes(2);
  });
});
