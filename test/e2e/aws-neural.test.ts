/** The bundles of a model that declares `neural`, away from the checkout: TF.js computes on WASM, out of what the zip holds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoHeads } from '../../functions/adapters/aws/dynamodb/heads';
import { createMemoryObjects } from '../../functions/adapters/memory/objects';
import { neural } from '../../functions/contracts/model';
import { encodeBlock } from '../../functions/domain/examples/block-codec';
import { BARE, bareResources } from '../support/aws/bare-resources';
import { builtFunctions } from '../support/aws/built-functions';
import { describeOnEmulator } from '../support/aws/emulator';
import { type Instance, placedFunction, startInstance } from '../support/aws/function-instance';
import { binaryModel, blockOf, completedExamples } from '../support/learning';

const declaration = binaryModel({ learners: [neural({ layers: [4] })] });

describeOnEmulator('a model that declares neural', (emulator) => {
  let folder: string;
  let instances: Instance[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'perennial-neural-'));
  });
  afterAll(() => {
    for (const instance of instances) instance.stop();
    instances = [];
    rmSync(folder, { recursive: true });
  });

  it('is learned and answered by functions that carry what they need', async () => {
    const env = await bareResources(emulator());
    const start = async (name: string): Promise<Instance> => {
      const placed = placedFunction(join(builtFunctions(), name), join(folder, name), [declaration]);
      const instance = await startInstance(placed, env);
      instances.push(instance);
      return instance;
    };
    const block = blockOf(declaration, completedExamples(declaration, 64));
    const data = Buffer.from(encodeBlock(block, declaration)).toString('base64');
    const learn = await start('learn-neural');
    await learn.invoke({
      Records: [
        {
          eventID: 'shardId-000000000000:1',
          eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/examples',
          kinesis: { partitionKey: declaration.name, sequenceNumber: '1', data, approximateArrivalTimestamp: 0 },
        },
      ],
    });
    const heads = createDynamoHeads({
      client: new DynamoDBClient(emulator().client),
      table: BARE.recordsTable,
      spill: createMemoryObjects,
    });
    const edge = (await heads.lineage(declaration.name)).find(({ learner }) => learner === 'neural');
    expect(edge).toMatchObject({
      version: '1.4',
      backend: expect.stringMatching(/^tfjs-backend-wasm 4\.22\.0 simd, /),
    });
    const predict = await start('predict-neural');
    await predict.invoke({ features: { place: 'north', kind: 'a', x: 1, y: 2 } });
  });
});
