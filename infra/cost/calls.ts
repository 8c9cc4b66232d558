/** What was counted while events went through a deployment: the calls that they caused, scaled to one million events. */
export interface CallsPerMillionEvents {
  /** Records and bytes put, by the logical id of the stream. */
  readonly streams: Readonly<Record<string, { readonly records: number; readonly bytes: number }>>;
  /** By the logical id of the function. Those that a schedule invokes are in `PerMonth`. */
  readonly functions: Readonly<Record<string, Invoked>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly objectsPut: number;
  readonly objectsGot: number;
  /** Bytes that stay: the archive. */
  readonly bytesKept: number;
  readonly bytesLogged: number;
  /** @default none: without a key of the customer AWS asks nothing for them */
  readonly keyRequests?: number;
}

export interface Invoked {
  readonly invocations: number;
  /** Billed, of all of them. */
  readonly milliseconds: number;
}

/** What happens by the clock, however few events there are. */
export interface CallsPerMonth {
  /** By the logical id of the function. */
  readonly functions: Readonly<Record<string, Invoked>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly stateTransitions: number;
  /** Of ours, that have values: metrics without values cost nothing. */
  readonly metrics: number;
  /** How long archived bytes are kept. */
  readonly archiveDays: number;
}
