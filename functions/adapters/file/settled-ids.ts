/**
 * Which event ids are done and settled, and what remains to be known of each (see Remnant)? A hash table in one typed array, by
 * 62 bits of the hash of the id (see id-hash.ts), linear probing, at most half full: there are far more of these ids than of
 * waiting ones, and kept as strings in a Map they would cost 0.5 µs an event and most of the garbage collector's time.
 *
 *   slot, 16 bytes := low half of the hash (32 bits) | high half, but for its last two bits | code (2 bits) | endMs (double)
 *   code           := 0 empty | 1 lacks nothing | 2 lacks its outcome | 3 lacks its prediction
 *
 * What is forgotten stays in its slot, unseen, until the table is half full: then it is left out and the rest is laid out anew,
 * into a larger or smaller table where need be. O(1) amortised; 32 to 128 bytes for each id remembered.
 *
 * A new id whose hash is that of a remembered one would be taken for its copy: 2e-13 with a million ids remembered.
 */
import type { Remnant } from '../../domain/labels/arrive';
import { hashId, type IdHash } from './id-hash';

const FIRST_SLOTS = 1024;
const CODE_BITS = 3;
const LACKS = [null, null, 'outcome', 'prediction'] as const;

export class SettledIds {
  private slots = FIRST_SLOTS;
  private used = 0;
  /** The same memory twice: four words a slot, and two doubles, of which the second is used. */
  private words = new Uint32Array(4 * FIRST_SLOTS);
  private doubles = new Float64Array(this.words.buffer);
  private forgottenUpToMs = Number.NEGATIVE_INFINITY;
  private readonly hash: IdHash = { low: 0, high: 0 };

  find(eventId: string): Remnant | undefined {
    hashId(eventId, this.hash);
    const slot = this.slotOf(this.hash.low, this.hash.high);
    return this.isRemembered(slot) ? this.remnantAt(slot) : undefined;
  }

  add(eventId: string, remnant: Remnant): void {
    hashId(eventId, this.hash);
    this.addHashed(this.hash.low, this.hash.high, remnant);
  }

  /** A later use of the same id takes the place of the earlier one. The last two bits of `high` do not matter. */
  addHashed(low: number, high: number, { endMs, lacks }: Remnant): void {
    if (2 * this.used >= this.slots) this.layOut();
    const slot = this.slotOf(low, high);
    if (this.codeAt(slot) === 0) this.used += 1;
    this.words[4 * slot] = low;
    this.words[4 * slot + 1] = (high & ~CODE_BITS) | LACKS.indexOf(lacks, 1);
    this.doubles[2 * slot + 1] = endMs;
  }

  /** Forgets those whose windows ended at or before `endMs`. */
  forgetUpTo(endMs: number): void {
    if (endMs > this.forgottenUpToMs) this.forgottenUpToMs = endMs;
  }

  forEach(visit: (low: number, high: number, remnant: Remnant) => void): void {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (!this.isRemembered(slot)) continue;
      visit(this.words[4 * slot]!, this.words[4 * slot + 1]!, this.remnantAt(slot));
    }
  }

  /** Where the hash is, or the empty slot where it would be. */
  private slotOf(low: number, high: number): number {
    const { words } = this;
    const mask = this.slots - 1;
    const wanted = high & ~CODE_BITS;
    let slot = low & mask;
    for (;;) {
      const found = words[4 * slot + 1]!;
      if ((found & CODE_BITS) === 0 || (words[4 * slot] === low && (found & ~CODE_BITS) === wanted)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private codeAt(slot: number): number {
    return this.words[4 * slot + 1]! & CODE_BITS;
  }

  private isRemembered(slot: number): boolean {
    return this.codeAt(slot) !== 0 && this.doubles[2 * slot + 1]! > this.forgottenUpToMs;
  }

  private remnantAt(slot: number): Remnant {
    return { state: 'settled', endMs: this.doubles[2 * slot + 1]!, lacks: LACKS[this.codeAt(slot)]! };
  }

  private layOut(): void {
    const { words, doubles } = this;
    const kept: number[] = [];
    for (let slot = 0; slot < this.slots; slot += 1) if (this.isRemembered(slot)) kept.push(slot);
    while (this.slots < 4 * kept.length) this.slots *= 2;
    while (this.slots > FIRST_SLOTS && this.slots > 8 * kept.length) this.slots /= 2;
    this.used = kept.length;
    this.words = new Uint32Array(4 * this.slots);
    this.doubles = new Float64Array(this.words.buffer);
    for (const from of kept) {
      const to = this.slotOf(words[4 * from]!, words[4 * from + 1]!);
      this.words[4 * to] = words[4 * from]!;
      this.words[4 * to + 1] = words[4 * from + 1]!;
      this.doubles[2 * to + 1] = doubles[2 * from + 1]!;
    }
  }
}
