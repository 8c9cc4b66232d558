/** A version made again from its lineage, compared with what was recorded, and written to a file if asked for. */
import { writeFile } from 'node:fs/promises';
import { rebuild } from '../../rebuild/rebuild';
import { type ModelOptions, openedModel } from '../opened-model';
import { neuralFor, thisRuntime } from '../runtime';
import type { Shown } from './shown';

export interface RebuildOptions extends ModelOptions {
  /** Where to write the checkpoint. */
  readonly out?: string;
}

export async function rebuildVersion(version: string, { out, ...options }: RebuildOptions): Promise<Shown> {
  const { home } = await openedModel(options);
  const declaration = await home.declaration();
  const neural = await neuralFor([declaration]);
  const runtime = thisRuntime();
  const deps = {
    heads: home.heads,
    archive: home.archive,
    codeHash: runtime.codeHash,
    runtime: runtime.runtime,
    ...(neural === undefined ? {} : { neural }),
  };
  const rebuilt = await rebuild(deps, declaration, version);
  const { name: model } = declaration;
  if (rebuilt.kind === 'refused') {
    return {
      document: { model, version, error: { name: 'Refused', message: rebuilt.reason } },
      lines: [`${version} cannot be rebuilt: ${rebuilt.reason}`],
      failed: true,
    };
  }
  const { bytes, checkpoint, microBatches, verified, otherCode, otherBackend } = rebuilt;
  if (out !== undefined) await writeFile(out, bytes);
  const how =
    verified.version === version ? 'the recorded hash' : `the recorded hash of ${verified.version}, which it leads to`;
  const causes = [
    ...(otherCode ? ['other code than this made it'] : []),
    ...(otherBackend === null ? [] : [`it was computed by ${otherBackend}`]),
  ];
  const cause = causes.length === 0 ? '' : ` (${causes.join('; ')})`;
  const different = `does not meet ${how}${cause}: recorded ${verified.recorded}, got ${verified.actual}`;
  const made = { checkpoint, sizeBytes: bytes.length, microBatches, verified, otherCode, otherBackend };
  return {
    document: verified.matches
      ? { model, version, ...made }
      : { model, version, ...made, error: { name: 'Different', message: different } },
    lines: [
      `${version}: ${bytes.length.toLocaleString('en-US')} bytes from ${microBatches.toLocaleString('en-US')} micro-batches, checkpoint ${checkpoint}`,
      verified.matches ? `  identical: meets ${how}` : `  DIFFERENT: ${different}`,
      ...(out === undefined ? [] : [`  written to ${out}`]),
    ],
    failed: !verified.matches,
  };
}
