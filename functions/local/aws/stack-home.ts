/**
 * A model that lives in a deployed stack. What is only looked at is read from the tables and the bucket with the rights of whoever
 * asks; what changes anything goes through the model's own functions, so that IAM decides who may, and the ledger says who did.
 */
import { dynamo } from '../../adapters/aws/clients/dynamo';
import { s3 } from '../../adapters/aws/clients/s3';
import { createDynamoHeads } from '../../adapters/aws/dynamodb/heads';
import { createDynamoWaitingEvents } from '../../adapters/aws/dynamodb/waiting-events';
import { createS3DeadLetters } from '../../adapters/aws/s3-dead-letters';
import { createS3Objects } from '../../adapters/aws/s3-objects';
import { createInvoke } from '../../adapters/aws/stack/invoke-function';
import { archivePrefix, checkpointsPrefix, recordsPrefix } from '../../contracts/object-keys';
import { sumTallies } from '../../domain/labels/tally';
import type { Objects } from '../../ports/objects';
import type { Home, HomeOptions, Letters } from '../home';
import { chooseModel, declaredModels } from '../model-files';
import { thisRuntime } from '../runtime';
import { UsageError } from '../usage-error';
import { functionsOf } from './answers';
import { chosenModel, type Deployment, openDeployment } from './deployment';

/** @throws UsageError */
export const openStackHome = async (stack: string, options: Pick<HomeOptions, 'model' | 'modelFile'>): Promise<Home> =>
  stackHome(await openDeployment(stack), options);

export function stackHome(
  deployment: Deployment,
  { model: named, modelFile }: Pick<HomeOptions, 'model' | 'modelFile'>,
): Home {
  const { stack, platform } = deployment;
  const deployed = chosenModel(deployment, named);
  const model = deployed.name;
  const functions = functionsOf(deployed, createInvoke());
  const objects = (prefix: string): Objects =>
    createS3Objects({ client: s3(), bucket: platform.objectsBucket, prefix });
  return {
    at: { stack },
    place: `stack ${stack}, model ${model}`,
    model,
    heads: createDynamoHeads({
      client: dynamo(),
      table: platform.recordsTable,
      spill: (name) => objects(recordsPrefix(name)),
    }),
    objects: objects(checkpointsPrefix(model)),
    archive: objects(archivePrefix(model)),

    async received() {
      const waiting = createDynamoWaitingEvents({ client: dynamo(), table: platform.waitingTable, rules: {} });
      // What names no model at all is counted where there is one model, as in a state folder.
      const counted = deployment.models.length === 1 ? undefined : model;
      return { sum: sumTallies(await waiting.origins(), counted), waiting: await waiting.count(model) };
    },

    // A version learned under an earlier declaration is rebuilt with the file of that time.
    declaration: async () =>
      modelFile === undefined
        ? functions.describe()
        : chooseModel(await declaredModels(modelFile, thisRuntime().packageDir), model),
    promote: functions.promote,
    rollBack: functions.rollBack,

    async answering({ log }) {
      if (log !== undefined)
        throw new UsageError(`--log: what stack ${stack} answers is logged as events there; leave it out`);
      return functions.predict;
    },
  };
}

/** All letters of a stack, whatever model they name. */
export const stackLetters = async (stack: string): Promise<Letters> => lettersOf(await openDeployment(stack));

export const lettersOf = ({ platform }: Deployment): Letters =>
  createS3DeadLetters({ client: s3(), bucket: platform.objectsBucket, nowMs: Date.now });
