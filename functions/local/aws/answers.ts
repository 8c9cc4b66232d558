/**
 * What a model's deployed functions are asked, and what they answer, checked: they may be of another version than this command.
 *
 *   promote   {action: 'describe'}                        {kind: 'described', declaration}
 *             {action: 'promote', version, by, reason}    {kind: 'moved', entry} or {kind: 'refused', reason}
 *             {action: 'rollback', to?, by, reason}       the same
 *   predict   {eventId, time, features}                   {answer} or {refused}
 */
import * as z from 'zod';
import type { Invoke } from '../../adapters/aws/stack/invoke-function';
import type { ModelDeclaration } from '../../contracts/declaration';
import { checkDeclaration } from '../../contracts/model';
import type { Answer, PredictRequest } from '../../predict/predict';
import type { Moved, Order } from '../../promote/promote';
import type { DeployedModel } from './deployment';

const movedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('moved'),
    entry: z.object({
      kind: z.enum(['promoted', 'rolled-back']),
      timeMs: z.number(),
      version: z.string(),
      from: z.string().nullable(),
      by: z.string(),
      reason: z.string(),
      evidence: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
      revision: z.number().int(),
    }),
  }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);

const answerSchema = z.union([
  z.object({
    answer: z.object({
      model: z.string(),
      eventId: z.string(),
      version: z.string(),
      prediction: z.union([z.number(), z.array(z.number())]),
    }),
  }),
  z.object({ refused: z.string() }),
]);

const describedSchema = z.object({ kind: z.literal('described'), declaration: z.unknown() });

export interface Functions {
  describe(): Promise<ModelDeclaration>;
  promote(version: string, order: Order): Promise<Moved>;
  rollBack(to: string | undefined, order: Order): Promise<Moved>;
  predict(request: PredictRequest): Promise<Answer>;
}

/** @throws FunctionFailed, AnswerNotUnderstood */
export function functionsOf({ promoteFunction, predictFunction }: DeployedModel, invoke: Invoke): Functions {
  const ask = async <T>(name: string, schema: z.ZodType<T>, payload: object): Promise<T> => {
    const answer = await invoke(name, payload);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new AnswerNotUnderstood(`function ${name}`, answer, parsed.error);
  };
  return {
    async describe() {
      const { declaration } = await ask(promoteFunction, describedSchema, { action: 'describe' });
      return checkDeclaration(declaration);
    },
    promote: (version, order) => ask(promoteFunction, movedSchema, { action: 'promote', version, ...order }),
    rollBack: (to, order) =>
      ask(promoteFunction, movedSchema, { action: 'rollback', ...(to === undefined ? {} : { to }), ...order }),
    predict: ({ eventId, time, features }) => ask(predictFunction, answerSchema, { eventId, time, features }),
  };
}

const SHOWN_CHARS = 200;

export class AnswerNotUnderstood extends Error {
  override readonly name = 'AnswerNotUnderstood';
  constructor(
    readonly from: string,
    answer: unknown,
    cause: unknown,
  ) {
    const text = JSON.stringify(answer) ?? 'nothing';
    super(
      `${from} answered ${text.slice(0, SHOWN_CHARS)}, which this version of perennial does not understand; deploy the stack with this version, or use the version that deployed it`,
      { cause },
    );
  }
}
