import type { OriginState } from '../../functions/domain/labels/waiting';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import type { Open } from './opened';
import { prediction, shardAt } from './sample-arrivals';

/** Two readers of one shard: only the one whose count began where the shard stands may move it. */
export function settleContract(open: Open<WaitingEvents>): void {
  test('a shard never settled is moved by who found it so, and by nobody else after', async () => {
    const { port } = await open();
    expect(await port.settle('shard-1', shardAt(3), null)).toBe('settled');
    expect(await port.settle('shard-1', shardAt(5), null)).toBe('conflict');
    expect(await port.origin('shard-1')).toEqual(shardAt(3));
  });

  test('who counted from where the shard stands moves it; who counted from before does not move it back', async () => {
    const { port } = await open();
    await port.settle('shard-1', shardAt(3), null);
    const found = await port.origin('shard-1');
    expect(await port.settle('shard-1', shardAt(8), found ?? null)).toBe('settled');
    expect(await port.settle('shard-1', shardAt(5), found ?? null)).toBe('conflict');
    expect(await port.origin('shard-1')).toEqual(shardAt(8));
  });

  test('the same position with other counts is another state', async () => {
    const { port } = await open();
    const counted = (accepted: number): OriginState => {
      const { position, tallies } = shardAt(4);
      return { position, tallies: { flights: { ...tallies.flights!, accepted } } };
    };
    await port.settle('shard-1', counted(4), null);
    expect(await port.settle('shard-1', shardAt(6), counted(3))).toBe('conflict');
    expect(await port.settle('shard-1', shardAt(6), counted(4))).toBe('settled');
  });

  test('a settle in conflict changes no item, and without `from` there is none', async () => {
    const { port } = await open();
    await port.settle('shard-1', shardAt(3), null);
    await port.take('flights', [prediction('a', 4, 10)]);
    expect(await port.settle('shard-1', shardAt(4), null)).toBe('conflict');
    expect(await port.count('flights')).toBe(1);
    expect(await port.settle('shard-1', shardAt(4))).toBe('settled');
  });

  test('a conflict is still one after the store was opened again', async () => {
    const { port, reopen } = await open();
    await port.settle('shard-1', shardAt(3), null);
    const again = await reopen();
    expect(await again.settle('shard-1', shardAt(5), null)).toBe('conflict');
    expect(await again.settle('shard-1', shardAt(5), shardAt(3))).toBe('settled');
  });
}
