/**
 * What a call to DynamoDB on demand is billed: write units of 1 KB, read units of 4 KB, twice that in a transaction, half of it for
 * a read that may be stale. Worked out from the request and the answer, since the emulator does not say.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 *
 * A write is billed by the larger of the row before and after it. Here it is the row after it, and of a row that is deleted what
 * was last read of it: rows of these tables do not shrink before they are deleted.
 */
import { z } from 'zod';
import type { Answer, Call } from './fault-proxy';

export interface Units {
  readonly write: number;
  readonly read: number;
}

const WRITE_BYTES = 1_024;
const READ_BYTES = 4_096;

const row = z.record(z.string(), z.record(z.string(), z.string()));
type Row = z.infer<typeof row>;
const rows = z.array(row);
const written = z.looseObject({ Item: row });
const transaction = z.looseObject({ TransactItems: z.array(z.strictObject({ Put: written })) });
const deleted = z.looseObject({ Key: row });
const isConsistent = z.looseObject({ ConsistentRead: z.boolean().default(false) });
const keysOfTables = z.record(z.string(), isConsistent.extend({ Keys: rows }));

/** Remembers the rows that it saw read, so that it knows how large one is that is deleted. */
export function createUnitMeter(): (call: Call, answer: Answer) => Units {
  const sizes = new Map<string, number>();
  const seen = (item: Row): number => {
    const sizeBytes = rowBytes(item);
    sizes.set(keyOf(item), sizeBytes);
    return sizeBytes;
  };

  return ({ operation, body }, { status, body: answered }) => {
    if (!operation.startsWith('DynamoDB.')) return NOTHING;
    const asked = parse(body);
    const got = parse(answered);
    switch (operation) {
      case 'DynamoDB.PutItem':
        return { write: writeUnits(rowBytes(written.parse(asked).Item)), read: 0 };
      case 'DynamoDB.DeleteItem':
        return { write: writeUnits(sizes.get(keyOf(deleted.parse(asked).Key)) ?? 0), read: 0 };
      case 'DynamoDB.TransactWriteItems': {
        const puts = transaction.parse(asked).TransactItems;
        return { write: 2 * sum(puts.map(({ Put }) => writeUnits(rowBytes(Put.Item)))), read: 0 };
      }
    }
    if (status !== 200) return NOTHING;
    switch (operation) {
      case 'DynamoDB.GetItem': {
        const { Item } = z.looseObject({ Item: row.optional() }).parse(got);
        return readOf([Item === undefined ? 0 : seen(Item)], isConsistent.parse(asked).ConsistentRead);
      }
      case 'DynamoDB.Query':
      case 'DynamoDB.Scan': {
        // All rows of a page together are rounded up once.
        const { Items } = z.looseObject({ Items: rows }).parse(got);
        return readOf([sum(Items.map(seen))], isConsistent.parse(asked).ConsistentRead);
      }
      case 'DynamoDB.BatchGetItem': {
        const { RequestItems } = z.looseObject({ RequestItems: keysOfTables }).parse(asked);
        const { Responses, UnprocessedKeys = {} } = z
          .looseObject({ Responses: z.record(z.string(), rows), UnprocessedKeys: keysOfTables.optional() })
          .parse(got);
        const units = Object.entries(RequestItems).map(([table, { Keys, ConsistentRead }]) => {
          const found = (Responses[table] ?? []).map(seen);
          // One that is not there is billed as the smallest.
          const absent = Keys.length - found.length - (UnprocessedKeys[table]?.Keys.length ?? 0);
          return readOf([...found, ...new Array<number>(absent).fill(0)], ConsistentRead).read;
        });
        return { write: 0, read: sum(units) };
      }
    }
    throw new Error(`${operation}: what it is billed is not known here`);
  };
}

const NOTHING: Units = { write: 0, read: 0 };
const parse = (body: Buffer): unknown => (body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const writeUnits = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / WRITE_BYTES));

function readOf(sizesBytes: readonly number[], isConsistentRead: boolean): Units {
  const units = sum(sizesBytes.map((sizeBytes) => Math.max(1, Math.ceil(sizeBytes / READ_BYTES))));
  return { write: 0, read: isConsistentRead ? units : units / 2 };
}

const keyOf = ({ pk, sk }: Row): string => `${pk?.S} ${sk?.S}`;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html#ItemSizeCalculations */
function rowBytes(item: Row): number {
  return sum(
    Object.entries(item).map(([name, value]) => {
      const [type, text = ''] = Object.entries(value)[0] ?? [];
      return Buffer.byteLength(name) + valueBytes(type, text);
    }),
  );
}

function valueBytes(type: string | undefined, text: string): number {
  switch (type) {
    case 'S':
      return Buffer.byteLength(text);
    case 'N':
      return Math.ceil(text.replace(/\D/g, '').length / 2) + 1;
    case 'B':
      return Buffer.from(text, 'base64').length;
    default:
      throw new Error(`an attribute of type ${type}: how large it is is not known here`);
  }
}
