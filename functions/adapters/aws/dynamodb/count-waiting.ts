/**
 * How many accepted events wait? Reads the whole table, several segments at a time: for a person who asks, not for a schedule.
 * One read unit for 4 KB of items, those that are done and not yet expired among them.
 */
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { inParallel } from './in-parallel';
import { ALL_EVENTS_PREFIX, eventsPrefix } from './keys';
import { numberAt, type Table } from './rows';

const SEGMENTS = [0, 1, 2, 3];

/** @param model undefined: of all models */
export async function countWaiting({ client, table }: Table, model: string | undefined): Promise<number> {
  let events = 0;
  await inParallel(SEGMENTS, SEGMENTS.length, async (Segment) => {
    const pages = paginateScan(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        Segment,
        TotalSegments: SEGMENTS.length,
        ProjectionExpression: 'pk, w',
        FilterExpression: 'attribute_exists(w) AND begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': { S: model === undefined ? ALL_EVENTS_PREFIX : eventsPrefix(model) } },
      },
    );
    for await (const { Items = [] } of pages) for (const row of Items) events += numberAt(row, 'w');
  });
  return events;
}
