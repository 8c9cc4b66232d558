/** The commands and their options, as the command line takes them. */
import { Command, Option } from 'commander';
import { speedOption, timeOption, wholeOption } from './arguments';
import { type CompareOptions, compare } from './commands/compare';
import { deadLetters } from './commands/dead-letters';
import { ledger } from './commands/ledger';
import { lineage } from './commands/lineage';
import { promote, rollback } from './commands/move';
import type { PredictOptions } from './commands/predict';
import { rebuildVersion } from './commands/rebuild';
import { type RedriveOptions, redrive } from './commands/redrive';
import type { ReplayCommandOptions } from './commands/replay';
import { retrain } from './commands/retrain';
import type { RetrainStackOptions } from './commands/retrain-stack';
import type { SendOptions } from './commands/send';
import { served } from './commands/served';
import type { Shown } from './commands/shown';
import { type SmokeOptions, smokeStack } from './commands/smoke';
import { status } from './commands/status';
import { versions } from './commands/versions';

/** Whoever runs the commands: they say what is to be shown, and these show it. */
export interface Runner {
  show(work: Promise<Shown>, json: boolean): Promise<void>;
  replay(model: string | undefined, options: ReplayCommandOptions, json: boolean): Promise<void>;
  predict(model: string | undefined, options: PredictOptions, json: boolean): Promise<void>;
  send(options: SendOptions, json: boolean): Promise<void>;
  /** What is told while a command runs. */
  say(line: string): void;
}

interface Json {
  readonly json: boolean;
}

const stateOption = () => new Option('--state <dir>', 'the state folder (default: the one in .perennial)');
const stackOption = () => new Option('--stack <name>', 'a deployed stack, instead of a state folder');
const neededStackOption = () => new Option('--stack <name>', 'a deployed stack').makeOptionMandatory();
const modelOption = () => new Option('--model <name>', 'which of the models there, if there are several');
/** Where a model lives. */
const placeOptions = () => [stateOption(), stackOption(), modelOption()];
const modelFileOption = () => new Option('--model-file <file>', 'a module that exports declared models');
const reasonOption = () => new Option('--reason <text>', 'why, for the ledger');
const byOption = () => new Option('--by <name>', 'who decides (default: your user name)');

export function commandLine(runner: Runner, version: string): Command {
  const program = new Command('perennial')
    .description('Models that keep learning from a stream, promoted only on evidence, with every step accounted for.')
    .version(version)
    .showHelpAfterError('(perennial --help says more)')
    .exitOverride();

  /** Every command can print one JSON document instead. */
  const command = (usage: string, about: string, ...options: Option[]): Command => {
    const made = program.command(usage).description(about);
    for (const option of options) made.addOption(option);
    return made.option('--json', 'print one JSON document', false).exitOverride();
  };

  command('replay [model]', 'replay a stream: join, learn, compare, promote', modelFileOption())
    .option('--events <file>', 'NDJSON, or - for standard input (default: the built-in flights)')
    .option('--state <dir>', 'go on from this state folder, or begin it (default: .perennial/<model>, begun anew)')
    .option('--limit <count>', 'end after this many records of the stream', wholeOption('--limit', 0))
    .option(
      '--speed <factor>',
      "'max', or so many times faster than the events' own time",
      speedOption,
      Number.POSITIVE_INFINITY,
    )
    .option('--seed <number>', 'instead of the declared seed', wholeOption('--seed', 0, 2 ** 32 - 1))
    .option('--serve [port]', 'show it on a page on this machine', wholeOption('--serve', 0, 65_535))
    .action((model: string | undefined, { json, ...options }: ReplayCommandOptions & Json) =>
      runner.replay(model, options, json),
    );

  command(
    'compare [stream]',
    'learners beside each other on one stream, each knowing only the labels that had come when it was asked',
    modelFileOption(),
  )
    .option('--events <file>', 'NDJSON, or - for standard input (default: the built-in flights)')
    .option('--learners <names>', 'of the model or by kind, with commas between (default: all that the model declares)')
    .option('--report <file>', 'where the HTML report goes (default: compare-<model>.html)')
    .option('--streams <dir>', 'the folder of the shared streams (default: PERENNIAL_SHARED_DATA, or ../shared/data)')
    .option('--limit <count>', 'end after this many records of the stream', wholeOption('--limit', 0))
    .option('--seed <number>', 'instead of the declared seed', wholeOption('--seed', 0, 2 ** 32 - 1))
    .action((stream: string | undefined, { json, ...options }: CompareOptions & Json) =>
      runner.show(compare(stream, options, runner.say), json),
    );

  command(
    'predict [model]',
    'answer requests with the champion, one JSON line each',
    stateOption(),
    stackOption(),
    modelFileOption(),
  )
    .option('--events <file>', 'requests as NDJSON, or - for standard input', '-')
    .option('--log <file>', 'append what was answered, as prediction events')
    .action((model: string | undefined, { json, ...options }: PredictOptions & Json) =>
      runner.predict(model, options, json),
    );

  command('status', 'where the model stands', ...placeOptions(), modelFileOption()).action(({ json, ...options }) =>
    runner.show(status(options), json),
  );
  command('versions', 'every version: how it came to be, and whether it is kept', ...placeOptions()).action(
    ({ json, ...options }) => runner.show(versions(options), json),
  );
  command('lineage <version>', 'which data, code and seed made a version', ...placeOptions()).action(
    (version: string, { json, ...options }) => runner.show(lineage(version, options), json),
  );
  command('ledger', 'every decision, with its numbers', ...placeOptions())
    .option('--limit <count>', 'only the last so many', wholeOption('--limit', 1))
    .action(({ json, ...options }) => runner.show(ledger(options), json));
  command('served', 'which version answered at a moment', ...placeOptions())
    .requiredOption('--at <time>', 'a time with its zone, such as 2001-02-03T00:00:00Z', timeOption)
    .action(({ json, at, ...options }) => runner.show(served(at, options), json));
  command(
    'rebuild <version>',
    'make a version again from its lineage, to the same bytes',
    ...placeOptions(),
    modelFileOption(),
  )
    .option('--verify', 'compare with the recorded hash (always done)')
    .option('--out <file>', 'write the checkpoint there')
    .action((version: string, { json, ...options }) => runner.show(rebuildVersion(version, options), json));
  command(
    'promote <version>',
    'make a version the champion',
    ...placeOptions(),
    modelFileOption(),
    reasonOption(),
    byOption(),
  ).action((version: string, { json, ...options }) => runner.show(promote(version, options), json));
  command(
    'rollback',
    'go back to the champion before, or to a version',
    ...placeOptions(),
    modelFileOption(),
    reasonOption(),
    byOption(),
  )
    .option('--to <version>', 'the version to go back to')
    .action(({ json, to, ...options }) => runner.show(rollback(to, options), json));
  command('dead-letters', 'events that could not be used, and why', ...placeOptions())
    .option('--limit <count>', 'at most so many', wholeOption('--limit', 1), 100)
    .action(({ json, ...options }) => runner.show(deadLetters(options), json));

  command(
    'retrain',
    'train a new line from scratch, out of the archive',
    ...placeOptions(),
    modelFileOption(),
    reasonOption(),
    byOption(),
  )
    .option('--learner <name>', 'only this learner')
    .option('--wait', 'of a stack: until it has ended', false)
    .action(({ json, ...options }: RetrainStackOptions & Json) => runner.show(retrain(options, runner.say), json));
  command('send', 'send events into a deployed stack', neededStackOption())
    .requiredOption('--events <file>', 'NDJSON, or - for standard input')
    .action(({ json, ...options }: SendOptions & Json) => runner.send(options, json));
  command(
    'redrive',
    'send dead letters of a stack again, once their cause is mended',
    neededStackOption(),
    modelOption(),
  )
    .requiredOption('--code <code>', 'of which kind, as `dead-letters` shows it')
    .option('--limit <count>', 'at most so many, the oldest', wholeOption('--limit', 1))
    .action(({ json, ...options }: RedriveOptions & Json) => runner.show(redrive(options), json));
  command(
    'smoke',
    'send a few examples of its own through the whole loop of a deployed stack, and say what arrived',
    neededStackOption(),
    modelOption(),
  )
    .option(
      '--pairs <count>',
      'predictions, each with its outcome; all are learned',
      wholeOption('--pairs', 1, 500),
      24,
    )
    .option('--timeout <seconds>', 'to wait for each step', wholeOption('--timeout', 1, 86_400), 120)
    .option('--seed <number>', 'of what is made up', wholeOption('--seed', 0, 2 ** 32 - 1), 1)
    .action(({ json, ...options }: SmokeOptions & Json) => runner.show(smokeStack(options, runner.say), json));
  return program;
}
