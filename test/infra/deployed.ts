/** What a platform with models comes to as CloudFormation, over bundles that do nothing. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContinualModel, type ContinualModelProps, LearningPlatform, type LearningPlatformProps } from '../../infra';
import { flights } from '../../infra/models/flights';
import { standInBundles } from './stand-in-bundles';

// The CDK's own validation takes seconds for each test file to start, and runs at every `cdk synth` all the same.
process.env.CDK_VALIDATION = 'false';

export const BUNDLES = standInBundles();

export type ModelProps = Omit<ContinualModelProps, 'platform'>;

export interface Deployment {
  readonly platform?: LearningPlatformProps;
  /** By construct id. */
  readonly models?: Readonly<Record<string, ModelProps>>;
}

/** A team's stack, not yet synthesised. */
export function stackOf(
  { platform = {}, models = { Flights: { model: flights } } }: Deployment = {},
  app = new App(),
): Stack {
  const stack = new Stack(app, 'Perennial');
  const made = new LearningPlatform(stack, 'Default', { bundles: BUNDLES, ...platform });
  for (const [id, props] of Object.entries(models)) new ContinualModel(stack, id, { platform: made, ...props });
  return stack;
}

export const templateOf = (deployment?: Deployment): Template => Template.fromStack(stackOf(deployment));

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation is as deep as it likes, and each test says what it expects there.
export type Resource = Record<string, any>;

/** Resources whose logical id begins so, by id. */
export function resources(template: Template, type: string, prefix = ''): Record<string, Resource> {
  const found: Record<string, Resource> = template.findResources(type);
  return Object.fromEntries(Object.entries(found).filter(([id]) => id.startsWith(prefix)));
}

/** The only one. */
export function resource(template: Template, type: string, prefix: string): Resource {
  const found = Object.entries(resources(template, type, prefix));
  if (found.length !== 1) throw new Error(`${type} ${prefix}: found ${found.map(([id]) => id).join(', ') || 'none'}`);
  return found[0]![1];
}
