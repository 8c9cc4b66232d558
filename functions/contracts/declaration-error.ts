/** A declaration that cannot be meant as written. The message names each field, the value got, and what to change. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}
