/** The page infra/COSTS.md: two cost pages, and what they rest on. */
import { cpus } from 'node:os';
import { type Bill, bill, costPage } from '../../../infra/cost/cost-page';
import { type CostLine, costLines } from '../../../infra/cost/estimate';
import { PRICES } from '../../../infra/cost/prices';
import { type MeasuredCalls, plus, type Spent } from './measured-calls';
import { atThousandEventsPerSecond, atThousandPredictionsADay, type Scaling, type Traffic } from './scaled-calls';

export interface Costs {
  readonly atThousandPerSecond: Bill;
  readonly atThousandADay: Bill;
  readonly document: string;
}

/** @param measuredOn an ISO date */
export function costsOf(scaling: Scaling, measuredOn: string): Costs {
  const oneShard = {
    ...scaling.deployed,
    streams: Object.fromEntries(
      Object.entries(scaling.deployed.streams).map(([id, stream]) => [id, { ...stream, shards: 1 }]),
    ),
  };
  const busy = billOf(scaling, atThousandEventsPerSecond(scaling));
  const quiet = billOf({ ...scaling, deployed: oneShard }, atThousandPredictionsADay(scaling));
  const [processor] = cpus();
  const document = `# What a deployment costs

Computed by \`test/e2e/aws-loop.test.ts\` from the template that it deploys (one model, \`flights\`), from the calls that the deployed
functions were counted to make on the emulator, and from the list prices in \`infra/cost/prices.ts\` (${PRICES.region}, as of ${PRICES.asOf}).
Measured on ${measuredOn}, on ${cpus().length} cores of ${processor?.model ?? 'an unknown processor'}. To measure again: \`UPDATE_COSTS=1 npx jest test/e2e/aws-loop.test.ts\`.

\`\`\`text
${costPage('At 1,000 events a second, four shards a stream', busy)}
\`\`\`

\`\`\`text
${costPage('At 1,000 predictions a day, asked of predict one by one; one shard a stream', quiet)}
\`\`\`

## Where the money goes

- At 1,000 events a second: to DynamoDB, ${share(busy)} of what goes by the event. An event is one write (0.625 USD a million), an outcome one
  read besides; a window's end reads its prediction once more. Provisioned capacity instead of on demand would lower it where the
  traffic is steady; so would an example sent whole (\`"type":"example"\`) where the label is known at once: one event instead of two.
- At 1,000 predictions a day: to what is there, not to what happens. The streams and the alarms, metrics and dashboard of a model are
  ${percent((quiet.streamsUsdPerMonth + quiet.fixedUsdPerMonth) / quiet.usdPerMonth)} of it. Streams that keep a day instead of a week (\`retention\`) cost less than half; a second model shares them.

## What was counted

${countedTable(scaling.measured)}

## What it rests on

- Labels come later than the batch of their prediction; ids are as long as UUIDs; events are ${scaling.measured.eventBytes.toFixed(0)} bytes; none is sent twice.
- The application sends its events itself in the first page. Answers of \`predict\` would add an invocation each: see the second page.
- Batches are those of the deployed windows and batch sizes at that pace, with Lambda reading each shard once a second. Events are spread
  evenly over shards and time. Nothing fails, nothing is tried again, no instance starts.
- Units of DynamoDB are worked out from requests and answers by AWS's rules. Every prediction gets its outcome: one that
  does not costs a write at its window's end in place of the outcome's, and lets the windows around it be read once more.
- Milliseconds are an estimate: the functions' own time on this machine, with the emulator's work for an invocation, and 10 ms for each call
  (S3: 100 ms) in place of the emulator's, as many at a time as were counted. Lambda's cores differ.
- A commit of learn was measured with a quarter of its examples, those of one shard: four times as many take some ms more, and no call.
- Windows of drift are as large as after some thousand events, and larger after millions: a kilobyte more is less than a tenth of a cent.
- Left out: free tiers, data transfer, retrains, the storage of checkpoints (below a cent per million events) and of waiting events (half a
  million rows of 0.7 KB for 11 days, at 0.25 USD per GB and month: 0.03 USD per million events).
`;
  return { atThousandPerSecond: busy, atThousandADay: quiet, document };
}

function countedTable({ join, watch, learn, close, lone, run }: MeasuredCalls): string {
  const all = Object.values(lone).reduce(plus);
  const rows: [string, Spent][] = [
    ['join-labels, an event in a batch', join],
    ['watch-drift, a full batch', watch],
    ["learn, a commit of one shard's five seconds", learn],
    ['close-windows, a window that ends', close],
    ['close-windows, a run with nothing to do', run.close],
    ['watch-drift, a look at the windows', run.watch],
    ['all, a prediction by itself and its outcome', all],
  ];
  return [
    '| | write units | read units | objects put | objects got | ms | bytes logged |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...rows.map(
      ([what, { writeUnits, readUnits, objectsPut, objectsGot, milliseconds, bytesLogged }]) =>
        `| ${[what, ...[writeUnits, readUnits, objectsPut, objectsGot, milliseconds, bytesLogged].map(short)].join(' | ')} |`,
    ),
  ].join('\n');
}

const short = (value: number): string => value.toFixed(value === 0 || value >= 100 ? 0 : value >= 1 ? 1 : 3);

function billOf({ deployed }: Pick<Scaling, 'deployed'>, { eventsPerMonth, perMillion, perMonth }: Traffic): Bill {
  return bill(costLines(deployed, perMillion, perMonth).map(readable), eventsPerMonth);
}

/** Without the hash that ends a logical id. */
const readable = (line: CostLine): CostLine => ({ ...line, what: line.what.replace(/[0-9A-F]{8}(?=,|$)/, '') });

function share({ lines, variableUsdPerMillionEvents }: Bill): string {
  const stored = lines.filter(({ what }) => what.startsWith('DynamoDB'));
  return percent(
    stored.reduce((sum, { usdPerMillionEvents }) => sum + usdPerMillionEvents, 0) / variableUsdPerMillionEvents,
  );
}

const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;

/** Everything but numbers, spaces and rules of tables, which formatters draw out: what a measurement on another day has in common with this one. */
export const withoutNumbers = (document: string): readonly string[] =>
  document
    .split('\n')
    .filter((line) => !line.startsWith('Measured on') && !line.startsWith('| --'))
    .map((line) =>
      line
        .replaceAll(/[\d.,]+/g, '#')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .sort();
