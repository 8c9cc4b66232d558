import { inParallel } from '../../../../../functions/adapters/aws/dynamodb/in-parallel';

/** Work that goes on until the test ends it. */
class Held {
  readonly begun: number[] = [];
  private readonly ends = new Map<number, (error?: Error) => void>();

  readonly act = (thing: number): Promise<void> => {
    this.begun.push(thing);
    return new Promise((resolve, reject) => {
      this.ends.set(thing, (error) => (error === undefined ? resolve() : reject(error)));
    });
  };
  async end(thing: number, error?: Error): Promise<void> {
    this.ends.get(thing)?.(error);
    // Lets what waits for it go on.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

describe('in parallel', () => {
  it('does all, no more at once than allowed', async () => {
    const held = new Held();
    const all = inParallel([1, 2, 3, 4], 2, held.act);
    expect(held.begun).toEqual([1, 2]);
    await held.end(2);
    expect(held.begun).toEqual([1, 2, 3]);
    for (const thing of [1, 3, 4]) await held.end(thing);
    await all;
    expect(held.begun).toEqual([1, 2, 3, 4]);
  });

  it('begins nothing after a failure, and fails only when what had begun has ended', async () => {
    const held = new Held();
    let failed: unknown;
    const all = inParallel([1, 2, 3, 4], 2, held.act).catch((error: unknown) => {
      failed = error;
    });
    const broken = new Error('broken');
    await held.end(1, broken);
    expect(failed).toBeUndefined();
    await held.end(2);
    await all;
    expect(failed).toBe(broken);
    expect(held.begun).toEqual([1, 2]);
  });

  it('is done at once with nothing', async () => {
    await expect(inParallel([], 4, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
  });
});
