/** Events into a deployed stack. */
import { kinesis } from '../../adapters/aws/clients/kinesis';
import { createKinesisEventSender, type Sent } from '../../adapters/aws/kinesis-events';
import { isTaken, type Sequence } from '../../domain/lineage/sequence';
import { type Deployment, openDeployment } from './deployment';

/** @throws UsageError */
export async function openStackEvents(stack: string): Promise<{ readonly stream: string; readonly send: Send }> {
  const { eventsStream: stream } = (await openDeployment(stack)).platform;
  return {
    stream,
    send: (lines, onProgress = () => {}) =>
      createKinesisEventSender({ client: kinesis(), stream, onProgress }).send(lines),
  };
}

export type Send = (
  lines: AsyncIterable<string> | Iterable<string>,
  onProgress?: (sent: number) => void,
) => Promise<Sent>;

/** The last sequence number of these events in each shard that they went to. */
export async function sendFollowed(
  { platform }: Deployment,
  events: readonly string[],
): Promise<Readonly<Record<string, Sequence>>> {
  const last: Record<string, Sequence> = {};
  await createKinesisEventSender({
    client: kinesis(),
    stream: platform.eventsStream,
    onTaken: (shard, sequence) => {
      if (!isTaken(sequence, last[shard])) last[shard] = sequence;
    },
  }).send(events);
  return last;
}
