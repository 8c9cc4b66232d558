/**
 * The streams that lie beside the project and are no part of it: `../shared/data`, or the folder that PERENNIAL_SHARED_DATA names.
 * Where they are absent, whoever asks must say so. Each comes as one labelled batch in order of time.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import { hashText } from '../../functions/domain/features/murmur3';
import type { Problem } from '../../functions/domain/learners/learner';

export const SHARED_DATA = process.env.PERENNIAL_SHARED_DATA || join(__dirname, '..', '..', '..', 'shared', 'data');

export const ABSENT = `${SHARED_DATA} is absent: set PERENNIAL_SHARED_DATA to the folder of the shared streams`;

export const hasSharedData = (): boolean => existsSync(join(SHARED_DATA, 'README.md'));

/** Rows by column name, as text. */
export function sharedTable(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(SHARED_DATA, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true });
}

export interface Stream {
  readonly problem: Problem;
  readonly batch: LabelledBatch;
}

interface Columns {
  readonly label: string;
  /** Labels by index; absent: the label is a number to be regressed on. */
  readonly classes?: readonly string[];
  readonly categorical?: readonly string[];
  readonly numeric: readonly string[];
}

export const ELEC2: Columns = {
  label: 'class',
  classes: ['DOWN', 'UP'],
  numeric: ['date', 'day', 'period', 'nswprice', 'nswdemand', 'vicprice', 'vicdemand', 'transfer'],
};

export const elec2 = (columns = ELEC2): Stream => streamOf(sharedTable('elec2/elec2.csv.gz'), columns);

const PHISHING_FEATURES = [
  'empty_server_form_handler',
  'popup_window',
  'https',
  'request_from_other_domain',
  'anchor_from_other_domain',
  'is_popular',
  'long_url',
  'age_of_domain',
  'ip_in_url',
];

export const phishing = (): Stream =>
  streamOf(sharedTable('river_small/river_phishing.csv.gz'), {
    label: 'is_phishing',
    classes: ['0', '1'],
    numeric: PHISHING_FEATURES,
  });

/** libsvm: `label index:value …`. */
export function bananas(): Stream {
  const text = gunzipSync(readFileSync(join(SHARED_DATA, 'river_small/river_banana.libsvm.gz'))).toString();
  const rows = text
    .trim()
    .split('\n')
    .map((line) => {
      const [label, ...pairs] = line.trim().split(/\s+/);
      return { label: label!, ...Object.fromEntries(pairs.map((pair) => pair.split(':'))) };
    });
  return streamOf(rows, { label: 'label', classes: ['-1', '1'], numeric: ['1', '2'] });
}

export const trumpApproval = (): Stream =>
  streamOf(sharedTable('river_small/river_trump_approval.csv.gz'), {
    label: 'five_thirty_eight',
    numeric: ['ordinal_date', 'gallup', 'ipsos', 'morning_consult', 'rasmussen', 'you_gov'],
  });

/** One of synthetic_known_drift, such as 'sea_0123_abrupto_noise_0.2'. All features are numeric. */
export function synthetic(name: string): Stream {
  const rows = sharedTable(`synthetic_known_drift/${name}.csv.gz`);
  const numeric = Object.keys(rows[0]!).filter((column) => column !== 'class');
  return streamOf(rows, { label: 'class', classes: ['0', '1'], numeric });
}

const HASH_BITS = 18;

/** A missing number is ''. Two classes are a binary problem. Weights are 1. */
export function streamOf(
  rows: readonly Record<string, string>[],
  { label, classes, categorical = [], numeric }: Columns,
): Stream {
  const task = classes === undefined ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass';
  const cell = (row: Record<string, string>, column: string): string => {
    const text = row[column];
    if (text === undefined) throw new Error(`there is no column ${column}`);
    return text;
  };
  const number = (text: string): number => (text === '' ? Number.NaN : Number(text));
  const labelOf = (text: string): number => {
    if (classes === undefined) return Number(text);
    const at = classes.indexOf(text);
    if (at < 0) throw new Error(`${text} is none of the classes ${classes.join(', ')}`);
    return at;
  };
  const identity = rows.flatMap((row) =>
    categorical.flatMap((name, at) => [hashText(cell(row, name), at), hashText(cell(row, name), at + 1e6)]),
  );
  const ids = Uint32Array.from(identity);
  return {
    problem: {
      task,
      outputs: task === 'multiclass' ? classes!.length : 1,
      numericCount: numeric.length,
      numericNames: numeric,
      categoricalNames: categorical,
      categoricalCount: categorical.length,
      hashedCount: categorical.length,
      hashBits: HASH_BITS,
      seed: 1,
    },
    batch: {
      count: rows.length,
      numericCount: numeric.length,
      numeric: Float64Array.from(rows.flatMap((row) => numeric.map((name) => number(cell(row, name))))),
      hashedCount: categorical.length,
      categoricalCount: categorical.length,
      hashed: Int32Array.from({ length: ids.length / 2 }, (_, at) => ids[2 * at]! & (2 ** HASH_BITS - 1)),
      identity: ids,
      label: Float64Array.from(rows, (row) => labelOf(cell(row, label))),
      weight: new Float64Array(rows.length).fill(1),
      completedAtMs: Float64Array.from(rows, (_, at) => at),
    },
  };
}
