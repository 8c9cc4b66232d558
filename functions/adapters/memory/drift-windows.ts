import { decodeWindow, encodeWindow } from '../../domain/drift/window-codec';
import type { DriftWindows, StoredWindow, WindowPlace } from '../../ports/drift-windows';

interface Kept extends WindowPlace {
  readonly position: string;
  readonly bytes: Uint8Array;
}

/** The definition of the port. Nothing is ever forgotten here. */
export function createMemoryDriftWindows(): DriftWindows {
  const windows = new Map<string, Kept>();
  const keyOf = ({ model, shard, bucketMs }: WindowPlace): string => JSON.stringify([model, bucketMs, shard]);
  const storedOf = ({ bytes, ...place }: Kept): StoredWindow => ({ ...place, window: decodeWindow(bytes) });
  return {
    async load(place) {
      const kept = windows.get(keyOf(place));
      return kept === undefined ? undefined : storedOf(kept);
    },
    async save({ window, ...place }, from) {
      const key = keyOf(place);
      if ((windows.get(key)?.position ?? null) !== from) return 'conflict';
      windows.set(key, { ...place, bytes: encodeWindow(window) });
      return 'saved';
    },
    async list(model, fromMs, toMs) {
      return [...windows.values()]
        .filter((kept) => kept.model === model && kept.bucketMs >= fromMs && kept.bucketMs <= toMs)
        .sort((a, b) => a.bucketMs - b.bucketMs || (a.shard < b.shard ? -1 : 1))
        .map(storedOf);
    },
  };
}
