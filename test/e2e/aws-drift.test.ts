/**
 * The world changes under the deployed loop: every airport is renamed, distances are told in another unit, and who used to be late is
 * on time. What is served is no longer what the champion has learned.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type ExecutionListItem, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type Alarms, createAlarms } from '../support/aws/alarms';
import { describeOnEmulator } from '../support/aws/emulator';
import { flightsArrivals } from '../support/aws/flights-arrivals';
import { deployLoop, type Loop, STACK } from '../support/aws/loop';
import { createMetricsFromLogs, type MetricsFromLogs } from '../support/aws/metrics-from-logs';
import { fire, schedulesOf } from '../support/aws/schedules';

const MINUTE = 60_000;
const BEFORE = 8_000;
const CHANGED = 5_000;
const AFTER = 6_000;
const DEADLINE_MS = 2 * MINUTE;

interface Version {
  readonly version: string;
  readonly learner: string;
}

interface Event {
  readonly type: string;
  readonly eventId: string;
  readonly outcome?: number;
  readonly features?: Readonly<Record<string, unknown>>;
}

/** From event number `from` on, predictions and their outcomes tell of the changed world. */
function worldChanges(lines: readonly string[], from: number): string[] {
  const changed = new Set<string>();
  return lines.map((line, at) => {
    const event: Event = JSON.parse(line);
    const { eventId, features, outcome } = event;
    if (features !== undefined && at >= from) {
      changed.add(eventId);
      const { origin, destination, distance } = features;
      const renamed = { origin: `K${origin}`, destination: `K${destination}`, distance: Number(distance) * 1.609 };
      return JSON.stringify({ ...event, features: { ...features, ...renamed } });
    }
    return outcome !== undefined && changed.has(eventId) ? JSON.stringify({ ...event, outcome: 1 - outcome }) : line;
  });
}

describeOnEmulator(
  'when the world changes under the deployed loop,',
  (emulator) => {
    let loop: Loop;
    let cloudWatch: CloudWatchClient;
    let stepFunctions: SFNClient;
    let logs: MetricsFromLogs;
    let alarms: Alarms;

    const entriesOf = async (kind: string) => {
      const { entries } = await loop.perennial('ledger', '--model', 'flights');
      return entries.filter((entry: { readonly kind: string }) => entry.kind === kind);
    };

    const evaluateDrift = async (): Promise<void> => {
      const schedules = await schedulesOf(emulator(), STACK);
      const watching = schedules.find(({ targets }) => targets[0]?.logicalId.startsWith('SharedWatchDrift'));
      await fire(emulator(), STACK, watching!);
    };

    /** The executions of the state machine, when all have ended. */
    const retrains = async (): Promise<readonly ExecutionListItem[]> => {
      const stateMachineArn = loop.outputs.FlightsRetrainStateMachine;
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
      for (const client of [cloudWatch, stepFunctions, logs]) {
        if (client !== undefined && 'destroy' in client) client.destroy();
        else client?.close();
      }
    });

    it(
      'an alarm starts a retrain, and its line contests like any other until the gate has a new champion',
      async () => {
        const first = await flightsArrivals({
          ...{ events: BEFORE + CHANGED, moved: { endMs: Date.now() } },
          ...{ seed: 7, duplicates: 0, disorderMs: 0 },
        });
        const { shiftMs } = first;
        const then = await flightsArrivals({
          ...{ events: AFTER, after: BEFORE + CHANGED, moved: { shiftMs } },
          ...{ seed: 8, duplicates: 0, disorderMs: 0 },
        });
        const lines = worldChanges([...first.lines, ...then.lines], BEFORE);

        await loop.send(lines.slice(0, BEFORE));
        expect(await loop.driver.drain()).toEqual([]);
        const { versions } = await loop.perennial('versions', '--model', 'flights');
        const champion = versions.findLast(({ learner }: Version) => learner === 'logistic');
        await loop.perennial(
          'promote',
          champion.version,
          '--model',
          'flights',
          '--by',
          'a person',
          '--reason',
          'a start',
        );
        await loop.send(lines.slice(BEFORE, BEFORE + CHANGED));
        expect(await loop.driver.drain()).toEqual([]);

        await evaluateDrift();
        const wentOff = (await alarms.evaluate(Date.now())).filter(({ to }) => to === 'ALARM');
        expect(wentOff.map(({ alarm }) => alarm)).toContainEqual(expect.stringMatching(/Flights.*Drift/));
        expect(wentOff.map(({ alarm }) => alarm)).not.toContainEqual(expect.stringMatching(/Parcels.*Drift/));

        // One for each of these alarms; the first is let in, and the others come too soon after it.
        const executions = await retrains();
        expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
        const started = await entriesOf('retrain-started');
        expect(started).toHaveLength(1);
        expect(started[0].reason).toMatch(/^alarm Loop-Flights/);
        expect(await entriesOf('retrain-refused')).toHaveLength(executions.length - 1);
        const deployed = (await entriesOf('line-started')).at(-1);
        const { evidence } = deployed;
        expect(evidence).toMatchObject({ cause: 'drift', champion: champion.version });
        for (const before of [evidence.priorLoss, evidence.championLoss]) expect(evidence.loss).toBeLessThan(before);
        const line = deployed.version.split('.')[0];

        await loop.send(lines.slice(BEFORE + CHANGED));
        expect(await loop.driver.drain()).toEqual([]);
        const sealed = await entriesOf('candidate-sealed');
        expect(sealed.map(({ version }: { readonly version: string }) => version.split('.')[0])).toContain(line);
        const promoted = (await entriesOf('promoted')).at(-1);
        expect(promoted.by).toBe('gate');
        expect(promoted.version).not.toBe(champion.version);
      },
      10 * MINUTE,
    );
  },
  { AUTH: 'true' },
);
