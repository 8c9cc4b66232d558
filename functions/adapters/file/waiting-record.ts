/**
 * What one settle adds to the journal of waiting events: the items that changed, as they are now, and where the origin stands.
 *
 *   record   := format (byte, 1) | row* | word (text)* | bytes of format and rows together (32 bits, little-endian)
 *   row      := 1 item | 2 remnant | 3 origin | 4 settled | 5 shape | 6 model      (tag byte first, here as below)
 *   model    := name (word)                                                         of the items and remnants that follow
 *   shape    := features (count) | name (word)*                                     of what was served with the items that follow
 *   item     := eventId (text) | state (byte) | has (byte) | endMs (double) | [predictedAtMs] | [label] | [outcomeAtMs]
 *               (doubles) | opened (mark) | [joined] | [ended] (marks) | [served]
 *   mark     := origin (word) | sequence (text)
 *   served   := has (byte) | value, for each feature of the shape | [weight] (double) | [source] | [version] (words)
 *               | [prediction] | [propensity] (doubles)
 *   value    := 0 null | 1 double | 2 word
 *   remnant  := eventId (text) | lacks (byte: 0 nothing, 1 outcome, 2 prediction) | endMs (double)
 *   settled  := low, high (32 bits each: the hash of the event id, see id-hash.ts) | lacks | endMs, as above
 *   origin   := name (word) | position (text) | tallies (count) | (model (word) | six doubles)*
 *
 * A word is the index (count) of a text that is written once, behind the rows: names, categories, versions. Byte, count,
 * double and text are ByteWriter's. About 90 bytes for an item with eight features, 20 for a remnant.
 */
export const WAITING_RECORD_FORMAT = 1;
export const ROW = { item: 1, remnant: 2, origin: 3, settled: 4, shape: 5, model: 6 } as const;
export const VALUE = { null: 0, number: 1, word: 2 } as const;
export const STATES = ['predicted', 'outcome-first', 'labelled', 'done'] as const;
export const LACKS = [null, 'outcome', 'prediction'] as const;
/** Bits of an item's `has`. */
export const ITEM = {
  predictedAtMs: 1,
  label: 2,
  outcomeAtMs: 4,
  joined: 8,
  ended: 16,
  served: 32,
  twoEvents: 64,
} as const;
/** Bits of `has` in what was served. */
export const SERVED = { weight: 1, source: 2, version: 4, prediction: 8, propensity: 16 } as const;
