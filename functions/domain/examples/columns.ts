/**
 * Examples of one model as columns, in the order of the features' names: what a block carries, what waits as remainder, what is
 * archived. Nothing here is hashed or scaled: these are the values as they were served.
 */

/** A column of strings by code. `codes[i]` is 0 where the value is missing, else 1 + its index in `dictionary`. */
export interface CategoricalColumn {
  readonly dictionary: readonly string[];
  readonly codes: Uint32Array;
}

export interface ExampleColumns {
  readonly count: number;
  /** One per categorical feature, in order of name. */
  readonly categorical: readonly CategoricalColumn[];
  /** One per numeric feature, in order of name; NaN is missing. */
  readonly numeric: readonly Float64Array[];
  /** Class index (binary: 0 or 1) or the value regressed on. */
  readonly label: Float64Array;
  /** Above 0; 1 where the event gave none. */
  readonly weight: Float64Array;
  /** The time of the prediction event, ms since the epoch. */
  readonly predictedAtMs: Float64Array;
  /** When the label became known, ms since the epoch: the outcome's time (not before the prediction's), or the window's end. */
  readonly completedAtMs: Float64Array;
  /** How many accepted events this example is made of: 2 (prediction and outcome), or 1. */
  readonly events: Uint8Array;
  readonly eventId: readonly string[];
  /** Who sent the event; code 0 where not given. */
  readonly source: CategoricalColumn;
  /** The version that answered, as logged with the prediction; code 0 where not given. */
  readonly version: CategoricalColumn;
  /** What was answered, and with which probability it was chosen, as logged; NaN where not given. */
  readonly prediction: Float64Array;
  readonly propensity: Float64Array;
}

/** The examples of one model completed by one invocation, all from one origin, in order of their sequence numbers. */
export interface Block {
  readonly model: string;
  /** The shard whose event completed them, or `windows:<model>` for those completed by their window's end. */
  readonly origin: string;
  /** Decimal, per example, ascending. */
  readonly sequence: readonly string[];
  readonly examples: ExampleColumns;
}
