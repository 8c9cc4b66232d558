import type { Reign } from '../../../../functions/domain/lineage/head';
import { previousReign, reignAt } from '../../../../functions/domain/lineage/reigns';

const reign = (version: string, sinceMs: number, withdrawn = false): Reign => ({
  version,
  learner: 'logistic',
  checkpoint: version,
  sealedAtMs: sinceMs,
  sinceMs,
  withdrawn,
});

describe('the reign of a moment', () => {
  const reigns = [reign('1.0', 0), reign('1.5', 100), reign('1.9', 200)];

  it('is the last one begun by then, from its very millisecond on', () => {
    expect([0, 99, 100, 199, 200, 1e15].map((timeMs) => reignAt(reigns, timeMs))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('is unknown before all of them, and where there are none', () => {
    expect(reignAt(reigns.slice(1), 99)).toBe(-1);
    expect(reignAt([], 0)).toBe(-1);
  });

  it('is the later of two that began at once: the first never answered', () => {
    expect(reignAt([reign('1.0', 0), reign('1.5', 100), reign('1.6', 100)], 100)).toBe(2);
  });
});

describe('the champion to go back to', () => {
  it('is the one before', () => {
    expect(previousReign([reign('1.0', 0), reign('1.5', 100), reign('1.9', 200)])?.version).toBe('1.5');
  });

  it('is not one that was itself rolled back from', () => {
    expect(previousReign([reign('1.0', 0), reign('1.5', 100, true), reign('1.9', 200)])?.version).toBe('1.0');
    // 1.9 was withdrawn in favour of 1.5, which answers again: another rollback goes further back.
    const after = [reign('1.0', 0), reign('1.5', 100), reign('1.9', 200, true), reign('1.5', 300)];
    expect(previousReign(after)?.version).toBe('1.0');
  });

  it('is nobody where there was one champion only', () => {
    expect(previousReign([reign('1.0', 0)])).toBeUndefined();
    expect(previousReign([reign('1.0', 0, true), reign('1.0', 5)])).toBeUndefined();
    expect(previousReign([])).toBeUndefined();
  });
});
