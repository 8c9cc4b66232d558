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
}

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

  const proxy = await startFaultProxy(emulator, count);
  const detach = await proxy.attach(functionName);
  return {
    take() {
      const taken = counting;
      counting = none();
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
