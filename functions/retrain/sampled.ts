/** A look at the examples that are to be learned: up to 256 objects, the first and the last and evenly between them, one at a time. */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import type { ExampleColumns } from '../domain/examples/columns';
import { decodeExamples } from '../domain/examples/examples-codec';
import { ObjectMissing } from '../ports/objects';
import type { RetrainDeps } from './deps';
import { left, NotTrainable } from './going-on';
import { decodePlan, type Piece } from './plan';

const MOST = 256;

export async function* sampled(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  { plan, range: { from, to } }: RetrainState,
): AsyncGenerator<ExampleColumns> {
  const pieces = decodePlan(await deps.objects.get(left(plan, 'plan')));
  for (const at of evenly(from, to - 1)) yield await examplesIn(deps, declaration, pieces[at]!);
}

function evenly(first: number, last: number): number[] {
  const count = Math.min(MOST, last - first + 1);
  return Array.from({ length: count }, (_, k) =>
    count === 1 ? last : first + Math.round((k * (last - first)) / (count - 1)),
  );
}

/** @throws NotTrainable when its time is over */
export async function examplesIn(
  { archive }: Pick<RetrainDeps, 'archive'>,
  declaration: ModelDeclaration,
  { name }: Piece,
): Promise<ExampleColumns> {
  try {
    return decodeExamples(await archive.get(name), declaration);
  } catch (error) {
    if (error instanceof ObjectMissing)
      throw new NotTrainable(`data not retained: archived examples ${name.slice(0, 12)} are gone`);
    throw error;
  }
}
