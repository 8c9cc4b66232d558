/** Parts of the declarations' schemas. Every refusal says what to write instead. */
import * as z from 'zod';

export const whole = (from: number, to: number) => {
  const error = `give a whole number from ${from} to ${to}`;
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
export const above = (from: number, to: number) => {
  const error = `give a number above ${from} and at most ${to}`;
  return z.number({ error }).gt(from, { error }).max(to, { error });
};
export const between = (from: number, to: number) => {
  const error = `give a number from ${from} to ${to}`;
  return z.number({ error }).min(from, { error }).max(to, { error });
};
export const oneOf = <const T extends string>(...values: readonly T[]) =>
  z.enum(values, { error: `give one of ${values.map((value) => `'${value}'`).join(', ')}` });

/** Not the names that every object has, so that a missing feature can never be found on a prototype. */
export const identifier = z
  .string({ error: 'give a name' })
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, {
    error: 'give a name of letters, digits and _, beginning with a letter, of at most 64',
  })
  .refine((name) => !(name in {}), { error: 'choose another name: every JavaScript object already has this one' });
