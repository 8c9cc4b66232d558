import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** CloudFormation outputs under exactly these keys: the command line finds them by name. Those without a value are left out. */
export class Outputs extends Construct {
  constructor(scope: Construct, id: string, values: Readonly<Record<string, string | undefined>>) {
    super(scope, id);
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined) new CfnOutput(this, key, { value }).overrideLogicalId(key);
    }
  }
}
