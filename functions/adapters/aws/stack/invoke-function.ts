/** Calls a deployed function and waits for its answer: JSON in, JSON out. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** The function was reached, and threw. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
  constructor(
    readonly functionName: string,
    detail: string,
  ) {
    super(`function ${functionName} failed: ${detail}; its log group says more`);
  }
}

export type Invoke = (functionName: string, payload: object) => Promise<unknown>;

/**
 * One attempt: when the answer is lost on the way, nobody knows whether the work was done, and going back to the champion before
 * is not to be done twice.
 * @throws FunctionFailed
 */
export const createInvoke =
  (client: Pick<LambdaClient, 'send'> = new LambdaClient({ maxAttempts: 1 })): Invoke =>
  async (functionName, payload) => {
    const { FunctionError: error, Payload: bytes } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    const text = Buffer.from(bytes ?? []).toString('utf8');
    if (error !== undefined) throw new FunctionFailed(functionName, messageIn(text) ?? error);
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return answer;
  };

/** Of `{"errorType":"…","errorMessage":"…"}`, as Lambda gives it. */
function messageIn(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed
      ? String(parsed.errorMessage)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
