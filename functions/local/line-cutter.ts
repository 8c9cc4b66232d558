/**
 * Cuts a stream of bytes into the records of NDJSON. A record's sequence is the byte offset at which its line ends, newline
 * included, so that reading can go on from there. CRLF and a byte order mark are taken off; blank lines are no records; bytes
 * that are not UTF-8 become U+FFFD, and the parser says what is wrong with the rest. O(bytes) time.
 *
 * Memory is bounded whatever comes: a line above LINE_BYTES_MAX is kept to its first CUT_BYTES, followed by a note of its
 * length. That is still too long for the parser, so it ends as a dead letter whose data says that it was cut.
 */
import { EventsUnreadable, type SourceRecord } from './event-source';

const MIB = 1024 * 1024;
export const LINE_BYTES_MAX = 16 * MIB;
/** At most three bytes go into one character: what is left has more characters than the parser takes. */
export const CUT_BYTES = 3 * MIB;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const BYTE_ORDER_MARK = '\ufeff';

export class LineCutter {
  #records: SourceRecord[] = [];
  /** What the lines of `#records` weigh. */
  #recordBytes = 0;
  /** Records so far, with those at or before `after`. */
  #count = 0;
  /** Where the line under way begins, and where the next chunk does. */
  #lineStart: number;
  #offset: number;
  /** What earlier chunks held of the line under way; past LINE_BYTES_MAX, only its beginning. */
  #parts: Buffer[] = [];

  /**
   * @param place for messages
   * @param offset of the first byte to come: at a line's start, or before the end of the one that ends at `after`
   * @param after lines that end at or before this byte are counted, not given
   * @param limit there is no record after this many
   */
  constructor(
    readonly place: string,
    offset: number,
    readonly after: number,
    readonly limit: number,
  ) {
    this.#offset = offset;
    this.#lineStart = offset;
  }

  get isOver(): boolean {
    return this.#count >= this.limit;
  }

  get offset(): number {
    return this.#offset;
  }

  /** @throws EventsUnreadable when `after` is not where a line ends */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0 && !this.isOver; end = chunk.indexOf(NEWLINE, start)) {
      this.#cut(chunk, start, end, this.#offset + end + 1);
      start = end + 1;
    }
    this.#offset += chunk.length;
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /**
   * The input has ended: a last line without a newline is a record.
   * @throws EventsUnreadable when it ended before `after`
   */
  end(): void {
    if (this.isOver) return;
    if (this.#offset > this.#lineStart) this.#cut(Buffer.alloc(0), 0, 0, this.#offset);
    if (this.#offset < this.after) {
      throw new EventsUnreadable(
        this.place,
        `it ends at byte ${this.#offset}, and byte ${this.after} was reached before; restore the whole of it, or start with a new state folder`,
      );
    }
  }

  /** Records in order, `size` at most; none while there are fewer and they weigh less than `bytes`. */
  take(size: number, bytes: number): SourceRecord[] {
    if (this.#records.length < size && this.#recordBytes < bytes) return [];
    const taken = this.#records.splice(0, size);
    if (this.#records.length === 0) this.#recordBytes = 0;
    return taken;
  }

  #keep(part: Buffer): void {
    this.#parts.push(part);
    if (this.#offset - this.#lineStart <= LINE_BYTES_MAX) return;
    this.#parts = [Buffer.concat(this.#parts, CUT_BYTES)];
  }

  /** The line under way ends with `chunk[start, end)`; the next one starts at byte `nextStart` of the input. */
  #cut(chunk: Buffer, start: number, end: number, nextStart: number): void {
    const lineStart = this.#lineStart;
    const lineBytes = nextStart - lineStart;
    this.#lineStart = nextStart;
    let line = chunk.subarray(start, end);
    if (this.#parts.length > 0) {
      line = Buffer.concat([...this.#parts, line]);
      this.#parts = [];
    }
    if (line.length > 0 && line[line.length - 1] === RETURN) line = line.subarray(0, -1);
    const data = lineBytes > LINE_BYTES_MAX ? shortened(line, lineBytes) : text(line, lineStart);
    if (isBlank(data)) return;
    this.#count++;
    if (nextStart <= this.after) return;
    if (lineStart < this.after) {
      // Unless a last line was taken that had no newline then, and has one now.
      if (lineStart + line.length === this.after) return;
      throw new EventsUnreadable(
        this.place,
        `byte ${this.after}, up to which it was read before, is inside the line that starts at byte ${lineStart}; it is not the same input, so give it a new state folder`,
      );
    }
    this.#records.push({ sequence: String(nextStart), data, arrivedAtMs: null });
    this.#recordBytes += lineBytes;
  }
}

function text(line: Buffer, lineStart: number): string {
  const data = line.toString('utf8');
  return lineStart === 0 && data.startsWith(BYTE_ORDER_MARK) ? data.slice(1) : data;
}

const shortened = (line: Buffer, lineBytes: number): string =>
  `${line.toString('utf8', 0, CUT_BYTES)} [cut: the line has ${lineBytes} bytes]`;

const isBlank = (data: string): boolean => !(data.charCodeAt(0) > SPACE) && data.trim() === '';
