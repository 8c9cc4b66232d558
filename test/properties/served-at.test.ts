/** Which version answered at a moment, by the ledger, over histories of promotions, rollbacks and learning. */
import fc from 'fast-check';
import type { LedgerEntry } from '../../functions/domain/lineage/entries';
import { servedAt } from '../../functions/domain/lineage/served-at';
import { promoteVersion, rollBack } from '../../functions/promote/promote';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  streamClock,
} from '../support/learning';

const declaration = binaryModel();
const completed = completedExamples(declaration, 1600);
const order = { by: 'ada', reason: 'a test' };

const command = fc.oneof(
  fc.record({ kind: fc.constant('learn' as const), blocks: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('promote' as const), which: fc.nat(99) }),
  fc.record({ kind: fc.constant('roll-back' as const) }),
  fc.record({ kind: fc.constant('roll-back-to' as const), which: fc.nat(99) }),
);

/** Somebody who looks at the head after every commit, and writes down who answers from when on. */
interface Seen {
  readonly sinceMs: number;
  readonly version: string;
}

const answeredAt = (seen: readonly Seen[], timeMs: number): string | undefined => {
  let version: string | undefined;
  for (const one of seen) if (one.sinceMs <= timeMs) version = one.version;
  return version;
};

test('it is right just before, at and just after every promotion and rollback', async () => {
  let moves = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
      const stores = memoryStores();
      const seen: Seen[] = [];
      const watched = {
        ...stores,
        heads: {
          ...stores.heads,
          commit: async (commit: Parameters<typeof stores.heads.commit>[0]) => {
            const result = await stores.heads.commit(commit);
            const known = seen.length;
            for (const { version, sinceMs } of commit.head.reigns.slice(known)) seen.push({ version, sinceMs });
            return result;
          },
        },
      };
      const deps = { heads: watched.heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' };
      let blocks = blocksOf(declaration, completed, 64);
      const learn = async (count: number): Promise<void> => {
        await learnBlocks(watched, declaration, blocks.slice(0, count));
        blocks = blocks.slice(count);
      };
      await learn(4);
      for (const one of commands) {
        const { stored, reigns } = await headOf(stores, declaration);
        if (one.kind === 'learn') await learn(one.blocks);
        else if (one.kind === 'promote')
          await promoteVersion(deps, declaration, stored[one.which % stored.length]!.version, order);
        else if (one.kind === 'roll-back') await rollBack(deps, declaration, undefined, order);
        else await rollBack(deps, declaration, reigns[one.which % reigns.length]!.version, order);
      }
      moves += seen.length;
      const ledger = await stores.heads.ledger(declaration.name);
      for (const { sinceMs } of seen) {
        for (const timeMs of [sinceMs - 1, sinceMs, sinceMs + 1]) {
          expect(servedAt(ledger, timeMs)?.version).toBe(answeredAt(seen, timeMs));
        }
      }
      expect(servedAt(ledger, Number.MAX_SAFE_INTEGER)?.version).toBe(
        (await headOf(stores, declaration)).reigns.at(-1)?.version,
      );
    }),
    { seed: 20_240_102, numRuns: 25 },
  );
  expect(moves).toBeGreaterThan(100);
});

const entry = (kind: LedgerEntry['kind'], timeMs: number, version: string): LedgerEntry => ({
  kind,
  timeMs,
  version,
  from: null,
  by: 'a test',
  reason: '',
  evidence: {},
  revision: 1,
});

test('of two moves at the same millisecond the later one counts, and nothing but moves does', () => {
  const ledger = [
    entry('promoted', 100, '2.0'),
    entry('promoted', 200, '1.4'),
    entry('candidate-sealed', 200, '1.9'),
    entry('rolled-back', 200, '2.0'),
    entry('line-started', 300, '5.0'),
  ];
  expect([99, 100, 199, 200, 999].map((timeMs) => servedAt(ledger, timeMs)?.version)).toEqual([
    undefined,
    '2.0',
    '2.0',
    '2.0',
    '2.0',
  ]);
  expect(servedAt(ledger, 200)?.kind).toBe('rolled-back');
  expect(servedAt([], 1)).toBeUndefined();
});
