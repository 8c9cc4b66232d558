/** How often each kind of fault really happened, and how often each port was called. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly calls = new Map<string, number>();

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  called(method: string): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
  }

  addTo(total: Map<string, number>): void {
    for (const [what, times] of this.counts) total.set(what, (total.get(what) ?? 0) + times);
  }
}
