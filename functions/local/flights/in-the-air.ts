/**
 * The flights that have departed and not landed, the next to land first: a binary heap over parallel arrays, ordered by
 * landing time, then by ordinal, so that the order is total. O(log n) to depart and to land; n stays at a few thousand, the
 * most that were ever in the air together. Nothing is allocated per flight.
 */
export class InTheAir {
  /** A permutation of the slots: the first `count` are the heap, the rest are free. */
  #heap = new Int32Array(0);
  #count = 0;

  /** By slot. Read the slot that `land` gave before the next `depart`. */
  landsAtMs = new Float64Array(0);
  ordinal = new Int32Array(0);
  /** Minutes since the epoch. */
  departureMinute = new Int32Array(0);
  origin = new Int32Array(0);
  destination = new Int32Array(0);
  isLate = new Uint8Array(0);

  /** When the next flight lands; Infinity when none is in the air. */
  get nextLandingMs(): number {
    return this.#count === 0 ? Number.POSITIVE_INFINITY : this.landsAtMs[this.#heap[0]!]!;
  }

  depart(
    landsAtMs: number,
    ordinal: number,
    departureMinute: number,
    origin: number,
    destination: number,
    isLate: boolean,
  ): void {
    if (this.#count === this.#heap.length) this.#grow();
    const slot = this.#heap[this.#count]!;
    this.landsAtMs[slot] = landsAtMs;
    this.ordinal[slot] = ordinal;
    this.departureMinute[slot] = departureMinute;
    this.origin[slot] = origin;
    this.destination[slot] = destination;
    this.isLate[slot] = isLate ? 1 : 0;
    this.#siftUp(this.#count++, slot);
  }

  /** The slot of the next flight to land, which is then free. There must be one. */
  land(): number {
    const slot = this.#heap[0]!;
    const last = this.#heap[--this.#count]!;
    this.#siftDown(last);
    this.#heap[this.#count] = slot;
    return slot;
  }

  #isBefore(a: number, b: number): boolean {
    const sooner = this.landsAtMs[a]! - this.landsAtMs[b]!;
    return sooner < 0 || (sooner === 0 && this.ordinal[a]! < this.ordinal[b]!);
  }

  #siftUp(index: number, slot: number): void {
    const heap = this.#heap;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(slot, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = slot;
  }

  /** Puts `slot` into the hole at the root. */
  #siftDown(slot: number): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#count) break;
      if (child + 1 < this.#count && this.#isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#isBefore(heap[child]!, slot)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = slot;
  }

  #grow(): void {
    const before = this.#heap.length;
    const capacity = Math.max(1024, 2 * before);
    const heap = new Int32Array(capacity);
    heap.set(this.#heap);
    for (let slot = before; slot < capacity; slot++) heap[slot] = slot;
    this.#heap = heap;
    this.landsAtMs = enlarged(this.landsAtMs, new Float64Array(capacity));
    this.ordinal = enlarged(this.ordinal, new Int32Array(capacity));
    this.departureMinute = enlarged(this.departureMinute, new Int32Array(capacity));
    this.origin = enlarged(this.origin, new Int32Array(capacity));
    this.destination = enlarged(this.destination, new Int32Array(capacity));
    this.isLate = enlarged(this.isLate, new Uint8Array(capacity));
  }
}

function enlarged<A extends Float64Array | Int32Array | Uint8Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
