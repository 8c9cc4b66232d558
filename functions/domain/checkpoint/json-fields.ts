/** Reads fields of a header that was written by us but comes from outside: each by its type, or a refusal that names it. */
import type { Json } from '../state/saved-state';
import { CheckpointDamaged, CheckpointTooNew } from './errors';

export type JsonObject = { readonly [key: string]: Json };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const field = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const wrong = (name: string, wanted: string, got: Json | undefined): CheckpointDamaged =>
  new CheckpointDamaged(
    `the field ${name} of its header should be ${wanted} and is ${JSON.stringify(got) ?? 'absent'}`,
  );

export function textField(object: JsonObject, name: string): string {
  const value = field(object, name);
  if (typeof value !== 'string') throw wrong(name, 'a string', value);
  return value;
}

export function numberField(object: JsonObject, name: string): number {
  const value = field(object, name);
  if (typeof value !== 'number') throw wrong(name, 'a number', value);
  return value;
}

export function textsField(object: JsonObject, name: string): readonly string[] {
  const value = field(object, name);
  if (!isTexts(value)) throw wrong(name, 'a list of strings', value);
  return value;
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

export function objectField(object: JsonObject, name: string): JsonObject {
  const value = field(object, name);
  if (!isJsonObject(value)) throw wrong(name, 'an object', value);
  return value;
}

/** Refuses what is of another kind, or of a later format of this kind. */
export function expectKind(header: JsonObject, kind: string, readable: number): void {
  const found = textField(header, 'kind');
  if (found !== kind) throw new CheckpointDamaged(`this object is of kind ${found}, not ${kind}`);
  const format = numberField(header, 'format');
  if (format > readable) throw new CheckpointTooNew(kind, format, readable);
}
