/** From what claims to be a declaration to one that can be trusted: frozen data, or an error with everything that is wrong. */
import type { ModelDeclaration } from './declaration';
import { crossChecks } from './declaration-checks';
import { DeclarationError } from './declaration-error';
import { declarationSchema } from './declaration-schema';

/** Parses what claims to be a declaration: one just made, or one read back from JSON. */
export function checkDeclaration(candidate: unknown): ModelDeclaration {
  const parsed = declarationSchema.safeParse(candidate);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys
          .map((key) => `${fieldOf([...issue.path, key])}: no such option; remove it, or correct its spelling`)
          .join('\n  ');
      }
      if (issue.code === 'invalid_key')
        return `${fieldOf(issue.path)}: got ${show(issue.path.at(-1))}; ${issue.issues.map(({ message }) => message).join('; ')}`;
      return `${fieldOf(issue.path)}: got ${show(valueAt(candidate, issue.path))}; ${issue.message}`;
    });
    throw refusal(candidate, lines);
  }
  const declaration: ModelDeclaration = parsed.data;
  const complaints = crossChecks(declaration);
  if (complaints.length > 0) {
    throw refusal(
      candidate,
      complaints.map(({ path, got, advice }) => `${fieldOf(path)}: got ${show(got)}; ${advice}`),
    );
  }
  return deepFreeze(declaration);
}

function refusal(candidate: unknown, lines: readonly string[]): DeclarationError {
  return new DeclarationError(
    `model ${show(valueAt(candidate, ['name']))} cannot be declared:\n  ${lines.join('\n  ')}`,
  );
}

function fieldOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (field, part) =>
        typeof part === 'number' ? `${field}[${part}]` : field === '' ? String(part) : `${field}.${String(part)}`,
      '',
    ) || 'the declaration'
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
