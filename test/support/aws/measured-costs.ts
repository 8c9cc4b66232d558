/** What the deployed loop costs: its template as deployed, the calls that it makes, and the price list. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import { type CloudFormationTemplate, deployedIn } from '../../../infra/cost/deployed';
import { flights } from '../../../infra/models/flights';
import { costsOf, withoutNumbers } from './costs-document';
import type { Emulator } from './emulator';
import { STACK } from './loop';
import { measureCalls, type ToMeasure } from './measured-calls';
import { createMetricsFromLogs } from './metrics-from-logs';

const PAGE = join(__dirname, '../../../infra/COSTS.md');
/** Another model than the one whose events are sent: what it adds is left out. */
const OTHER_MODEL = 'Parcels';
const MODEL = 'flights';

const templateBody = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

export interface MeasuredCosts {
  /** At a thousand events a second, with what goes by the clock. */
  readonly usdPerMillionBeyondStreams: number | null;
  /** What costs most by the event. */
  readonly largestByEvent: string;
  /** The pages without their numbers. With UPDATE_COSTS set, the committed one was written anew. */
  readonly committed: readonly string[];
  readonly computed: readonly string[];
}

export async function measureCosts(toMeasure: ToMeasure): Promise<MeasuredCosts> {
  const { emulator } = toMeasure;
  const template = await templateOfOneModel(emulator);
  const measured = await measureCalls(toMeasure);
  const archiveDays = flights.archive?.days ?? 0;
  const metrics = await metricsWithValues(emulator);
  const [today = ''] = new Date().toISOString().split('T');
  const scaling = { measured, template, deployed: deployedIn(template), metrics, archiveDays };
  const { document, atThousandPerSecond } = costsOf(scaling, today);
  if (process.env.UPDATE_COSTS) writeFileSync(PAGE, document);
  const [largest] = atThousandPerSecond.lines.toSorted((a, b) => b.usdPerMillionEvents - a.usdPerMillionEvents);
  return {
    usdPerMillionBeyondStreams: atThousandPerSecond.usdPerMillionBeyondStreams,
    largestByEvent: largest?.what ?? 'nothing',
    committed: withoutNumbers(readFileSync(PAGE, 'utf8')),
    computed: withoutNumbers(document),
  };
}

async function templateOfOneModel(emulator: Emulator): Promise<CloudFormationTemplate> {
  const client = new CloudFormationClient(emulator.client);
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: STACK }));
  client.destroy();
  const { Resources } = templateBody.parse(JSON.parse(TemplateBody));
  return { Resources: Object.fromEntries(Object.entries(Resources).filter(([id]) => !id.startsWith(OTHER_MODEL))) };
}

async function metricsWithValues(emulator: Emulator): Promise<number> {
  const logs = createMetricsFromLogs(emulator);
  const values = await logs.read();
  logs.close();
  return new Set(values.filter(({ dimensions }) => dimensions.model === MODEL).map(({ name }) => name)).size;
}
