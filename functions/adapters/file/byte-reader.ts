/** Reads what ByteWriter wrote, in the same order. Reading past the end throws a RangeError. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    return this.bytes.readUInt8(this.at++);
  }

  count(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  word32(): number {
    const value = this.bytes.readUInt32LE(this.at);
    this.at += 4;
    return value;
  }

  double(): number {
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  text(): string {
    const header = this.count();
    const wide = header % 2 === 1;
    const start = this.at;
    this.at += Math.floor(header / 2) * (wide ? 2 : 1);
    if (this.at > this.bytes.length) throw new RangeError('a text ends after its record');
    return this.bytes.toString(wide ? 'utf16le' : 'latin1', start, this.at);
  }
}
