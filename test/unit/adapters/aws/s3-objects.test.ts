import {
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchUpload,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createS3Objects } from '../../../../functions/adapters/aws/s3-objects';
import { nameOf } from '../../../../functions/domain/checkpoint/object-name';
import { ObjectDamaged, ObjectMissing, type Objects } from '../../../../functions/ports/objects';
import { objectsContract } from '../../../contracts/objects';
import { describeOnEmulator } from '../../../support/aws/emulator';
import { freshBucket } from './fresh';

const prefix = 'models/flights/objects/';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Three parts of at most 8 MiB. */
const large = Uint8Array.from({ length: 17 * 2 ** 20 }, (_, at) => (at * 7919) >>> 3);

describeOnEmulator('objects in a bucket', (emulator) => {
  interface Watched {
    readonly client: S3Client;
    readonly bucket: string;
    readonly objects: Objects;
    /** Commands sent, with the SDK's own retries as one. */
    readonly calls: string[];
    /** Commands of this name fail as long as it says so, and are not sent. */
    failing: (command: string) => Error | undefined;
  }

  async function open(cacheBytes = 0): Promise<Watched> {
    const client = new S3Client(emulator().client);
    const bucket = await freshBucket(client);
    const backoff = { pause: async () => {} };
    const watched: Watched = {
      client,
      bucket,
      objects: createS3Objects({ client, bucket, prefix, cacheBytes, backoff }),
      calls: [],
      failing: () => undefined,
    };
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          watched.calls.push(commandName.replace('Command', ''));
          const error = watched.failing(commandName.replace('Command', ''));
          if (error !== undefined) throw error;
          return next(args);
        },
      { step: 'initialize' },
    );
    return watched;
  }

  const overwrite = ({ client, bucket }: Watched, name: string, bytes: Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + name, Body: bytes }));

  objectsContract(async () => {
    const { client, bucket } = await open();
    const port = createS3Objects({ client, bucket, prefix, cacheBytes: 2 ** 21 });
    return { port, reopen: async () => createS3Objects({ client, bucket, prefix, cacheBytes: 2 ** 21 }) };
  });

  it('are refused when a bit has flipped, and mended by putting them again', async () => {
    const watched = await open();
    const { objects } = watched;
    const bytes = bytesOf('a checkpoint');
    const name = await objects.put(bytes);
    for (const damaged of [bytesOf('a chedkpoint'), bytesOf('a check'), new Uint8Array()]) {
      await overwrite(watched, name, damaged);
      await expect(objects.get(name)).rejects.toThrow(ObjectDamaged);
      await expect(objects.get(name)).rejects.toMatchObject({ object: name, actual: nameOf(damaged) });
      await objects.put(bytes);
      expect(await objects.get(name)).toEqual(bytes);
    }
  });

  it('are not written again while they are whole', async () => {
    const { objects, calls } = await open();
    await objects.put(bytesOf('abc'));
    expect(calls.splice(0)).toEqual(['PutObject']);
    await objects.put(bytesOf('abc'));
    expect(calls).toEqual(['PutObject', 'HeadObject']);
  });

  it('are put in parts when large, once, and mended in parts', async () => {
    const watched = await open();
    const { client, bucket, objects, calls } = watched;
    const name = await objects.put(large);
    const parts = ['UploadPart', 'UploadPart', 'UploadPart'];
    expect(calls.splice(0)).toEqual(['CreateMultipartUpload', ...parts, 'CompleteMultipartUpload']);
    expect((await client.send(new HeadObjectCommand({ Bucket: bucket, Key: prefix + name }))).ETag).toMatch(/-3"$/);
    expect(Buffer.compare(await objects.get(name), large)).toBe(0);
    calls.splice(0);
    await objects.put(large);
    expect(calls.slice(-3)).toEqual(['CompleteMultipartUpload', 'AbortMultipartUpload', 'HeadObject']);
    await overwrite(watched, name, large.subarray(1));
    await objects.put(large);
    expect(Buffer.compare(await objects.get(name), large)).toBe(0);
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
  });

  it.each([
    { name: 'PreconditionFailed', httpStatusCode: 412 },
    { name: 'NoSuchUpload', httpStatusCode: 404 },
  ])(
    'are stored by a completed upload whose response was lost: the SDK tries it again, and is told $name',
    async (told) => {
      const { client, objects } = await open();
      let isLost = false;
      client.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            const result = await next(args);
            if (commandName !== 'CompleteMultipartUploadCommand' || isLost) return result;
            isLost = true;
            const about = { message: told.name, $metadata: { httpStatusCode: told.httpStatusCode } };
            throw told.name === 'NoSuchUpload'
              ? new NoSuchUpload(about)
              : new S3ServiceException({ ...about, name: told.name, $fault: 'client' });
          },
        { step: 'initialize' },
      );
      const name = await objects.put(large);
      expect(isLost).toBe(true);
      expect(Buffer.compare(await objects.get(name), large)).toBe(0);
    },
  );

  it('leave no parts behind when their upload fails, and say why it did', async () => {
    const watched = await open();
    const { client, bucket, objects, calls } = watched;
    watched.failing = (command) =>
      command === 'UploadPart' && calls.filter((call) => call === command).length === 2
        ? new Error('cut off')
        : undefined;
    await expect(objects.put(large)).rejects.toThrow('cut off');
    expect(calls.at(-1)).toBe('AbortMultipartUpload');
    watched.failing = () => undefined;
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
    expect(await objects.list()).toEqual([]);
  });

  it('are put again when somebody else puts the same at that moment, but not for ever', async () => {
    const watched = await open();
    const { objects, calls } = watched;
    const race = new S3ServiceException({
      name: 'ConditionalRequestConflict',
      $fault: 'client',
      $metadata: { httpStatusCode: 409 },
    });
    watched.failing = () => (calls.length <= 3 ? race : undefined);
    const name = await objects.put(bytesOf('abc'));
    expect(calls).toEqual(['PutObject', 'PutObject', 'PutObject', 'PutObject']);
    expect(await objects.get(name)).toEqual(bytesOf('abc'));
    watched.failing = () => race;
    await expect(objects.put(bytesOf('def'))).rejects.toBe(race);
  });

  it('fail at once with what no waiting helps against', async () => {
    const watched = await open();
    const denied = new S3ServiceException({
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    watched.failing = () => denied;
    await expect(watched.objects.put(bytesOf('abc'))).rejects.toBe(denied);
    await expect(watched.objects.get(nameOf(bytesOf('abc')))).rejects.toBe(denied);
    expect(watched.calls).toEqual(['PutObject', 'GetObject']);
  });

  it('are read once by a warm function, which hands out copies', async () => {
    const { objects, calls } = await open(1024);
    const name = await objects.put(bytesOf('abc'));
    for (let time = 1; time <= 2; time += 1) (await objects.get(name))[0] = 0;
    expect(await objects.get(name)).toEqual(bytesOf('abc'));
    expect(calls).toEqual(['PutObject', 'GetObject']);
    await objects.delete(name);
    await expect(objects.get(name)).rejects.toThrow(ObjectMissing);
  });

  it('are read every time where nothing is held', async () => {
    const { objects, calls } = await open();
    const name = await objects.put(bytesOf('abc'));
    await objects.get(name);
    await objects.get(name);
    expect(calls).toEqual(['PutObject', 'GetObject', 'GetObject']);
  });

  it('of another name than a hash are missed and deleted without asking', async () => {
    const { objects, calls } = await open();
    await expect(objects.get('../secret')).rejects.toThrow(ObjectMissing);
    await objects.delete('../secret');
    expect(calls).toEqual([]);
  });

  it('are listed over several pages, and nothing else with them', async () => {
    const { client, bucket, objects } = await open();
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          next(commandName === 'ListObjectsV2Command' ? { ...args, input: { ...args.input, MaxKeys: 2 } } : args),
      { step: 'initialize' },
    );
    const names = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => objects.put(bytesOf(text))));
    const other = createS3Objects({ client, bucket, prefix: 'models/flights/archive/' });
    const archived = await other.put(bytesOf('archived'));
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}notes.txt`, Body: 'not ours' }));
    expect((await objects.list()).sort()).toEqual([...names].sort());
    expect(await other.list()).toEqual([archived]);
    await expect(objects.get(archived)).rejects.toThrow(ObjectMissing);
  });
});
