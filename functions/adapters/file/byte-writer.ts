/**
 * A growing buffer that is written from front to back: bytes, numbers of variable length (LEB128), doubles (little-endian) and
 * texts. A text is its length in UTF-16 units, times two, plus one if any of them is above 0x7F; then its units in one byte
 * each, or in two. So it comes back exactly, lone surrogates included, and plain ASCII, by far the most frequent, needs neither a
 * call out of JavaScript nor a second pass.
 */
const FIRST_SIZE_BYTES = 65_536;

export class ByteWriter {
  private bytes = new Uint8Array(FIRST_SIZE_BYTES);
  private view = new DataView(this.bytes.buffer);
  private used = 0;

  get length(): number {
    return this.used;
  }

  clear(): void {
    this.used = 0;
  }

  /** A view of what was written, valid until the next write. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.used);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.used++] = value;
  }

  /** A whole number from 0 to 2^32 - 1. */
  count(value: number): void {
    this.reserve(5);
    while (value > 0x7f) {
      this.bytes[this.used++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.used++] = value;
  }

  double(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.used, value, true);
    this.used += 8;
  }

  word32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.used, value, true);
    this.used += 4;
  }

  text(value: string): void {
    const units = value.length;
    this.reserve(5 + 2 * units);
    const start = this.used;
    this.count(units * 2);
    const { bytes } = this;
    let at = this.used;
    for (let index = 0; index < units; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) {
        this.used = start;
        this.wideText(value);
        return;
      }
      bytes[at++] = unit;
    }
    this.used = at;
  }

  private wideText(value: string): void {
    this.count(value.length * 2 + 1);
    for (let index = 0; index < value.length; index += 1) {
      this.view.setUint16(this.used, value.charCodeAt(index), true);
      this.used += 2;
    }
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.used + more));
    grown.set(this.written());
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
