import type { LedgerEntry, LedgerKind } from '../../../../functions/domain/lineage/entries';
import { servedAt } from '../../../../functions/domain/lineage/served-at';

const entry = (kind: LedgerKind, version: string, timeMs: number): LedgerEntry => ({
  kind,
  timeMs,
  version,
  from: null,
  by: 'gate',
  reason: '',
  evidence: {},
  revision: 1,
});

const ledger = [
  entry('line-started', '1.0', 0),
  entry('promoted', '2.0', 0),
  entry('candidate-sealed', '1.3', 50),
  entry('promoted', '1.3', 100),
  entry('candidate-given-up', '1.4', 150),
  entry('rolled-back', '2.0', 200),
  entry('candidate-awaits-approval', '3.8', 250),
  entry('promoted', '3.8', 300),
];

describe('what served at a moment', () => {
  it.each([
    [0, '2.0'],
    [99, '2.0'],
    [100, '1.3'],
    [199, '1.3'],
    [200, '2.0'],
    [299, '2.0'],
    [300, '3.8'],
    [1e15, '3.8'],
  ])('%d: version %s, by the last promotion or rollback in effect', (timeMs, version) => {
    expect(servedAt(ledger, timeMs)?.version).toBe(version);
  });

  it('is unknown before the first champion', () => {
    expect(servedAt(ledger, -1)).toBeUndefined();
    expect(servedAt([entry('line-started', '1.0', 0)], 5)).toBeUndefined();
    expect(servedAt([], 5)).toBeUndefined();
  });

  it('names the decision, with who took it', () => {
    expect(servedAt(ledger, 250)).toBe(ledger[5]);
  });
});
