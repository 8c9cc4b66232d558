/**
 * The registers of a HyperLogLog, each holding the highest rank that it was given. As long as few are above 0 those alone are held, in a hash
 * table by linear probing (the sparse representation of Heule, Nunkesser and Hall, "HyperLogLog in practice", EDBT 2013, at the precision of
 * the whole): a sketch of a hundred items takes 1 KB where all registers take 16. What it answers does not depend on that.
 *
 * O(1) to raise one, O(registers) for all, amortised for the change from a table to all.
 */
const RANK_BITS = 6;
const RANK_MASK = 2 ** RANK_BITS - 1;
const SMALLEST = 32;
/** 2^32 over the golden ratio: neighbouring registers go to slots far apart. */
const SPREAD = 0x9e3779b1;

export class RankRegisters {
  /** One byte per register; null while there is a table. */
  private all: Uint8Array | null = null;
  /** Per slot: (register + 1) and its rank in the lowest bits, or 0. At most half of them are taken. */
  private table = new Uint32Array(SMALLEST);
  private held = 0;

  constructor(readonly size: number) {
    if (!this.isWorthwhile()) this.all = new Uint8Array(size);
  }

  raise(register: number, rank: number): void {
    const { all } = this;
    if (all === null) this.raiseInTable(register, rank);
    else if (rank > all[register]!) all[register] = rank;
  }

  /** How many registers hold each rank, 0 included. */
  histogram(ranks: number): Float64Array {
    const counts = new Float64Array(ranks);
    for (const rank of this.ranks()) counts[rank]! += 1;
    if (this.all === null) counts[0] = this.size - this.held;
    return counts;
  }

  raiseAll(other: RankRegisters): void {
    if (other.all === null) {
      for (const entry of other.entries()) this.raise(registerOf(entry), entry & RANK_MASK);
    } else {
      for (let register = 0; register < other.size; register++) {
        if (other.all[register]! > 0) this.raise(register, other.all[register]!);
      }
    }
  }

  /** All registers, a copy. */
  toBytes(): Uint8Array {
    if (this.all !== null) return this.all.slice();
    const bytes = new Uint8Array(this.size);
    for (const entry of this.entries()) bytes[registerOf(entry)] = entry & RANK_MASK;
    return bytes;
  }

  static ofBytes(bytes: Uint8Array): RankRegisters {
    const registers = new RankRegisters(bytes.length);
    for (let register = 0; register < bytes.length; register++) {
      if (bytes[register]! > 0) registers.raise(register, bytes[register]!);
    }
    return registers;
  }

  /** Of those above 0, or of all. */
  private ranks(): Uint8Array {
    return this.all ?? Uint8Array.from(this.entries(), (entry) => entry & RANK_MASK);
  }

  private entries(): Uint32Array {
    return this.table.filter((entry) => entry !== 0);
  }

  private raiseInTable(register: number, rank: number): void {
    const { table } = this;
    const slot = slotOf(table, register);
    const entry = table[slot]!;
    const raised = ((register + 1) << RANK_BITS) | rank;
    if (entry === 0) {
      table[slot] = raised;
      this.held += 1;
      if (2 * this.held > table.length) this.grow();
    } else if (rank > (entry & RANK_MASK)) table[slot] = raised;
  }

  private grow(): void {
    const entries = this.entries();
    this.table = new Uint32Array(2 * this.table.length);
    if (!this.isWorthwhile()) {
      const all = new Uint8Array(this.size);
      for (const entry of entries) all[registerOf(entry)] = entry & RANK_MASK;
      this.all = all;
      this.table = new Uint32Array(0);
      return;
    }
    for (const entry of entries) this.table[slotOf(this.table, registerOf(entry))] = entry;
  }

  /** A table takes less than all of them. */
  private isWorthwhile(): boolean {
    return this.table.byteLength < this.size;
  }
}

const registerOf = (entry: number): number => (entry >>> RANK_BITS) - 1;

/** Where the register is, or else the empty slot in which it would be. */
function slotOf(table: Uint32Array, register: number): number {
  const mask = table.length - 1;
  let slot = (Math.imul(register, SPREAD) >>> 8) & mask;
  for (;;) {
    const entry = table[slot]!;
    if (entry === 0 || registerOf(entry) === register) return slot;
    slot = (slot + 1) & mask;
  }
}
