/** What the tests on the emulator stand on, tried on a small CDK app: if it did not do as AWS does, they would show nothing. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { createAlarms } from '../support/aws/alarms';
import { bootstrap, type DeployedResource, deploy, nameOf, resourcesOf, synthesise } from '../support/aws/cdk';
import { startContainerProxy } from '../support/aws/container-proxy';
import { describeOnEmulator } from '../support/aws/emulator';
import { type FaultProxy, passAll, startFaultProxy, throttled } from '../support/aws/fault-proxy';
import { killFunction } from '../support/aws/kill-function';
import type { Answer, Invocation } from '../support/aws/mapping/invocation';
import { type Blocked, createMappingDriver, type MappingDriver } from '../support/aws/mapping-driver';
import { createMetricsFromLogs } from '../support/aws/metrics-from-logs';
import { withRoleOf } from '../support/aws/roles';
import { fire, schedulesOf } from '../support/aws/schedules';

const STACK = 'Probe';
const APP = 'npx tsx test/support/aws/probe-app/app.ts';
const DEPLOY_MS = 120_000;
const answered = z.object({ took: z.array(z.number()) });

/** Odd numbers go to one shard of the stream and even ones to the other: the keys' MD5 begin with 0c and 92. */
const POISON = 13;
const NUMBERS = Array.from({ length: 30 }, (_, n) => n);
const ODD = NUMBERS.filter((n) => n % 2 === 1);
const EVEN = NUMBERS.filter((n) => n % 2 === 0);

describeOnEmulator(
  'on the emulator, with roles enforced,',
  (emulator) => {
    const assembly = mkdtempSync(join(tmpdir(), 'perennial-probe-assembly-'));
    const toClose: (() => unknown)[] = [];
    let outputs: Record<string, string>;
    let resources: readonly DeployedResource[];
    let driver: MappingDriver;
    /** Of the numbers sent before the tests. */
    let atFirst: readonly Invocation[];
    let blocked: readonly Blocked[];

    /** Once for all tests: an open connection would keep them from ending. */
    let lambda: LambdaClient;
    let kinesis: KinesisClient;
    let s3: S3Client;

    const functionName = (id: string): string => nameOf(resources, 'AWS::Lambda::Function', id);
    const answersOf = (id: string, of: readonly Invocation[] = atFirst): Answer[] =>
      of.filter((invocation) => invocation.functionName === functionName(id)).map(({ answer }) => answer);
    /** What a function says that it took, in the order of its invocations. */
    const tookOf = (id: string, of?: readonly Invocation[]): number[][] =>
      answersOf(id, of).flatMap((answer) => (answer.kind === 'returned' ? [answered.parse(answer.value).took] : []));
    const send = async (values: readonly { readonly n: number; readonly poison?: boolean }[]): Promise<void> => {
      const Records = values.map((value) => ({
        PartitionKey: value.n % 2 === 1 ? 'a' : 'b',
        Data: Buffer.from(JSON.stringify(value)),
      }));
      await kinesis.send(new PutRecordsCommand({ StreamName: outputs.StreamName, Records }));
    };
    const call = async (id: string, event: unknown) => {
      const { FunctionError, Payload = [] } = await lambda.send(
        new InvokeCommand({ FunctionName: functionName(id), Payload: JSON.stringify(event) }),
      );
      return { failed: FunctionError !== undefined, text: Buffer.from(Payload).toString('utf8') };
    };

    const objects = async (): Promise<string[]> => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: outputs.BucketName }));
      return Contents.map(({ Key = '' }) => Key);
    };

    beforeAll(async () => {
      lambda = new LambdaClient({ ...emulator().client, maxAttempts: 1 });
      kinesis = new KinesisClient(emulator().client);
      s3 = new S3Client({ ...emulator().client, forcePathStyle: true });
      await Promise.all([bootstrap(emulator()), synthesise(emulator(), { app: APP, out: assembly })]);
      outputs = await deploy(emulator(), { assembly, stack: STACK });
      resources = await resourcesOf(emulator(), STACK);
      driver = await createMappingDriver(emulator());
      await send(NUMBERS.map((n) => (n === POISON ? { n, poison: true } : { n })));
      blocked = await driver.drain();
      atFirst = [...driver.invocations];
    }, DEPLOY_MS);

    afterEach(async () => {
      for (const close of toClose.splice(0).reverse()) await close();
    });

    afterAll(() => {
      driver?.close();
      for (const client of [lambda, kinesis, s3]) client?.destroy();
      rmSync(assembly, { recursive: true, force: true });
    });

    describe('a function that throws', () => {
      it('has the poison bisected away, and takes the rest once and in the order of its shard', () => {
        const took = tookOf('Throwing').flat();
        expect(took.filter((n) => n % 2 === 1)).toEqual(ODD.filter((n) => n !== POISON));
        expect(took.filter((n) => n % 2 === 0)).toEqual(EVEN);
      });

      it('is tried three times with the poison alone, which then goes to the failure queue with its place', () => {
        const [batch, ...others] = driver.givenUp.filter(({ functionArn }) => functionArn.includes('Throwing'));
        expect(others).toEqual([]);
        expect(batch).toMatchObject({ condition: 'RetryAttemptsExhausted', invocations: 3 });
        expect(batch!.records).toHaveLength(1);
        // 10 records, 5, then 2 of 5, then 3, 1 of which is the poison: by hand for a poison at index 6.
        expect(answersOf('Throwing').filter(({ kind }) => kind === 'failed')).toHaveLength(3 + 3);
      });
    });

    describe('a function that reports what it could not process', () => {
      it('goes on from there, and everything else is taken once and in order', () => {
        const took = tookOf('Reporting').flat();
        expect(took.filter((n) => n % 2 === 1)).toEqual(ODD.filter((n) => n !== POISON));
        expect(took.filter((n) => n % 2 === 0)).toEqual(EVEN);
      });

      it('loses the poison to the failure queue after its one retry', () => {
        const batches = driver.givenUp.filter(({ functionArn }) => functionArn.includes('Reporting'));
        expect(batches.map(({ invocations, records }) => [invocations, records.length])).toEqual([[2, 1]]);
      });
    });

    it('a filter lets through what one of its patterns allows in every field', () => {
      // Key b and 1..8, or the number 9 whatever its key.
      expect(tookOf('Filtered').flat().sort()).toEqual([2, 4, 6, 8, 9]);
    });

    it('a shard whose first batch fails for ever is reported, and the other one goes on', () => {
      expect(blocked).toEqual([
        { name: expect.stringContaining(functionName('Stubborn')), reason: expect.stringContaining('poison') },
      ]);
      expect(tookOf('Stubborn').flat()).toEqual(EVEN);
    });

    it('messages of a queue come again after a failure, and are gone after a success', () => {
      expect(tookOf('Burying').flat()).toEqual([1, 1]);
      expect(answersOf('Burying').filter(({ kind }) => kind === 'failed')).not.toHaveLength(0);
    });

    it('a batch that is not full waits while there is other work, and its window runs out when there is none', async () => {
      const before = driver.invocations.length;
      await send([{ n: 100 }]);
      await driver.step({ isPatient: true });
      expect(tookOf('Throwing', driver.invocations.slice(before))).toEqual([[100]]);
      expect(tookOf('Reporting', driver.invocations.slice(before))).toEqual([]);
      await driver.drain();
      expect(tookOf('Reporting', driver.invocations.slice(before))).toEqual([[100]]);
    });

    it('values in log lines set off the alarms on them, and on what Lambda counts', async () => {
      const logs = createMetricsFromLogs(emulator());
      const cloudWatch = new CloudWatchClient(emulator().client);
      toClose.push(
        () => logs.close(),
        () => cloudWatch.destroy(),
      );
      const alarms = createAlarms(cloudWatch, logs);
      const changed = await alarms.evaluate(Date.now());
      const logged = alarms.values.reduce((sum, { value }) => sum + value, 0);
      // Of thirty all but the poison, the even ones, and what the filter lets through.
      expect(logged).toBeGreaterThanOrEqual(29 + 15 + 5);
      expect(alarms.values[0]).toMatchObject({ namespace: 'Probe', name: 'processed', dimensions: { model: 'probe' } });
      expect(changed.map(({ alarm, to }) => [alarm.split('-')[1]!.slice(0, 9), to]).sort()).toEqual([
        ['ErrorsOfB', 'ALARM'],
        ['ErrorsOfR', 'OK'],
        ['OtherMode', 'OK'],
        ['Processed', 'ALARM'],
      ]);
      expect(await alarms.evaluate(Date.now())).toEqual([]);
    });

    it('a role may do what its function may, and nothing else', async () => {
      const Bucket = outputs.BucketName!;
      for (const Key of ['own/1', 'others/1']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const role = await withRoleOf(emulator(), functionName('Throwing'));
      const asThrowing = new S3Client({ ...role, forcePathStyle: true });
      toClose.push(() => asThrowing.destroy());
      const { Body } = await asThrowing.send(new GetObjectCommand({ Bucket, Key: 'own/1' }));
      expect(await Body?.transformToString()).toBe('own/1');
      await expect(asThrowing.send(new GetObjectCommand({ Bucket, Key: 'others/1' }))).rejects.toThrow(
        'not authorized',
      );
      await expect(asThrowing.send(new PutObjectCommand({ Bucket, Key: 'own/2', Body: 'x' }))).rejects.toThrow(
        'not authorized',
      );
    });

    it('a schedule does to its target what was deployed', async () => {
      const [hourly] = await schedulesOf(emulator(), STACK);
      expect(hourly).toMatchObject({ expression: 'rate(1 hour)', targets: [{ input: '{"key":"scheduled"}' }] });
      await fire(emulator(), STACK, hourly!);
      expect(await objects()).toContain('own/scheduled');
    });

    describe('a function behind the fault proxy', () => {
      const proxied = async (): Promise<FaultProxy> => {
        const proxy = await startFaultProxy(emulator());
        toClose.push(() => proxy.close(), await proxy.attach(functionName('Calling')));
        return proxy;
      };

      it('tries a throttled call again, and a call whose answer was lost', async () => {
        const proxy = await proxied();
        let calls = 0;
        proxy.rule(({ operation }) => {
          calls += 1;
          if (calls === 1) return { kind: 'answer lost' };
          return calls === 3 && operation === 'Kinesis.PutRecord' ? throttled : undefined;
        });
        expect(await call('Calling', { key: 'faults' })).toMatchObject({ failed: false });
        // The object twice, the record refused once.
        expect(calls).toBe(4);
        expect(proxy.passed).toEqual(['S3.PUT', 'Kinesis.PutRecord']);
      });

      it('can be killed between two of its calls, and is started anew', async () => {
        const proxy = await proxied();
        let killed = 0;
        proxy.rule(async ({ operation }) => {
          if (operation === 'Kinesis.PutRecord') killed = await killFunction(functionName('Calling'));
          return undefined;
        });
        expect(await call('Calling', { key: 'killed' })).toMatchObject({ failed: true });
        expect(killed).toBe(1);
        expect(await objects()).toContain('own/killed');
        proxy.rule(passAll);
        expect(await call('Calling', { key: 'killed' })).toMatchObject({ failed: false });
      });
    });

    it('the handler of a container image runs in a process beside, with its role', async () => {
      const asset = readdirSync(assembly).find((name) => name.startsWith('asset.'))!;
      const bundle = join(assembly, asset, 'index.js');
      const proxy = await startContainerProxy(emulator(), functionName('Calling'), bundle);
      toClose.push(() => proxy.stop());
      expect(await call('Calling', { key: 'contained' })).toMatchObject({ failed: false });
      expect(await objects()).toContain('own/contained');
      expect(await call('Calling', null)).toMatchObject({ failed: true });
    });
  },
  { AUTH: 'true' },
);
