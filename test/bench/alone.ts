/** Runs the one benchmark that it is told to, in this process, and hands its results to the process that started it. */
import { BENCHMARKS } from './benchmarks/list';
import type { BenchmarkContext } from './result';

interface Job extends BenchmarkContext {
  readonly name: string;
}

async function main(argument: string | undefined): Promise<void> {
  if (argument === undefined || process.send === undefined) throw new Error('started by bench.ts, not by hand');
  const { name, ...context }: Job = JSON.parse(argument);
  const benchmark = BENCHMARKS.find((one) => one.name === name);
  if (benchmark === undefined) throw new Error(`there is no benchmark ${name}`);
  process.send(await benchmark.run(context), () => process.disconnect());
}

void main(process.argv[2]);
