/**
 * A peer that runs beside the benchmark and repeats what it is told, so that a repeat of ours and one of the peer's follow on each
 * other and meet the same machine. One line asks, one line answers; the first line comes unasked, when the peer is ready.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface PeerCommand {
  readonly program: string;
  readonly args: readonly string[];
}

export class PeerProcess {
  private readonly lines: AsyncIterator<string>;
  private errors = '';

  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, Readable>,
    private readonly command: PeerCommand,
  ) {
    child.stderr.on('data', (bytes: Buffer) => {
      this.errors += bytes.toString();
    });
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Gives the peer and what it said when it was ready. @throws when it ends before */
  static async start(command: PeerCommand): Promise<{ readonly peer: PeerProcess; readonly ready: string }> {
    const child = spawn(command.program, [...command.args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const peer = new PeerProcess(child, command);
    return { peer, ready: await peer.answer() };
  }

  /** @throws when the peer ends instead of answering */
  ask(line: string): Promise<string> {
    this.child.stdin.write(`${line}\n`);
    return this.answer();
  }

  end(): void {
    this.child.stdin.end();
  }

  private async answer(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (!done) return value;
    throw new Error(`${this.command.program} ${this.command.args.join(' ')} ended: ${this.errors.trim()}`);
  }
}
