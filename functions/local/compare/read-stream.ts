/** The examples of a shared stream, read from its file. A number that is no number is missing; an outcome must be one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { ExampleColumns } from '../../domain/examples/columns';
import { createColumnsBuilder } from '../../domain/examples/columns-builder';
import { featureNames } from '../../domain/features/plan';
import type { ServedFeatures } from '../../domain/features/served-value';
import { unreadable } from '../event-source';
import type { Row, SharedStream } from './streams';

/** @throws EventsUnreadable */
export function readStream(
  folder: string,
  { file, format, told }: SharedStream,
  declaration: ModelDeclaration,
  limit = Number.POSITIVE_INFINITY,
): ExampleColumns {
  const path = join(folder, file);
  const rows = rowsIn(path, format);
  const { categorical, numeric } = featureNames(declaration);
  const builder = createColumnsBuilder(declaration);
  for (let at = 0; at < Math.min(rows.length, limit); at++) {
    const row = rows[at]!;
    const { predictedAtMs, completedAtMs, outcome } = told(row, at);
    if (!Number.isFinite(predictedAtMs + completedAtMs + outcome)) {
      throw unreadable(path, new Error(`row ${at + 1} has no time or no outcome: ${JSON.stringify(row)}`));
    }
    const features: ServedFeatures = {
      ...Object.fromEntries(categorical.map((name) => [name, textOf(row[name])])),
      ...Object.fromEntries(numeric.map((name) => [name, numberIn(row[name])])),
    };
    builder.add({
      eventId: String(at),
      sequence: String(at),
      served: { features, weight: null, source: null, version: null, prediction: null, propensity: null },
      label: outcome,
      predictedAtMs,
      completedAtMs,
      events: 1,
    });
  }
  return builder.finish();
}

function rowsIn(path: string, format: SharedStream['format']): Row[] {
  try {
    const text = gunzipSync(readFileSync(path)).toString('utf8');
    return format === 'csv' ? parse(text, { columns: true, bom: true }) : libsvm(text);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** `label 1:value 2:value …`, as label, x1, x2, … */
function libsvm(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [label = '', ...pairs] = line.trim().split(/\s+/);
      return {
        label,
        ...Object.fromEntries(pairs.map((pair) => pair.split(':')).map(([at, value]) => [`x${at}`, value])),
      };
    });
}

const textOf = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

function numberIn(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
