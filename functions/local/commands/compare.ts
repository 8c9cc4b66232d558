/**
 * `perennial compare`: a backtest of learners beside each other. Prequential, with the delay of labels respected; the baselines are
 * always among them.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../console/comparison';
import type { ModelDeclaration } from '../../contracts/declaration';
import { checkDeclaration } from '../../contracts/model';
import type { ExampleColumns } from '../../domain/examples/columns';
import { compareLearners, withLearners } from '../compare/compare';
import { comparisonTable } from '../compare/comparison-table';
import { joinedExamples } from '../compare/joined-examples';
import { namedLearners } from '../compare/named-learners';
import { readStream } from '../compare/read-stream';
import { reportPage } from '../compare/report-page';
import { STREAMS } from '../compare/streams';
import { mustBeReadable } from '../events-option';
import { flightsSource } from '../flights/source';
import { chooseModel, declaredModels } from '../model-files';
import { ndjsonSource } from '../ndjson-source';
import { neuralFor, thisRuntime } from '../runtime';
import { UsageError } from '../usage-error';
import type { Shown } from './shown';

export interface CompareOptions {
  readonly events?: string;
  readonly modelFile?: string;
  /** Names, with commas between them. @default those that the model declares */
  readonly learners?: string;
  /** Where the HTML report goes. @default `compare-<model>.html` */
  readonly report?: string;
  /** The folder of the shared streams. @default PERENNIAL_SHARED_DATA, or ../shared/data beside the project */
  readonly streams?: string;
  /** End after this record of the stream. */
  readonly limit?: number;
  readonly seed?: number;
}

export async function compare(
  name: string | undefined,
  options: CompareOptions,
  say: (line: string) => void,
): Promise<Shown> {
  const { packageDir } = thisRuntime();
  const { declaration, columns } = await examplesFor(name, options, packageDir);
  const neural = await neuralFor([declaration]);
  const learners = compareLearners(declaration, columns, neural === undefined ? {} : { neural }, (learner) =>
    say(`${learner}: ${columns.count} examples …`),
  );
  const comparison: Comparison = {
    model: declaration.name,
    task: declaration.outcome.kind,
    examples: columns.count,
    ...spanOf(columns),
    learners,
  };
  const report = options.report ?? `compare-${declaration.name}.html`;
  await writeFile(report, await reportPage(comparison, packageDir));
  return {
    document: { ...comparison, report },
    lines: [...comparisonTable(comparison), '', `  report: ${report}`],
  };
}

interface Compared {
  readonly declaration: ModelDeclaration;
  readonly columns: ExampleColumns;
}

async function examplesFor(name: string | undefined, options: CompareOptions, packageDir: string): Promise<Compared> {
  const { events, modelFile, limit } = options;
  const shared =
    modelFile === undefined && name !== undefined && Object.hasOwn(STREAMS, name) ? STREAMS[name] : undefined;
  if (shared !== undefined) {
    const declaration = compared(shared.declare(shared.usual), options);
    return { declaration, columns: readStream(streamsFolder(options, packageDir), shared, declaration, limit) };
  }
  const declaration = compared(chooseModel(await declaredModels(modelFile, packageDir), name), options);
  if (events !== undefined) await mustBeReadable(events);
  else if (declaration.name !== 'flights') {
    throw new UsageError(
      `where are the events of ${declaration.name}? Give --events FILE, or --events - for standard input`,
    );
  }
  const source = events === undefined ? await flightsSource() : ndjsonSource({ path: events });
  try {
    return { declaration, columns: await joinedExamples(source, declaration, limit) };
  } finally {
    await source.close();
  }
}

/** Checked again: a learner that was named may not fit the outcome. */
function compared(declaration: ModelDeclaration, { learners, seed }: CompareOptions): ModelDeclaration {
  const seeded = seed === undefined ? declaration : { ...declaration, seed };
  if (learners === undefined) return seeded;
  const names = learners.split(',').map((learner) => learner.trim());
  return checkDeclaration(withLearners(seeded, namedLearners(names, declaration)));
}

function streamsFolder({ streams }: CompareOptions, packageDir: string): string {
  const folder = streams ?? (process.env.PERENNIAL_SHARED_DATA || join(packageDir, '..', 'shared', 'data'));
  if (existsSync(folder)) return folder;
  throw new UsageError(`--streams: there is no folder ${folder}; name the one that holds the shared streams`);
}

function spanOf({ count, predictedAtMs }: ExampleColumns): Pick<Comparison, 'from' | 'to'> {
  if (count === 0) return { from: null, to: null };
  let [first, last] = [predictedAtMs[0]!, predictedAtMs[0]!];
  for (let at = 1; at < count; at++) {
    first = Math.min(first, predictedAtMs[at]!);
    last = Math.max(last, predictedAtMs[at]!);
  }
  return { from: new Date(first).toISOString(), to: new Date(last).toISOString() };
}
