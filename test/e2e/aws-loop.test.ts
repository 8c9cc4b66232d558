/** The loop as it is deployed: the CDK's own command line, the bundled functions, each with its own role enforced. */
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { archivePrefix, checkpointsPrefix } from '../../functions/contracts/object-keys';
import { describeOnEmulator, type Emulator } from '../support/aws/emulator';
import { type Arrivals, flightsArrivals, halvesOf } from '../support/aws/flights-arrivals';
import { deployLoop, type Loop, replayedHere } from '../support/aws/loop';
import type { Blocked } from '../support/aws/mapping-driver';
import { measureCosts } from '../support/aws/measured-costs';
import { withRoleOf } from '../support/aws/roles';
import { fire, type Schedule, schedulesOf } from '../support/aws/schedules';

const MINUTE = 60_000;
jest.setTimeout(2 * MINUTE);
const SEAL_MS = 30 * MINUTE;
const ENFORCED = { AUTH: 'true' };
const DENIED = 'not authorized';
/** What `perennial` prints is any document: each test says what it expects of it. */
type Document = Awaited<ReturnType<typeof replayedHere>>;

interface Line {
  readonly line: number;
  readonly learner: string;
  readonly version: string;
  readonly checkpoint: string;
}

interface Entry {
  readonly kind: string;
  readonly by: string;
}

const linesOf = (document: Document): Line[] =>
  document.lines.map(({ line, learner, version, checkpoint }: Line) => ({ line, learner, version, checkpoint }));

describeOnEmulator(
  'deployed with one shard, after the 40,000 events of 20,000 flights, some twice and out of order,',
  (emulator) => {
    let loop: Loop;
    let arrivals: Arrivals;
    let here: Document;
    let blocked: readonly Blocked[];

    beforeAll(async () => {
      // At the same place between two seals, whenever it runs.
      const endMs = Math.floor(Date.now() / SEAL_MS) * SEAL_MS;
      [loop, arrivals] = await Promise.all([
        deployLoop(emulator(), { shards: 1 }),
        flightsArrivals({ events: 40_000, moved: { endMs }, seed: 4 }),
      ]);
      await loop.send(arrivals.lines);
      [blocked, here] = await Promise.all([loop.driver.drain(), replayedHere('flights', arrivals.lines)]);
      // Some windows are over by then: here they are closed as the stream goes on, there by the schedule.
      await closeBySchedule(emulator());
    }, 10 * MINUTE);

    afterAll(() => loop?.close());

    it('every function does its work with its own role', () => {
      expect(blocked).toEqual([]);
      // A process that the emulator has lost on a busy machine was in its role; what it did is asked for below.
      const failed = loop.driver.invocations.filter(
        ({ answer }) => answer.kind === 'failed' && !answer.error.includes('Worker process died'),
      );
      expect(failed).toEqual([]);
    });

    it('every line has learned what a replay of the same arrivals learns here, to the same bytes', async () => {
      const status = await loop.perennial('status', '--model', 'flights');
      expect(linesOf(status)).toEqual(linesOf(here));
      expect(status.counts).toEqual(here.counts);
      expect(status.counts).toMatchObject({ accepted: 40_000, duplicates: arrivals.duplicates });
    });

    it('the gate has promoted the version that it promotes here, and the ledger says on which evidence', async () => {
      const { entries } = await loop.perennial('ledger', '--model', 'flights');
      const byGate = entries.filter(({ kind, by }: Entry) => kind === 'promoted' && by === 'gate');
      expect(byGate[0].version).toBe(here.promotions[0].version);
      expect(byGate[0].evidence.examples).toBeGreaterThanOrEqual(500);
    });

    it('each stored version has its checkpoint in S3 under its hash, and its data in the archive', async () => {
      const [head, lineage] = await Promise.all([loop.heads.load('flights'), loop.heads.lineage('flights')]);
      const objects = loop.objects('flights');
      // Reading checks the bytes against the name.
      for (const { checkpoint } of head!.stored) expect((await objects.get(checkpoint)).length).toBeGreaterThan(0);
      const archived = lineage.flatMap(({ data }) => ('archived' in data ? data.archived : []));
      const { Contents = [] } = await loop.s3.send(
        new ListObjectsV2Command({ Bucket: loop.outputs.ObjectsBucket, Prefix: archivePrefix('flights') }),
      );
      const inArchive = new Set(Contents.map(({ Key = '' }) => Key.slice(archivePrefix('flights').length)));
      expect(archived.length).toBeGreaterThan(0);
      expect(archived.filter((name) => !inArchive.has(name))).toEqual([]);
    });

    it('predict answers with the champion, and its prediction is in the loop', async () => {
      const { champion } = await loop.perennial('versions', '--model', 'flights');
      const before = await loop.perennial('status', '--model', 'flights');
      const { answer } = await ask(loop);
      expect(answer).toMatchObject({ version: champion });
      await loop.driver.drain();
      const after = await loop.perennial('status', '--model', 'flights');
      expect(after.counts.accepted - before.counts.accepted).toBe(1);
    });

    it('a rollback is seen by predict within 10 s', async () => {
      await ask(loop);
      await loop.perennial('rollback', '--model', 'flights', '--by', 'a person', '--reason', 'to try it');
      const movedMs = Date.now();
      const { champion } = await loop.perennial('versions', '--model', 'flights');
      for (;;) {
        const { answer } = await ask(loop);
        if (answer.version === champion) break;
        expect(Date.now() - movedMs).toBeLessThan(10_000);
      }
      const { entries } = await loop.perennial('ledger', '--model', 'flights');
      expect(entries).toContainEqual(
        expect.objectContaining({ kind: 'rolled-back', version: champion, by: 'a person', reason: 'to try it' }),
      );
    });

    it('windows are closed every minute', async () => {
      expect((await closingSchedules(emulator())).map(({ expression }) => expression)).toEqual(['rate(1 minute)']);
    });
  },
  ENFORCED,
);

describeOnEmulator(
  'deployed with four shards,',
  (emulator) => {
    let loop: Loop;
    let halves: ReturnType<typeof halvesOf>;
    const clock = { nowMs: Date.now };

    beforeAll(async () => {
      // Their windows end when today's events come.
      [loop, halves] = await Promise.all([
        deployLoop(emulator(), { shards: 4, nowMs: () => clock.nowMs() }),
        flightsArrivals({ events: 6_000, moved: { endMs: Date.now() - 26 * 60 * MINUTE }, seed: 5 }).then(halvesOf),
      ]);
      for (const half of halves) await loop.send(half).then(() => loop.driver.drain());
    }, 10 * MINUTE);

    afterAll(() => loop?.close());

    it('every version is rebuilt from the archive to the same bytes', async () => {
      const { versions } = await loop.perennial('versions', '--model', 'flights');
      const latest = versions.filter(({ learner }: Line) => learner === 'logistic').at(-1);
      const rebuilt = await loop.perennial('rebuild', latest.version, '--verify', '--model', 'flights');
      expect(rebuilt).toMatchObject({ version: latest.version, checkpoint: latest.checkpoint });
    });

    describe('a role', () => {
      const toClose: (() => void)[] = [];
      const dynamoOf = async (logicalId: string): Promise<DynamoDBClient> => {
        const client = new DynamoDBClient(await withRoleOf(emulator(), loop.functionName(logicalId)));
        toClose.push(() => client.destroy());
        return client;
      };
      const s3Of = async (logicalId: string): Promise<S3Client> => {
        const role = await withRoleOf(emulator(), loop.functionName(logicalId));
        const client = new S3Client({ ...role, forcePathStyle: true });
        toClose.push(() => client.destroy());
        return client;
      };
      const head = () => ({ pk: { S: 'flights' }, sk: { S: 'head' } });
      const checkpointOf = async (model: string) => {
        const Key = `${checkpointsPrefix(model)}${'0'.repeat(64)}`;
        const where = { Bucket: loop.outputs.ObjectsBucket, Key };
        await loop.s3.send(new PutObjectCommand({ ...where, Body: 'a checkpoint' }));
        return where;
      };

      afterEach(() => {
        for (const close of toClose.splice(0)) close();
      });

      it('of predict reads the head, and cannot move the champion', async () => {
        const predict = await dynamoOf('FlightsFunctionsPredict');
        const TableName = loop.outputs.RecordsTable;
        const { Item } = await predict.send(new GetItemCommand({ TableName, Key: head() }));
        expect(Item?.sk).toEqual({ S: 'head' });
        await expect(predict.send(new PutItemCommand({ TableName, Item: head() }))).rejects.toThrow(DENIED);
        await expect(predict.send(new DeleteItemCommand({ TableName, Key: head() }))).rejects.toThrow(DENIED);
      });

      it("of a model's learn reads its own checkpoints, and no other model's", async () => {
        const learn = await s3Of('FlightsFunctionsLearn');
        const [own, other] = [await checkpointOf('flights'), await checkpointOf('parcels')];
        await expect(learn.send(new GetObjectCommand(own))).resolves.toMatchObject({ ContentLength: 12 });
        await expect(learn.send(new GetObjectCommand(other))).rejects.toThrow(DENIED);
        await expect(learn.send(new PutObjectCommand({ ...other, Body: 'mine' }))).rejects.toThrow(DENIED);
      });

      it('of join-labels reads no checkpoint, and knows nothing of champions', async () => {
        const [dynamo, s3] = [await dynamoOf('SharedJoinLabels'), await s3Of('SharedJoinLabels')];
        await expect(s3.send(new GetObjectCommand(await checkpointOf('flights')))).rejects.toThrow(DENIED);
        const get = new GetItemCommand({ TableName: loop.outputs.RecordsTable, Key: head() });
        await expect(dynamo.send(get)).rejects.toThrow(DENIED);
      });

      it('of promote moves the pointer, and touches neither checkpoints nor events', async () => {
        const [dynamo, s3] = [await dynamoOf('FlightsFunctionsPromote'), await s3Of('FlightsFunctionsPromote')];
        await expect(s3.send(new DeleteObjectCommand(await checkpointOf('flights')))).rejects.toThrow(DENIED);
        const waiting = new ScanCommand({ TableName: loop.outputs.WaitingTable });
        await expect(dynamo.send(waiting)).rejects.toThrow(DENIED);
      });
    });

    it('all shards have brought their part', async () => {
      const { edges } = await loop.perennial('lineage', '1.4', '--model', 'flights');
      expect(Object.keys(edges.at(-1).to)).toHaveLength(4);
    });

    it('costs at most a dollar for a million events beyond the streams, most of it for DynamoDB', async () => {
      const costs = await measureCosts({ emulator: emulator(), loop, clock, predictions: halves[0] });
      expect(costs.usdPerMillionBeyondStreams).toBeLessThanOrEqual(1);
      expect(costs.largestByEvent).toMatch(/^DynamoDB/);
      expect(costs.committed).toEqual(costs.computed);
    });
  },
  ENFORCED,
);

/** Asks the deployed function for a prediction. */
const ask = (loop: Loop): Promise<Document> =>
  loop.invoke(loop.outputs.FlightsPredictFunction!, {
    features: { origin: 'LAS', destination: 'ABQ', hour: '8', weekday: 'Mon', distance: 486 },
  });

const closingSchedules = async (emulator: Emulator): Promise<Schedule[]> =>
  (await schedulesOf(emulator, 'Loop')).filter(({ targets }) =>
    targets.some(({ logicalId }) => logicalId.startsWith('SharedCloseWindows')),
  );

async function closeBySchedule(emulator: Emulator): Promise<void> {
  const [closing] = await closingSchedules(emulator);
  await fire(emulator, 'Loop', closing!);
}
