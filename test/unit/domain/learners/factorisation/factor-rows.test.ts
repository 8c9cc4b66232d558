import { FactorRows, type RowSettings } from '../../../../../functions/domain/learners/factorisation/factor-rows';

const SETTINGS: RowSettings = { factors: 4, spread: 0.1, seed: 7, admitAt: 1, keepMs: null };
const factorsOf = (rows: FactorRows, id: number): number[] => {
  const row = rows.find(id, 0);
  return [...rows.factors.subarray(4 * row, 4 * row + 4)];
};
const met = (settings: RowSettings, ids: readonly number[]): FactorRows => {
  const rows = FactorRows.create(settings);
  ids.forEach((id, at) => {
    rows.meet(id, 0, at);
  });
  return rows;
};

describe('factor rows', () => {
  it('start everyone with the same factors in any order, others with another seed', () => {
    const [forth, back] = [met(SETTINGS, [1, 2, 3]), met(SETTINGS, [3, 2, 1])];
    for (const id of [1, 2, 3]) expect(factorsOf(forth, id)).toEqual(factorsOf(back, id));
    expect(factorsOf(met({ ...SETTINGS, seed: 8 }, [1]), 1)).not.toEqual(factorsOf(forth, 1));
  });

  it('start with deviates of mean 0 and the spread asked for', () => {
    const ids = Array.from({ length: 5000 }, (_, id) => id);
    const { factors } = met(SETTINGS, ids);
    const all = [...factors.subarray(0, 20_000)];
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + value * value, 0) / all.length;
    // Five standard errors: 0.1 / sqrt(20,000) of the mean, 0.01 sqrt(2 / 20,000) of the variance.
    expect(Math.abs(mean)).toBeLessThan(0.0036);
    expect(Math.abs(variance - 0.01)).toBeLessThan(0.0005);
  });

  it('are given up when unseen for long, and start anew', () => {
    const rows = FactorRows.create({ ...SETTINGS, keepMs: 1000 });
    rows.meet(1, 0, 0);
    rows.biases[rows.find(1, 0)] = 5;
    rows.meet(2, 0, 900);
    expect(rows.find(1, 0)).toBeGreaterThanOrEqual(0);
    rows.meet(2, 0, 1200);
    expect(rows.find(1, 0)).toBe(-1);
    expect(rows.find(2, 0)).toBeGreaterThanOrEqual(0);
    expect(rows.biases[rows.meet(1, 0, 1201)]).toBe(0);
  });

  it('are not given before the appearance asked for', () => {
    const rows = FactorRows.create({ ...SETTINGS, admitAt: 3 });
    expect([rows.meet(1, 0, 0), rows.meet(1, 0, 1), rows.meet(1, 0, 2), rows.meet(1, 0, 3)]).toEqual([-1, -1, 0, 0]);
  });
});
