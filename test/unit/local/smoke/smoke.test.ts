/** Smoke over the real use cases on memory adapters, each of which can be stopped. */
import type { ModelDeclaration } from '../../../../functions/contracts/declaration';
import { hours } from '../../../../functions/contracts/duration';
import { binary } from '../../../../functions/contracts/model';
import type { Sequence } from '../../../../functions/domain/lineage/sequence';
import { Learning } from '../../../../functions/learn/learn';
import { type SmokedLoop, type SmokeStep, smoke } from '../../../../functions/local/smoke/smoke';
import { Predicting } from '../../../../functions/predict/predict';
import { type JoinedStream, joinedStream } from '../../../support/joined-stream';
import { binaryModel, learnDeps, memoryStores, type Stores } from '../../../support/learning';

interface Working {
  readonly joins: boolean;
  readonly learns: boolean;
}

const PAIRS = 24;
const STARTS_AT_MS = Date.UTC(2024, 5, 1);

class TestLoop implements SmokedLoop {
  readonly joined: JoinedStream;
  readonly stores: Stores = memoryStores();
  private readonly learning: Learning;
  private readonly predicting: Predicting;
  private put = 0;
  /** Sent, and not taken by join-labels yet. */
  private readonly stream: { sequence: Sequence; data: string; arrivedAtMs: number }[] = [];
  /** Blocks given to learn. */
  private given = 0;
  nowMs = STARTS_AT_MS;

  constructor(
    readonly declaration: ModelDeclaration,
    private readonly working: Working = { joins: true, learns: true },
  ) {
    this.joined = joinedStream([declaration]);
    this.learning = new Learning(learnDeps(this.stores), declaration);
    this.predicting = new Predicting(
      { ...this.stores, monotonicMs: () => this.nowMs, onProblem: () => {} },
      declaration,
    );
  }

  async send(events: readonly string[]): Promise<Record<string, Sequence>> {
    for (const data of events) {
      this.put += 1;
      this.stream.push({ sequence: String(this.put), data, arrivedAtMs: this.nowMs });
    }
    return { 'shard-1': String(this.put) };
  }

  origin = (shard: string) => this.joined.deps.waiting.origin(shard);
  head = () => this.stores.heads.load(this.declaration.name);
  checkpoint = (name: string) => this.stores.objects.get(name);
  predict: SmokedLoop['predict'] = (request) => this.predicting.predict(request);
  letters = () => this.joined.letters();

  /** Time passes, and what works, works: a record at a time. */
  wait = async (ms: number): Promise<void> => {
    this.nowMs += ms;
    const record = this.working.joins ? this.stream.shift() : undefined;
    if (record !== undefined) await this.joined.join([record]);
    if (!this.working.learns) return;
    const blocks = (await this.joined.blocks()).slice(this.given);
    this.given += blocks.length;
    if (blocks.length > 0) await this.learning.learn(blocks);
  };

  /** The steps as told, and as given back. */
  async run(): Promise<SmokeStep[]> {
    const told: SmokeStep[] = [];
    const steps = await smoke(this, {
      pairs: PAIRS,
      seed: 1,
      run: 'r1',
      timeoutMs: 60_000,
      nowMs: () => this.nowMs,
      wait: this.wait,
      onStep: (step) => told.push(step),
    });
    expect(told).toEqual(steps);
    return steps;
  }
}

const states = (steps: readonly SmokeStep[]) => steps.map(({ step, state }) => [step, state]);
const last = (steps: readonly SmokeStep[]): string => steps.at(-1)!.detail;

describe('smoke', () => {
  it('follows its events through the whole loop, and says how long each step took', async () => {
    const loop = new TestLoop(binaryModel());
    const steps = await loop.run();
    expect(states(steps)).toEqual([
      ['sent', 'arrived'],
      ['joined', 'arrived'],
      ['learned', 'arrived'],
      ['stored', 'arrived'],
      ['answered', 'arrived'],
    ]);
    // 48 records, one every half second; the last block is learned in the same half second.
    expect(steps.map(({ seconds }) => seconds)).toEqual([0, 24, 0, 0, 0]);
    // 24 examples: one micro-batch of 16 is learned, 8 wait.
    expect(steps[2]!.detail).toMatch(/^revision \d+; 8 examples wait for a micro-batch to be full$/);
    const { reigns } = (await loop.head())!;
    expect(last(steps)).toMatch(new RegExp(`^${reigns.at(-1)!.version} answers 0\\.\\d+$`));
  });

  it('asks with an event that is learned already, so that what is logged of the answer is not', async () => {
    const loop = new TestLoop(binaryModel());
    let logged = '';
    const ask = loop.predict;
    loop.predict = (request) => {
      logged = JSON.stringify({ type: 'prediction', model: loop.declaration.name, ...request });
      return ask(request);
    };
    await loop.run();
    const before = (await loop.joined.learned()).length;
    await loop.joined.join([{ sequence: '1000', data: logged, arrivedAtMs: loop.nowMs }]);
    expect((await loop.joined.counts(loop.declaration.name)).duplicates).toBe(1);
    expect((await loop.joined.learned()).length).toBe(before);
  });

  it('says that events are not taken when nothing joins them, and looks no further', async () => {
    const steps = await new TestLoop(binaryModel(), { joins: false, learns: true }).run();
    expect(states(steps)).toEqual([
      ['sent', 'arrived'],
      ['joined', 'missing'],
    ]);
    expect(last(steps)).toMatch(/^shard-1 not taken as far: is join-labels running\?/);
    expect(steps[1]!.seconds).toBe(60);
  });

  it('says that there is no commit when nothing learns', async () => {
    const steps = await new TestLoop(binaryModel(), { joins: true, learns: false }).run();
    expect(states(steps).at(-1)).toEqual(['learned', 'missing']);
    expect(last(steps)).toMatch(/^no commit past shard-1: is learn running\?/);
  });

  it('names the reason of the dead letter that its events became', async () => {
    const loop = new TestLoop(binaryModel());
    // The stack was deployed with another declaration: what is sent for this one is refused there.
    const sent = loop.send.bind(loop);
    loop.send = (events) => sent(events.map((event) => event.replace('"x":', '"x":"wide","was":')));
    const steps = await loop.run();
    expect(states(steps).at(-1)).toEqual(['learned', 'missing']);
    // The predictions are refused; each outcome then waits for one.
    expect(last(steps)).toMatch(/^24 dead letters, the first malformed: features\.x: got "wide"; send a finite number/);
  });

  it('counts: one that is refused is missed, though those after it are learned', async () => {
    const loop = new TestLoop(binaryModel());
    const sent = loop.send.bind(loop);
    loop.send = (events) =>
      sent(events.map((event, at) => (at === 3 ? event.replace('"x":', '"x":"wide","was":') : event)));
    const steps = await loop.run();
    expect(states(steps).at(-1)).toEqual(['learned', 'missing']);
    expect(last(steps)).toMatch(/^1 dead letter, the first malformed: features\.x: got "wide"/);
  });

  it('does not wait for the end of a window, where examples are released only then', async () => {
    const loop = new TestLoop(binaryModel({ outcome: binary({ within: hours(24), otherwise: 0 }) }));
    const steps = await loop.run();
    expect(states(steps)).toEqual([
      ['sent', 'arrived'],
      ['joined', 'arrived'],
      ['learned', 'waits'],
      ['stored', 'waits'],
      ['answered', 'arrived'],
    ]);
    expect(steps[2]!.detail).toMatch(/^with a default label \(0\) .* after 2024-06-02T00:00:/);
  });

  it('says what is wrong with a stored object, and with a function that fails', async () => {
    const damaged = new TestLoop(binaryModel());
    damaged.checkpoint = async () => {
      throw new Error('object ab is damaged');
    };
    expect(last(await damaged.run())).toBe('object ab is damaged');
    const failing = new TestLoop(binaryModel());
    failing.predict = async () => {
      throw new Error('function predict failed: no memory');
    };
    const steps = await failing.run();
    expect(states(steps).at(-1)).toEqual(['answered', 'missing']);
    expect(last(steps)).toBe('function predict failed: no memory');
  });

  it('tells its own events from others that flow beside them', async () => {
    const loop = new TestLoop(binaryModel(), { joins: true, learns: true });
    const before = Array.from({ length: 3 }, (_, at) =>
      JSON.stringify({
        type: 'example',
        model: loop.declaration.name,
        eventId: `other-${at}`,
        time: new Date(STARTS_AT_MS - 5_000).toISOString(),
        features: {},
        outcome: 1,
      }),
    );
    await loop.send([...before, 'not an event']);
    const steps = await loop.run();
    expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(['arrived']));
    // 4 + 48 records at half a second each: it did not take the first commit for its own.
    expect(steps[1]!.seconds).toBe(26);
  });
});
