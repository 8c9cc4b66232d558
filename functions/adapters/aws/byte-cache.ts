/**
 * The byte arrays that were wanted last, by name, up to `capacityBytes` in all; what alone is larger is not kept. Arrays are kept
 * as given: copying is the caller's. O(1) per call, and per array pushed out.
 */
export class ByteCache {
  /** In order of use, the oldest first. */
  private readonly held = new Map<string, Uint8Array>();
  private heldBytes = 0;

  constructor(private readonly capacityBytes: number) {}

  get(name: string): Uint8Array | undefined {
    const bytes = this.held.get(name);
    if (bytes === undefined) return undefined;
    this.held.delete(name);
    this.held.set(name, bytes);
    return bytes;
  }

  set(name: string, bytes: Uint8Array): void {
    this.delete(name);
    if (bytes.length > this.capacityBytes) return;
    this.held.set(name, bytes);
    this.heldBytes += bytes.length;
    for (const oldest of this.held.keys()) {
      if (this.heldBytes <= this.capacityBytes) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    this.heldBytes -= this.held.get(name)?.length ?? 0;
    this.held.delete(name);
  }
}
