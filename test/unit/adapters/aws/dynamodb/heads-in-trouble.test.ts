/** What DynamoDB does to a commit beside saying yes and no: large records, lost responses, conflicts of transactions, throttling. */
import { createHash } from 'node:crypto';
import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { createDynamoHeads } from '../../../../../functions/adapters/aws/dynamodb/heads';
import { createMemoryObjects } from '../../../../../functions/adapters/memory/objects';
import type { Commit, Heads } from '../../../../../functions/ports/heads';
import type { Objects } from '../../../../../functions/ports/objects';
import { sampleCommit } from '../../../../contracts/sample-commit';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { Intercepted } from './intercepted';
import { freshTable, NoPause } from './table';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A commit whose head, edges and entries hold so many hashes; 64 digits each, of which gzip leaves 36 bytes. */
function largeCommit(revision: number, hashes: number): Commit {
  const { head, lineage, ledger } = sampleCommit('flights', revision);
  const names = Array.from({ length: hashes }, (_, at) => hashOf(`${revision}/${at}`));
  return {
    head: { ...head, garbage: names },
    lineage: lineage.map((edge) => ({ ...edge, data: { archived: names } })),
    ledger: ledger.map((entry) => ({ ...entry, reason: names.join(' ') })),
  };
}

const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

// Not a claim: other test files may be using the machine.
jest.setTimeout(60_000);

describeOnEmulator('heads in DynamoDB', (emulator) => {
  const opened = async (): Promise<{ heads: Heads; calls: Intercepted; objects: Objects; backoff: NoPause }> => {
    const table = await freshTable(emulator());
    const calls = new Intercepted(table.client);
    const objects = createMemoryObjects();
    const backoff = new NoPause();
    return { heads: createDynamoHeads({ ...table, spill: () => objects, backoff }), calls, objects, backoff };
  };

  it('hold records beyond the 400 KB of a row as objects, and bring them back', async () => {
    const { heads, objects } = await opened();
    const commit = largeCommit(1, 12_000);
    expect(await heads.commit(commit)).toBe('committed');
    expect(await objects.list()).toHaveLength(3);
    expect(await heads.load('flights')).toEqual(commit.head);
    expect(await heads.lineage('flights')).toEqual(commit.lineage);
    expect(await heads.ledger('flights')).toEqual(commit.ledger);
  });

  it('need no object for what gzip makes small enough', async () => {
    const { heads, objects } = await opened();
    const commit = { ...sampleCommit('flights', 1), ledger: [] };
    const head = { ...commit.head, garbage: new Array<string>(12_000).fill(hashOf('the same')) };
    expect(await heads.commit({ ...commit, head })).toBe('committed');
    expect(await objects.list()).toEqual([]);
    expect(await heads.load('flights')).toEqual(head);
  });

  it('read a lineage that takes several pages of a megabyte to its end', async () => {
    const { heads, calls } = await opened();
    const commits = [1, 2, 3, 4, 5].map((revision) => largeCommit(revision, 7_500));
    for (const commit of commits) await heads.commit(commit);
    calls.reset();
    expect(await heads.lineage('flights')).toEqual(commits.flatMap(({ lineage }) => lineage));
    expect(calls.attempts.Query).toBeGreaterThan(1);
  });

  it('take a commit whose response was lost for committed, and for their own', async () => {
    const { heads, calls } = await opened();
    await heads.commit(sampleCommit('flights', 1));
    calls.reset();
    calls.onAttempt = async ({ operation, nth, pass }) => {
      if (operation !== 'TransactWriteItems' || nth !== 1) return;
      await pass();
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    };
    expect(await heads.commit(sampleCommit('flights', 2))).toBe('committed');
    expect(calls.attempts.TransactWriteItems).toBe(2);
    expect((await heads.ledger('flights')).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it('know their own commit again where, after the lost response, it stood in its own way', async () => {
    const { heads, calls } = await opened();
    calls.onAttempt = async ({ operation, nth, pass }) => {
      if (operation !== 'TransactWriteItems' || nth > 2) return;
      if (nth === 2) throw cancelled('TransactionConflict', 'None', 'None');
      await pass();
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    };
    expect(await heads.commit(sampleCommit('flights', 1))).toBe('committed');
    expect(calls.attempts.TransactWriteItems).toBe(3);
  });

  it.each([
    ['met another transaction', cancelled('TransactionConflict', 'None', 'None')],
    ['was throttled in part', cancelled('None', 'ThrottlingError', 'None')],
    ['had too little capacity', cancelled('ProvisionedThroughputExceeded', 'None', 'None')],
  ])('try a transaction again that %s', async (_, failure) => {
    const { heads, calls, backoff } = await opened();
    calls.onAttempt = async ({ operation, nth }) => {
      if (operation === 'TransactWriteItems' && nth <= 3) throw failure;
    };
    expect(await heads.commit(sampleCommit('flights', 1))).toBe('committed');
    expect(backoff.pauses).toBe(3);
    expect((await heads.load('flights'))?.revision).toBe(1);
  });

  it.each([
    new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} }),
    new TransactionInProgressException({ message: 'still under way', $metadata: {} }),
  ])('leave to the retries of the SDK what concerns a whole call: %p', async (failure) => {
    const { heads, calls, backoff } = await opened();
    calls.onAttempt = async ({ nth }) => {
      if (nth === 1) throw failure;
    };
    expect(await heads.commit(sampleCommit('flights', 1))).toBe('committed');
    expect(calls.attempts.TransactWriteItems).toBe(2);
    expect(backoff.pauses).toBe(0);
  });

  it('say at once that the condition failed, even where a part met another transaction', async () => {
    const { heads, calls, backoff } = await opened();
    calls.onAttempt = async () => {
      throw cancelled('ConditionalCheckFailed', 'TransactionConflict', 'None');
    };
    expect(await heads.commit(sampleCommit('flights', 1))).toBe('conflict');
    expect(backoff.pauses).toBe(0);
  });

  it('fail aloud when it does not pass, and at once when it cannot', async () => {
    const { heads, calls, backoff } = await opened();
    calls.onAttempt = async () => {
      throw cancelled('TransactionConflict', 'None', 'None');
    };
    await expect(heads.commit(sampleCommit('flights', 1))).rejects.toThrow('cancelled');
    expect(calls.attempts.TransactWriteItems).toBe(12);
    expect(backoff.pauses).toBe(11);
    calls.reset();
    calls.onAttempt = async () => {
      throw cancelled('None', 'ItemCollectionSizeLimitExceeded', 'None');
    };
    await expect(heads.commit(sampleCommit('flights', 1))).rejects.toThrow('cancelled');
    expect(calls.attempts.TransactWriteItems).toBe(1);
  });

  it('list a model called models beside the others', async () => {
    const { heads } = await opened();
    for (const model of ['models', 'head', 'flights']) await heads.commit(sampleCommit(model, 1));
    expect(await heads.models()).toEqual(['flights', 'head', 'models']);
    expect((await heads.load('models'))?.model).toBe('models');
    expect(await heads.lineage('models')).toHaveLength(1);
  });
});
