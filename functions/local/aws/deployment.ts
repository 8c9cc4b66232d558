/** A deployed stack as the command line finds it: its stores, and the functions of each model, by the outputs of the stack. */
import { type DescribedStack, describeStack, StackUnusable } from '../../adapters/aws/stack/describe-stack';
import { type ModelOutput, modelOutputKey, PLATFORM_OUTPUTS, type PlatformOutput } from '../../contracts/stack-outputs';
import { UsageError } from '../usage-error';

export interface DeployedModel {
  readonly name: string;
  readonly predictFunction: string;
  readonly promoteFunction: string;
  /** null: the model keeps no archive to train from. */
  readonly retrainStateMachine: string | null;
}

export interface Deployment {
  readonly stack: string;
  readonly platform: Readonly<Record<PlatformOutput, string>>;
  /** Sorted by name. */
  readonly models: readonly DeployedModel[];
}

type Outputs = DescribedStack['outputs'];

/** @throws UsageError */
export async function openDeployment(stack: string): Promise<Deployment> {
  // It warns of what later versions of it will need. This package pins its own.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    return deploymentIn(stack, await describeStack(stack));
  } catch (error) {
    if (error instanceof StackUnusable) throw new UsageError(`--stack: ${error.message}`, { cause: error });
    throw error;
  }
}

/** @throws UsageError when these are not the outputs of a LearningPlatform */
export function deploymentIn(stack: string, { status, outputs }: DescribedStack): Deployment {
  const missing = Object.values(PLATFORM_OUTPUTS).filter((key) => outputs[key] === undefined);
  if (missing.length > 0) {
    const all = missing.length === Object.keys(PLATFORM_OUTPUTS).length;
    throw new UsageError(
      `--stack: ${stack} (${status}) ${all ? 'has no LearningPlatform' : 'is of another version of perennial, or was deployed in part'}: it has no output ${missing.join(', ')}; deploy it, or name another stack`,
    );
  }
  const platform = mapped(PLATFORM_OUTPUTS, (key) => outputs[key]!);
  const names = Object.entries(outputs)
    .filter(([key, value]) => key === modelOutputKey(value, 'name') && isModel(value, outputs))
    .map(([, value]) => value)
    .sort();
  return { stack, platform, models: names.map((name) => modelIn(stack, name, outputs)) };
}

/** A team's own output may be called TeamName and say 'team'. */
const isModel = (name: string, outputs: Outputs): boolean =>
  outputs[modelOutputKey(name, 'promoteFunction')] !== undefined ||
  outputs[modelOutputKey(name, 'predictFunction')] !== undefined;

function modelIn(stack: string, name: string, outputs: Outputs): DeployedModel {
  const needed = (output: ModelOutput): string => {
    const key = modelOutputKey(name, output);
    const value = outputs[key];
    if (value === undefined)
      throw new UsageError(`--stack: ${stack} has no output ${key} of model ${name}; deploy it again`);
    return value;
  };
  return {
    name,
    predictFunction: needed('predictFunction'),
    promoteFunction: needed('promoteFunction'),
    retrainStateMachine: outputs[modelOutputKey(name, 'retrainStateMachine')] ?? null,
  };
}

const mapped = <K extends string>(keys: Readonly<Record<K, string>>, of: (key: string) => string): Record<K, string> =>
  Object.fromEntries(Object.entries<string>(keys).map(([name, key]) => [name, of(key)])) as Record<K, string>;

/** The model asked for, or the only one. @throws UsageError */
export function chosenModel({ stack, models }: Deployment, name: string | undefined): DeployedModel {
  const names = models.map((model) => model.name).join(', ');
  if (models.length === 0)
    throw new UsageError(`--stack: ${stack} has no model; add a ContinualModel to it, and deploy it again`);
  if (name === undefined) {
    if (models.length > 1) throw new UsageError(`--model: stack ${stack} has ${names}; say which one: --model NAME`);
    return models[0]!;
  }
  const found = models.find((model) => model.name === name);
  if (found === undefined)
    throw new UsageError(`--model: there is no model ${name} in stack ${stack}, which has ${names}`);
  return found;
}
