/** What is predicted, and how long its outcome is waited for, as a team declares it. */
import type { OutcomeDeclaration } from './declaration';
import { DeclarationError } from './declaration-error';

interface WindowOptions {
  /** How long after the prediction an outcome may happen, ms. */
  readonly within: number;
  /** @default 'discard': a prediction without an outcome is counted as late and not learned */
  readonly otherwise?: 'discard' | number;
}

/** Outcomes 0 or 1 (true and false are taken as 1 and 0). */
export const binary = ({ within, otherwise = 'discard', ...rest }: WindowOptions): OutcomeDeclaration => ({
  kind: 'binary',
  withinMs: within,
  otherwise,
  ...rest,
});

/** Outcomes that are one of `classes`, by name. */
export const multiclass = ({
  within,
  otherwise = 'discard',
  classes,
  ...rest
}: Omit<WindowOptions, 'otherwise'> & {
  readonly classes: readonly string[];
  readonly otherwise?: string;
}): OutcomeDeclaration => ({
  kind: 'multiclass',
  withinMs: within,
  otherwise: otherwise === 'discard' || !Array.isArray(classes) ? 'discard' : indexOf(otherwise, classes),
  classes,
  ...rest,
});

/** Told here, where the name is still known: a declaration holds its index. */
function indexOf(otherwise: string, classes: readonly string[]): number {
  const index = classes.indexOf(otherwise);
  if (index >= 0) return index;
  throw new DeclarationError(
    `outcome.otherwise: got ${JSON.stringify(otherwise)}; the default label must be the name of a class (${classes.join(', ')}), or 'discard'`,
  );
}

/** Outcomes that are numbers. */
export const regression = ({ within, otherwise = 'discard', ...rest }: WindowOptions): OutcomeDeclaration => ({
  kind: 'regression',
  withinMs: within,
  otherwise,
  ...rest,
});
