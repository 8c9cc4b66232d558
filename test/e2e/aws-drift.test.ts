/**
 * The world changes under the deployed loop: weights are told in another unit, and where it used to be late it is on time. What is
 * served is no longer what the champion has learned, and an old line forgets slowly.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type ExecutionListItem, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type Alarms, createAlarms } from '../support/aws/alarms';
import { describeOnEmulator } from '../support/aws/emulator';
import { deployLoop, type Loop, STACK } from '../support/aws/loop';
import { createMetricsFromLogs, type MetricsFromLogs } from '../support/aws/metrics-from-logs';
import { fire, schedulesOf } from '../support/aws/schedules';
import { createPrng } from '../support/prng';

const MINUTE = 60_000;
const DEADLINE_MS = 2 * MINUTE;

/** Parcels: one each five seconds, its outcome a minute later. */
const EVERY_MS = 5_000;
const OUTCOME_AFTER_MS = MINUTE;
const SEAL_MS = 30 * MINUTE;
const BEFORE = 1_500;
const CHANGED = 1_000;
const AFTER = 2_500;
const DEPOTS = ['AMS', 'BRU', 'CDG', 'DUB'];

/** Events in order of time: parcels `from` to `to` of a story in which parcel number BEFORE + CHANGED is sent at `nowMs`. */
function parcelEvents(from: number, to: number, nowMs: number): string[] {
  const events: { readonly timeMs: number; readonly line: string }[] = [];
  for (let number = from; number < to; number++) {
    const prng = createPrng(number);
    const depot = prng.int(DEPOTS.length);
    const isLate = prng.next() < 0.1 + 0.25 * depot;
    const hasChanged = number >= BEFORE;
    const weightKg = prng.next() * 10;
    const features = { depot: DEPOTS[depot], weightKg: hasChanged ? weightKg * 2.2 : weightKg };
    const timeMs = nowMs + (number - BEFORE - CHANGED) * EVERY_MS;
    const event = { model: 'parcels', eventId: `parcel-${number}` };
    const outcome = { type: 'outcome', ...event, outcome: isLate === hasChanged ? 0 : 1 };
    for (const [atMs, half] of [
      [timeMs, { type: 'prediction', ...event, features }],
      [timeMs + OUTCOME_AFTER_MS, outcome],
    ] as const) {
      events.push({ timeMs: atMs, line: JSON.stringify({ ...half, time: new Date(atMs).toISOString() }) });
    }
  }
  return events.sort((a, b) => a.timeMs - b.timeMs).map(({ line }) => line);
}

interface Version {
  readonly version: string;
}

/** The major of `major.minor`. */
const lineOf = ({ version }: Version): string => version.split('.')[0]!;

describeOnEmulator(
  'when the world changes under the deployed loop,',
  (emulator) => {
    let loop: Loop;
    let cloudWatch: CloudWatchClient;
    let stepFunctions: SFNClient;
    let logs: MetricsFromLogs;
    let alarms: Alarms;

    const entriesOf = async (kind: string) => {
      const { entries } = await loop.perennial('ledger', '--model', 'parcels');
      return entries.filter((entry: { readonly kind: string }) => entry.kind === kind);
    };

    const evaluateDrift = async (): Promise<void> => {
      const schedules = await schedulesOf(emulator(), STACK);
      const watching = schedules.find(({ targets }) => targets[0]?.logicalId.startsWith('SharedWatchDrift'));
      await fire(emulator(), STACK, watching!);
    };

    /** The executions of the state machine, when all have ended. */
    const retrains = async (): Promise<readonly ExecutionListItem[]> => {
      const stateMachineArn = loop.outputs.ParcelsRetrainStateMachine;
      const deadlineMs = Date.now() + DEADLINE_MS;
      for (;;) {
        const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn }));
        if (executions.length > 0 && executions.every(({ status }) => status !== 'RUNNING')) return executions;
        if (Date.now() > deadlineMs) throw new Error(`no retrain has ended: ${JSON.stringify(executions)}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };

    beforeAll(async () => {
      loop = await deployLoop(emulator(), { shards: 1 });
      cloudWatch = new CloudWatchClient(emulator().client);
      stepFunctions = new SFNClient(emulator().client);
      logs = createMetricsFromLogs(emulator());
      alarms = createAlarms(cloudWatch, logs);
    }, 10 * MINUTE);

    afterAll(() => {
      loop?.close();
      logs?.close();
      cloudWatch?.destroy();
      stepFunctions?.destroy();
    });

    it(
      'an alarm starts a retrain, and its line contests like any other until the gate has a new champion',
      async () => {
        // At the same place between two seals and two buckets of the window, whenever it runs.
        const nowMs = Math.floor(Date.now() / SEAL_MS) * SEAL_MS;
        await loop.send(parcelEvents(0, BEFORE, nowMs));
        expect(await loop.driver.drain()).toEqual([]);
        await loop.send(parcelEvents(BEFORE, BEFORE + CHANGED, nowMs));
        expect(await loop.driver.drain()).toEqual([]);
        const champion = (await entriesOf('promoted')).at(-1);
        expect(champion.by).toBe('gate');

        await evaluateDrift();
        const wentOff = (await alarms.evaluate(Date.now())).filter(({ to }) => to === 'ALARM');
        expect(wentOff.map(({ alarm }) => alarm)).toContainEqual(expect.stringMatching(/Parcels.*FeatureDrift/));
        expect(wentOff.map(({ alarm }) => alarm)).not.toContainEqual(expect.stringMatching(/Flights.*Drift/));

        // One for each of these alarms; the first is let in, and the others come too soon after it.
        const executions = await retrains();
        expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
        const started = await entriesOf('retrain-started');
        expect(started).toHaveLength(1);
        expect(started[0].reason).toMatch(/^alarm Loop-Parcels/);
        expect(await entriesOf('retrain-refused')).toHaveLength(executions.length - 1);
        const deployed = (await entriesOf('line-started')).at(-1);
        const { evidence } = deployed;
        expect(evidence).toMatchObject({ cause: 'drift', champion: champion.version });
        for (const before of [evidence.priorLoss, evidence.championLoss]) expect(evidence.loss).toBeLessThan(before);
        const line = lineOf(deployed);

        await loop.send(parcelEvents(BEFORE + CHANGED, BEFORE + CHANGED + AFTER, nowMs));
        expect(await loop.driver.drain()).toEqual([]);
        expect((await entriesOf('candidate-sealed')).map(lineOf)).toContain(line);
        const promoted = (await entriesOf('promoted')).filter((entry: Version) => lineOf(entry) === line);
        expect(promoted).not.toEqual([]);
        expect(promoted[0].by).toBe('gate');
      },
      10 * MINUTE,
    );
  },
  { AUTH: 'true' },
);
