/**
 * Answers over a function URL, whose IAM decides who may ask, or invoked by name with the same request. Nothing of what was asked
 * is written to the log: it goes to the events stream, as the prediction event that its outcome will be joined with.
 */
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { kinesis } from '../adapters/aws/clients/kinesis';
import { deployedModel, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { createKinesisPredictionLog } from '../adapters/aws/kinesis-prediction-log';
import { modelStores } from '../adapters/aws/model-stores';
import { openedOnce } from '../adapters/aws/opened-once';
import type { NeuralFactory } from '../domain/learners/create';
import { type Answer, Predicting, type PredictRequest } from './predict';

/**
 * Lambda freezes an instance once it has answered, and what it was still sending may be lost with it. The first connection of a
 * cold one takes longer than any later put.
 */
const LOG_WITHIN_MS = 2_000;

export type PredictHandler = (event: unknown) => Promise<APIGatewayProxyStructuredResultV2 | Answer>;

/** What a function URL makes of an HTTP request: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
const urlEvent = z.object({
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
});

/** @param openNeural for a model that declares `neural` */
export function createHandler(openNeural?: () => Promise<NeuralFactory>): PredictHandler {
  const declaration = deployedModel();
  const metrics = createEmfMetrics(setting('metricsNamespace'));

  async function open(): Promise<Predicting> {
    const neural = await openNeural?.();
    return new Predicting(
      {
        ...modelStores(declaration.name),
        log: createKinesisPredictionLog({ client: kinesis(), stream: setting('eventsStream') }),
        logWithinMs: LOG_WITHIN_MS,
        monotonicMs: () => performance.now(),
        onProblem: (problem) => {
          console.error(problem);
          metrics.put(declaration.name, 'predictProblems', 1);
        },
        ...(neural === undefined ? {} : { neural }),
      },
      declaration,
    );
  }

  const predicting = openedOnce(open);

  return (event) =>
    measured(metrics, async () => {
      const url = urlEvent.safeParse(event);
      const request = requestOf(url.success ? bodyOf(url.data) : event);
      const answer: Answer =
        typeof request === 'string' ? { refused: request } : await (await predicting()).predict(request);
      return url.success ? response(answer) : answer;
    });
}

function bodyOf({ body, isBase64Encoded }: z.infer<typeof urlEvent>): unknown {
  const text = body === undefined ? '' : isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return JSON.parse(text);
  } catch {
    // Judged below like anything else that is no request.
    return undefined;
  }
}

/** With the id and the time that the caller left out; a sentence for what is no request. */
function requestOf(value: unknown): PredictRequest | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'the body is no JSON object; send {"eventId": "…", "time": "…", "features": {…}}';
  const {
    eventId = randomUUID(),
    time = new Date().toISOString(),
    features = {},
  }: Record<string, unknown> = { ...value };
  if (typeof eventId !== 'string') return `eventId: got ${typeof eventId}; send a string, or leave it out`;
  if (typeof time !== 'string') return `time: got ${typeof time}; send ISO 8601 with a zone, or leave it out`;
  if (typeof features !== 'object' || features === null) return 'features: send an object of values by name';
  return { eventId, time, features: { ...features } };
}

const response = (answer: Answer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 'refused' in answer ? 400 : 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify('refused' in answer ? answer : answer.answer),
});
