import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface Acceptance {
  /** Why the finding does not apply, or what is done instead. */
  readonly reason: string;
  /** The parts of the finding that are accepted, word for word or by pattern. @default all of it */
  readonly parts?: readonly (string | RegExp)[];
}

/**
 * Accepts a finding of cdk-nag, beside the resource that it is about. It is template metadata of the form that cdk-nag reads, so
 * that whoever deploys needs no cdk-nag.
 *
 * @param rule such as 'AwsSolutions-IAM5'
 */
export function acceptFinding(construct: IConstruct, rule: string, { reason, parts }: Acceptance): void {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource))
    throw new Error(`${construct.node.path} stands for no single resource; accept the finding ${rule} on the resource`);
  const given: unknown = resource.getMetadata('cdk_nag')?.rules_to_suppress;
  const appliesTo = parts?.map((part) => (typeof part === 'string' ? part : { regex: String(part) }));
  resource.addMetadata('cdk_nag', {
    rules_to_suppress: [
      ...(Array.isArray(given) ? given : []),
      { id: rule, reason, ...(appliesTo === undefined ? {} : { applies_to: appliesTo }) },
    ],
  });
}
