import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createDynamoDriftWindows,
  DriftWindowTooLarge,
} from '../../../../../functions/adapters/aws/dynamodb/drift-windows';
import { driftKey } from '../../../../../functions/adapters/aws/dynamodb/keys';
import { emptyWindow } from '../../../../../functions/domain/drift/window';
import { driftWindowsContract } from '../../../../contracts/drift-windows';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { createPrng } from '../../../../support/prng';
import { sketchedTexts } from '../../../../support/sketched';
import { freshTable } from './table';

describeOnEmulator('in DynamoDB', (emulator) => {
  driftWindowsContract(async () => {
    const table = await freshTable(emulator());
    return { port: createDynamoDriftWindows(table), reopen: async () => createDynamoDriftWindows(table) };
  });

  const place = { model: 'flights', shard: 'shardId-000000000000', bucketMs: 3_600_000, position: '1' };

  it('say when they may be forgotten, in seconds', async () => {
    const table = await freshTable(emulator());
    const window = emptyWindow({ features: {} });
    await createDynamoDriftWindows(table).save({ ...place, window }, null, 1_700_000_000_001);
    const Key = driftKey(place.model, place.bucketMs, place.shard);
    const { Item: row } = await table.client.send(new GetItemCommand({ TableName: table.table, Key }));
    expect(row?.expiresAt).toEqual({ N: '1700000001' });
  });

  it('refuse a window that no row holds, and say what to change', async () => {
    const prng = createPrng(3);
    const sketch = sketchedTexts(Array.from({ length: 1000 }, () => `c${prng.next()}`));
    const features = { categorical: new Array(200).fill(sketch), numeric: [] };
    const categorical = features.categorical.map((one, at) => ({
      ...one,
      bins: { keys: one.bins.keys.map((key: number) => key ^ (at * 77)).sort(), counts: one.bins.counts },
    }));
    const window = { ...emptyWindow({ features: {} }), features: { ...features, categorical } };
    const saving = createDynamoDriftWindows(await freshTable(emulator())).save({ ...place, window }, null, 0);
    await expect(saving).rejects.toThrow(DriftWindowTooLarge);
    await expect(saving).rejects.toThrow(/flights.*fewer features/);
  });
});
