/** A later perennial wrote this; reading on could misunderstand it, and writing on could destroy it. */
export class StateTooNew extends Error {
  override readonly name = 'StateTooNew';

  constructor(
    readonly path: string,
    readonly found: number,
    readonly readable: number,
  ) {
    super(`${path} has format ${found}, and this perennial reads formats up to ${readable}: use a newer perennial`);
  }
}
