/** The commands against a stack: the same documents as of the state folder that was copied into it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { PLATFORM_OUTPUTS } from '../../functions/contracts/stack-outputs';
import { declaredModels } from '../../functions/local/model-files';
import { describeOnEmulator, type Emulator } from '../support/aws/emulator';
import { builtPackage } from '../support/cli/built-package';
import { documentOf, perennial } from '../support/cli/perennial';
import { type Replayed, replayedIn } from '../support/cli/replayed';
import { createStack, stackOfState } from '../support/cli/stack-of-state';
import { tempFolder } from '../support/cli/temp-folder';

type Document = ReturnType<typeof JSON.parse>;

const STACK = 'demo';

describeOnEmulator('perennial --stack', (emulator) => {
  const cwd = tempFolder();
  let replayed: Replayed;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    replayed = await replayedIn(cwd);
    const { modelFile } = replayed.model;
    const [declaration] = (await declaredModels(modelFile, builtPackage().folder)) as [ModelDeclaration];
    outputs = await stackOfState(emulator(), STACK, replayed.document.state, declaration);
    await createStack(emulator(), 'web', {
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      Outputs: { Url: { Value: 'https://example.com' } },
    });
  }, 120_000);

  const there = (args: readonly string[], stdin = ''): Promise<Document> =>
    documentOf([...args, '--stack', STACK], { cwd, stdin, env: { ...emulator().env } });
  const here = (args: readonly string[], withModel: boolean): Promise<Document> =>
    documentOf(withModel ? [...args, '--model-file', replayed.model.modelFile] : args, { cwd });

  it.each([
    [['versions'], false],
    [['lineage', '1.5'], false],
    [['ledger', '--limit', '20'], false],
    [['served', '--at', '2024-01-02T12:00:00Z'], false],
    [['dead-letters'], false],
    [['rebuild', '1.5', '--verify'], true],
  ] as const)(
    '%j prints what it prints of the folder',
    async (command, needsModel) => {
      expect(await there(command)).toEqual(await here(command, needsModel));
    },
    60_000,
  );

  it('status prints what it prints of the folder, with the stack for the folder', async () => {
    const { state, revision: _, ...ofFolder } = await here(['status'], true);
    const { stack, revision, ...ofStack } = await there(['status']);
    expect([state, stack, revision]).toEqual([replayed.document.state, STACK, 1]);
    expect(ofStack).toEqual(ofFolder);
  });

  it('promote and rollback are asked of the function of the model', async () => {
    const said = ['--by', 'ada', '--reason', 'it is better'];
    const moved = { model: 'drifting', from: '1.9', by: 'ada', reason: 'it is better', fork: null };
    expect(await there(['promote', '1.5', ...said])).toEqual({
      ...moved,
      kind: 'promoted',
      version: '1.5',
      time: '2023-11-14T22:13:20.000Z',
    });
    expect(await there(['rollback', '--to', '1.4', ...said])).toMatchObject({ kind: 'rolled-back', version: '1.4' });
    expect(await there(['rollback', ...said])).toMatchObject({ kind: 'rolled-back', version: '1.0' });
  });

  it('a refusal and a failure of that function end with 1, and say why', async () => {
    for (const [reason, says] of [
      ['refuse', /^version 7\.7 is not stored$/],
      ['fail', /^function .*Promote.* failed: out of memory; its log group says more$/],
    ] as const) {
      const args = ['promote', '7.7', '--reason', reason, '--stack', STACK];
      const { error } = await documentOf(args, { cwd, env: { ...emulator().env }, code: 1 });
      expect(error.message).toMatch(says);
    }
  });

  it('predict asks the function, line for line', async () => {
    const request = (eventId: string, time: string) => JSON.stringify({ eventId, time, features: { x: 0.25 } });
    const stdin = `${request('a', '2024-01-02T00:00:00Z')}\n${request('b', 'soon')}\n`;
    const { stdout, code } = await perennial(['predict', 'drifting', '--stack', STACK], {
      cwd,
      stdin,
      env: { ...emulator().env },
    });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ model: 'drifting', eventId: 'a', version: '1.7', prediction: 0.25 }, { refused: 'time: got soon' }]);
    expect(code).toBe(1);
  });

  it('retrain starts the state machine, and with --wait follows it to its end', async () => {
    const started = await there(['retrain', '--reason', 'the world moved']);
    expect(started).toEqual({
      model: 'drifting',
      id: expect.stringMatching(/^person-/),
      execution: expect.stringContaining(`:${started.id}`),
      status: 'RUNNING',
    });
    const followed = await there(['retrain', '--reason', 'the world moved', '--wait']);
    expect(followed).toMatchObject({
      model: 'drifting',
      status: 'SUCCEEDED',
      verdict: 'deployed',
      version: '4.0',
      evidence: { examples: 64 },
      steps: [{ step: 'Admit' }, { step: 'Deploy' }],
    });
  });

  it('send puts every line into the events stream, and counts', async () => {
    const path = join(cwd, 'some.ndjson');
    const lines = [...replayed.model.lines.slice(0, 1200), 'no event, and no JSON'];
    writeFileSync(path, lines.join('\n'));
    const document = await there(['send', '--events', path]);
    expect(document).toMatchObject({ stack: STACK, sent: 1201, retried: 0, tooLarge: [] });
    const all = await recordsOf(emulator(), outputs[PLATFORM_OUTPUTS.eventsStream]!);
    const sent = all.filter((line) => lines.includes(line));
    expect([...sent].sort()).toEqual([...lines].sort());
    const idOf = (line: string): string | undefined => /"eventId":"([^"]+)"/.exec(line)?.[1];
    for (const id of new Set(lines.slice(0, 50).map(idOf))) {
      expect(sent.filter((line) => idOf(line) === id)).toEqual(lines.filter((line) => idOf(line) === id));
    }
  });

  it('redrive sends the letters of a code again, as they came, or says which codes there are', async () => {
    const wrong = replayed.model.lines.filter((line) => line === 'not an event');
    const sent = await there(['redrive', '--code', 'not-json']);
    expect(sent).toMatchObject({ stack: STACK, code: 'not-json', sent: wrong.length });
    const all = await recordsOf(emulator(), outputs[PLATFORM_OUTPUTS.eventsStream]!);
    expect(all.filter((line) => line === 'not an event')).toEqual(wrong);
    const args = ['redrive', '--code', 'late-outcome', '--stack', STACK];
    const { error } = await documentOf(args, { cwd, env: { ...emulator().env }, code: 1 });
    expect(error.message).toBe('no dead letter has code late-outcome; there are not-json');
  });

  it('smoke sends its events, and ends with 1 when nothing takes them', async () => {
    const { code, stdout, stderr } = await perennial(['smoke', '--stack', STACK, '--timeout', '1', '--json'], {
      cwd,
      env: { ...emulator().env },
    });
    const { steps, error, events } = JSON.parse(stdout);
    expect({ code, events, name: error.name }).toEqual({ code: 1, events: 48, name: 'NotArrived' });
    expect(steps.map(({ step, state }: Document) => [step, state])).toEqual([
      ['sent', 'arrived'],
      ['joined', 'missing'],
    ]);
    expect(stderr).toMatch(/^ {2}ok +sent .*24 predictions and their outcomes, to 1 shard\n {2}MISSING +joined/);
  });

  it.each([
    ['no such stack', ['status', '--stack', 'gone'], {}, /^--stack: there is no stack gone in us-east-1; deploy it/],
    [
      'a stack of others',
      ['ledger', '--stack', 'web'],
      {},
      /^--stack: web \(CREATE_COMPLETE\) has no LearningPlatform:/,
    ],
    [
      'another model',
      ['ledger', '--stack', STACK, '--model', 'weather'],
      {},
      /^--model: there is no model weather in stack demo, which has drifting$/,
    ],
    ['no region', ['status', '--stack', STACK], { AWS_REGION: '' }, /^--stack: no AWS region is set; set AWS_REGION/],
    [
      'no credentials',
      ['status', '--stack', STACK],
      { AWS_ACCESS_KEY_ID: '' },
      /^--stack: no AWS credentials were found; sign in/,
    ],
    [
      'a log of its own',
      ['predict', '--stack', STACK, '--log', 'log.ndjson'],
      {},
      /^--log: what stack demo answers is logged as events there/,
    ],
  ] as const)(
    '%s ends with 2, naming the option',
    async (_, args, env, says) => {
      const { error } = await documentOf(args, { cwd, env: { ...emulator().env, ...env }, code: 2 });
      expect(error).toEqual({ name: 'UsageError', message: expect.stringMatching(says) });
    },
    30_000,
  );
});

async function recordsOf({ client }: Emulator, stream: string): Promise<string[]> {
  // Over HTTP/2, its default, the emulator has closed a session with a protocol error now and then.
  const { requestHandler } = new S3Client(client).config;
  const kinesis = new KinesisClient({ ...client, requestHandler });
  const at = { StreamName: stream, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
  let { ShardIterator: iterator } = await kinesis.send(new GetShardIteratorCommand(at));
  const all: string[] = [];
  for (;;) {
    const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    if (page.Records === undefined || page.Records.length === 0) return all;
    all.push(...page.Records.map(({ Data: data }) => Buffer.from(data!).toString('utf8')));
    iterator = page.NextShardIterator;
  }
}
