/**
 * Faults in the deployed loop. Each happens to a thousand further events of one and the same stream, and after each of them every
 * line must stand where a replay of all arrivals so far stands here, where nothing went wrong: no event lost, none twice.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { checkpointsPrefix } from '../../functions/contracts/object-keys';
import { createAlarms } from '../support/aws/alarms';
import { describeOnEmulator } from '../support/aws/emulator';
import { type FaultProxy, onceAt, type Rule, startFaultProxy, throttled } from '../support/aws/fault-proxy';
import { type Arrivals, flightsArrivals } from '../support/aws/flights-arrivals';
import { killFunction } from '../support/aws/kill-function';
import { deployLoop, type Loop, replayedHere } from '../support/aws/loop';
import { createMappingDriver } from '../support/aws/mapping-driver';
import { createMetricsFromLogs } from '../support/aws/metrics-from-logs';

const MINUTE = 60_000;
const JOIN = 'SharedJoinLabels';
const LEARN = 'FlightsFunctionsLearn';
const COMMIT = 'DynamoDB.TransactWriteItems';
const PUT_BLOCK = 'Kinesis.PutRecord';
/** An error that the SDK does not try again. */
const REFUSED = { status: 400, error: 'ValidationException' };
const EVENTS_PER_FAULT = 1_000;
const FAULTS = 10;

jest.setTimeout(3 * MINUTE);

describeOnEmulator(
  'in the deployed loop',
  (emulator) => {
    let loop: Loop;
    let arrivals: Arrivals;
    let sent = 0;
    const toClose: (() => unknown)[] = [];

    const sendMore = async (events = EVENTS_PER_FAULT): Promise<void> => {
      await loop.send(arrivals.lines.slice(sent, sent + events));
      sent += events;
    };

    const faultsAt = async (logicalId: string, rule: Rule): Promise<FaultProxy> => {
      const proxy = await startFaultProxy(emulator());
      proxy.rule(rule);
      toClose.push(() => proxy.close(), await proxy.attach(loop.functionName(logicalId)));
      return proxy;
    };

    const failures = (logicalId: string, since: number): number =>
      loop.driver.invocations
        .slice(since)
        .filter(({ functionName, answer }) => functionName === loop.functionName(logicalId) && answer.kind === 'failed')
        .length;

    const standsAsUndisturbed = async (): Promise<void> => {
      const here = await replayedHere('flights', arrivals.lines.slice(0, sent));
      const head = await loop.heads.load('flights');
      expect(
        head!.lines.map(({ major, minor, checkpoint }) => ({ line: major, version: `${major}.${minor}`, checkpoint })),
      ).toEqual(
        here.lines.map(({ line, version, checkpoint }: Record<string, unknown>) => ({ line, version, checkpoint })),
      );
    };

    beforeAll(async () => {
      [loop, arrivals] = await Promise.all([
        deployLoop(emulator(), { shards: 1, retriesAtMost: 2 }),
        flightsArrivals({ events: (FAULTS + 2) * EVENTS_PER_FAULT, moved: { endMs: Date.now() }, seed: 6 }),
      ]);
      // So that every fault meets a loop that learns and has something to lose.
      await sendMore(2 * EVENTS_PER_FAULT);
      expect(await loop.driver.drain()).toEqual([]);
    }, 5 * MINUTE);

    afterEach(async () => {
      for (const close of toClose.splice(0).reverse()) await close();
    });

    afterAll(() => loop?.close());

    it('join-labels is killed between joining a batch and handing it on', async () => {
      const since = loop.driver.invocations.length;
      await faultsAt(
        JOIN,
        onceAt(PUT_BLOCK, () => killed(JOIN)),
      );
      await sendMore();
      expect(await loop.driver.drain()).toEqual([]);
      expect(failures(JOIN, since)).toBe(1);
      await standsAsUndisturbed();
    });

    it('learn is killed before its commit, and at the next time after it', async () => {
      const since = loop.driver.invocations.length;
      const proxy = await faultsAt(
        LEARN,
        onceAt(COMMIT, () => killed(LEARN)),
      );
      await sendMore(EVENTS_PER_FAULT / 2);
      await loop.driver.drain();
      const meanwhile = () => killFunction(loop.functionName(LEARN));
      proxy.rule(onceAt(COMMIT, () => ({ kind: 'answer lost', meanwhile })));
      await sendMore(EVENTS_PER_FAULT / 2);
      expect(await loop.driver.drain()).toEqual([]);
      expect(failures(LEARN, since)).toBe(2);
      await standsAsUndisturbed();
    });

    it('learn fails before its commit, and at the next time after it', async () => {
      const since = loop.driver.invocations.length;
      const proxy = await faultsAt(
        LEARN,
        onceAt(COMMIT, () => ({ kind: 'refused', ...REFUSED })),
      );
      await sendMore(EVENTS_PER_FAULT / 2);
      await loop.driver.drain();
      proxy.rule(onceAt(COMMIT, () => ({ kind: 'done, then refused', ...REFUSED })));
      await sendMore(EVENTS_PER_FAULT / 2);
      expect(await loop.driver.drain()).toEqual([]);
      expect(failures(LEARN, since)).toBe(2);
      await standsAsUndisturbed();
    });

    it('an event that cannot be joined is bisected away and kept as a letter, and the rest is learned', async () => {
      const poison = JSON.stringify({
        ...{ type: 'prediction', model: 'flights', eventId: 'poison', time: new Date().toISOString() },
        features: { origin: 'LAS' },
      });
      await faultsAt(JOIN, ({ body }) => (body.includes('poison') ? { kind: 'refused', ...REFUSED } : undefined));
      await sendMore(EVENTS_PER_FAULT / 2);
      await loop.send([poison]);
      await sendMore(EVENTS_PER_FAULT / 2);
      expect(await loop.driver.drain()).toEqual([]);
      expect(loop.driver.givenUp.map(({ records }) => records.length)).toEqual([1]);
      const { letters } = await loop.perennial('dead-letters', '--model', 'flights');
      expect(letters).toContainEqual(expect.objectContaining({ code: 'not-joined', data: poison }));
      await standsAsUndisturbed();
    });

    it('a block that cannot be read is kept as a letter, and the rest is learned', async () => {
      const Data = Buffer.from('ff00fe', 'hex');
      await loop.kinesis.send(
        new PutRecordCommand({ StreamName: loop.outputs.ExamplesStream, PartitionKey: 'flights', Data }),
      );
      await sendMore();
      expect(await loop.driver.drain()).toEqual([]);
      const { letters } = await loop.perennial('dead-letters', '--model', 'flights');
      expect(letters).toContainEqual(
        expect.objectContaining({ code: 'unreadable-block', data: Data.toString('base64') }),
      );
      await standsAsUndisturbed();
    });

    it('everything is delivered a second time, while more comes, by readers that race', async () => {
      await sendMore();
      const second = await createMappingDriver(emulator(), { retriesAtMost: 2 });
      toClose.push(() => second.close());
      await Promise.all([loop.driver.drain(), second.drain()]);
      expect(await loop.driver.drain()).toEqual([]);
      await standsAsUndisturbed();
    });

    it('one in seven calls to DynamoDB and Kinesis is throttled', async () => {
      let calls = 0;
      const seventh: Rule = ({ operation }) => {
        if (!/^(DynamoDB|Kinesis)/.test(operation)) return undefined;
        calls += 1;
        return calls % 7 === 0 ? throttled : undefined;
      };
      await faultsAt(JOIN, seventh);
      await faultsAt(LEARN, seventh);
      await sendMore();
      expect(await loop.driver.drain()).toEqual([]);
      expect(calls).toBeGreaterThan(EVENTS_PER_FAULT);
      await standsAsUndisturbed();
    });

    it('a damaged checkpoint stops learn aloud and nothing else; mended, it goes on', async () => {
      const before = await loop.heads.load('flights');
      const where = {
        Bucket: loop.outputs.ObjectsBucket,
        Key: `${checkpointsPrefix('flights')}${before!.lines[0]!.checkpoint}`,
      };
      const whole = await (await loop.s3.send(new GetObjectCommand(where))).Body!.transformToByteArray();
      const Body = whole.slice();
      Body[Body.length >> 1]! ^= 1;
      await loop.s3.send(new PutObjectCommand({ ...where, Body }));
      // One that is warm would not read it.
      await killFunction(loop.functionName(LEARN));
      await sendMore();
      expect(await loop.driver.drain()).toEqual([
        { name: expect.stringContaining(loop.functionName(LEARN)), reason: expect.stringContaining('damaged') },
      ]);
      expect((await loop.heads.load('flights'))!.revision).toBe(before!.revision);
      expect(await alarmsThatGoOff()).toContainEqual(expect.stringMatching(/Flights.*LearnFailing/));
      await loop.s3.send(new PutObjectCommand({ ...where, Body: whole }));
      expect(await loop.driver.drain()).toEqual([]);
      await standsAsUndisturbed();
    });

    const alarmsThatGoOff = async (): Promise<string[]> => {
      const [logs, cloudWatch] = [createMetricsFromLogs(emulator()), new CloudWatchClient(emulator().client)];
      toClose.push(
        () => logs.close(),
        () => cloudWatch.destroy(),
      );
      const changed = await createAlarms(cloudWatch, logs).evaluate(Date.now());
      return changed.filter(({ to }) => to === 'ALARM').map(({ alarm }) => alarm);
    };

    const killed = async (logicalId: string) => {
      await killFunction(loop.functionName(logicalId));
      return { kind: 'refused', ...REFUSED } as const;
    };
  },
  { AUTH: 'true' },
);
