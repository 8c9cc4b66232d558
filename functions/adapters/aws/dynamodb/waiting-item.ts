/**
 * A waiting item as the text of its row's body:
 *
 *   item   := [format, state, endMs, predictedAtMs, label, outcomeAtMs, events, opened, joined, ended, served]
 *   state  := index in STATES          mark (opened, joined, ended) := [origin, sequence] | null
 *   served := [features, weight, source, version, prediction, propensity] | null
 *
 * About 450 bytes with eight features and two marks of Kinesis: one write unit of DynamoDB. Numbers come back exactly, -0 too.
 */
import { canonicalJson } from '../../../contracts/canonical';
import type { Item, Mark, Served } from '../../../domain/labels/waiting';

const FORMAT = 1;
const STATES = ['predicted', 'outcome-first', 'labelled', 'done'] as const;

type MarkRow = readonly [origin: string, sequence: string] | null;
type ServedRow = readonly [
  features: Served['features'],
  weight: number | null,
  source: string | null,
  version: string | null,
  prediction: number | null,
  propensity: number | null,
];
type ItemRow = readonly [
  format: number,
  state: number,
  endMs: number,
  predictedAtMs: number | null,
  label: number | null,
  outcomeAtMs: number | null,
  events: 1 | 2,
  opened: readonly [origin: string, sequence: string],
  joined: MarkRow,
  ended: MarkRow,
  served: ServedRow | null,
];

/** @throws on NaN and infinities */
export function encodeItem({
  state,
  endMs,
  predictedAtMs,
  served,
  label,
  outcomeAtMs,
  events,
  ...marks
}: Item): string {
  const { opened, joined, ended } = marks;
  const row: ItemRow = [
    FORMAT,
    STATES.indexOf(state),
    endMs,
    predictedAtMs,
    label,
    outcomeAtMs,
    events,
    [opened.origin, opened.sequence],
    markRow(joined),
    markRow(ended),
    served === null ? null : servedRow(served),
  ];
  return canonicalJson(row);
}

/** @param place names the row, for the error @throws when a later perennial wrote it, or something else */
export function decodeItem(text: string, place: string): Item {
  const row: ItemRow = JSON.parse(text);
  const [format, state, endMs, predictedAtMs, label, outcomeAtMs, events, opened, joined, ended, served] = row;
  if (format !== FORMAT)
    throw new Error(
      `${place} has format ${format}, and this perennial reads format ${FORMAT}; deploy the one that wrote it`,
    );
  return {
    state: STATES[state]!,
    endMs,
    predictedAtMs,
    served: served === null ? null : servedOf(served),
    label,
    outcomeAtMs,
    events,
    opened: { origin: opened[0], sequence: opened[1] },
    joined: markOf(joined),
    ended: markOf(ended),
  };
}

export const encodeServed = (served: Served): string => canonicalJson(servedRow(served));

export function decodeServed(text: string): Served {
  const row: ServedRow = JSON.parse(text);
  return servedOf(row);
}

const servedRow = ({ features, weight, source, version, prediction, propensity }: Served): ServedRow => [
  features,
  weight,
  source,
  version,
  prediction,
  propensity,
];

function servedOf([features, weight, source, version, prediction, propensity]: ServedRow): Served {
  return { features, weight, source, version, prediction, propensity };
}

const markRow = (mark: Mark | null): MarkRow => (mark === null ? null : [mark.origin, mark.sequence]);
const markOf = (row: MarkRow): Mark | null => (row === null ? null : { origin: row[0], sequence: row[1] });
