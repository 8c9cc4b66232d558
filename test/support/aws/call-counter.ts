/**
 * What a deployed function asks of AWS: every call that it makes goes through a proxy, which counts it and what it is billed by.
 * Calls that fail are counted too, as AWS bills them; attempts that the SDK makes by itself are calls.
 */
import { z } from 'zod';
import { archivePrefix } from '../../../functions/contracts/object-keys';
import type { Emulator } from './emulator';
import { type Answer, type Call, startFaultProxy } from './fault-proxy';
import { createUnitMeter } from './request-units';

export interface Counted {
  /** Calls by operation. */
  readonly operations: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** With lists, which cost the same. */
  readonly objectsPut: number;
  readonly objectsGot: number;
  readonly bytesArchived: number;
  /** Into streams. */
  readonly records: number;
  readonly recordBytes: number;
  /** While at least one call was not yet answered. */
  readonly waitedMs: number;
  /** How long that would be on AWS, with as many calls at a time: see LATENCY_MS. */
  readonly assumedWaitMs: number;
}

/**
 * Of one call within a region, as AWS's documentation gives its order of size: "single-digit milliseconds" of DynamoDB, 100 to 200 ms
 * of S3 for small objects, here the upper end of the one and the lower of the other.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
const LATENCY_MS = { s3: 100, others: 10 };

export interface CallCounter {
  /** Since the last time. */
  take(): Counted;
  /** The function makes its calls as before. */
  close(): Promise<void>;
}

type Counting = { -readonly [Name in keyof Counted]: Counted[Name] } & { operations: Record<string, number> };

const none = (): Counting => ({
  operations: {},
  writeUnits: 0,
  readUnits: 0,
  objectsPut: 0,
  objectsGot: 0,
  bytesArchived: 0,
  records: 0,
  recordBytes: 0,
  waitedMs: 0,
  assumedWaitMs: 0,
});

const putRecord = z.looseObject({ Data: z.string(), PartitionKey: z.string() });
const putRecords = z.looseObject({ Records: z.array(putRecord) });

/** The next invocation starts a new instance. */
export async function countCalls(emulator: Emulator, model: string, functionName: string): Promise<CallCounter> {
  const unitsOf = createUnitMeter();
  let counting = none();

  const count = (call: Call, answer: Answer): void => {
    const { operation, path, body } = call;
    counting.operations[operation] = (counting.operations[operation] ?? 0) + 1;
    const { write, read } = unitsOf(call, answer);
    counting.writeUnits += write;
    counting.readUnits += read;
    for (const { Data, PartitionKey } of recordsIn(call)) {
      counting.records += 1;
      counting.recordBytes += Buffer.from(Data, 'base64').length + Buffer.byteLength(PartitionKey);
    }
    if (operation === 'S3.PUT' || operation === 'S3.POST' || path.includes('list-type=')) counting.objectsPut += 1;
    else if (operation === 'S3.GET' || operation === 'S3.HEAD') counting.objectsGot += 1;
    if (operation === 'S3.PUT' && path.includes(`/${archivePrefix(model)}`)) counting.bytesArchived += body.length;
  };

  let open = 0;
  let openSinceMs = 0;
  let [callsMs, assumedMs] = [0, 0];
  const startedMs = new Map<Call, number>();
  const proxy = await startFaultProxy(emulator, (call, answer) => {
    const nowMs = performance.now();
    callsMs += nowMs - (startedMs.get(call) ?? nowMs);
    startedMs.delete(call);
    assumedMs += call.operation.startsWith('S3.') ? LATENCY_MS.s3 : LATENCY_MS.others;
    open -= 1;
    if (open === 0) counting.waitedMs += nowMs - openSinceMs;
    count(call, answer);
  });
  proxy.rule((call) => {
    const nowMs = performance.now();
    startedMs.set(call, nowMs);
    if (open === 0) openSinceMs = nowMs;
    open += 1;
    return undefined;
  });
  const detach = await proxy.attach(functionName);
  return {
    take() {
      const callsAtATime = counting.waitedMs === 0 ? 1 : callsMs / counting.waitedMs;
      const taken = { ...counting, assumedWaitMs: assumedMs / callsAtATime };
      counting = none();
      [callsMs, assumedMs] = [0, 0];
      return taken;
    },
    async close() {
      await detach();
      await proxy.close();
    },
  };
}

function recordsIn({ operation, body }: Call): z.infer<typeof putRecord>[] {
  if (operation === 'Kinesis.PutRecord') return [putRecord.parse(JSON.parse(body.toString('utf8')))];
  if (operation === 'Kinesis.PutRecords') return putRecords.parse(JSON.parse(body.toString('utf8'))).Records;
  return [];
}
