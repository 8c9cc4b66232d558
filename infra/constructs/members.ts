/** The models of a platform, and what they must agree on between them. */
import type { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { outputPrefix } from '../../functions/contracts/stack-outputs';
import { NO_MODEL } from '../monitoring/platform-watches';
import { LIST_OF_MODELS } from './grants';

export interface Membership {
  readonly declaration: ModelDeclaration;
  /** Whether it reads the examples stream by a pipe of its own. */
  readonly enhancedFanOut: boolean;
  readonly construct: Construct;
}

/** Five reads a second and shard are shared by all standard readers, and each reads once a second. */
const STANDARD_READERS = 5;
/** A partition of the records table that every learn may write, and the dimension of what names no model. */
const TAKEN: readonly string[] = [LIST_OF_MODELS, NO_MODEL];
/** AWS's limit of registered consumers of one stream. */
const FAN_OUT_READERS = 20;

export class Members {
  private readonly members: Membership[] = [];

  /** @throws when its name is taken, or it is one reader too many */
  add(member: Membership): void {
    const { name } = member.declaration;
    if (TAKEN.includes(name)) throw new Error(`model ${name}: the platform uses this name itself; give it another`);
    const alike = this.members.find(({ declaration }) => outputPrefix(declaration.name) === outputPrefix(name));
    if (alike !== undefined)
      throw new Error(
        alike.declaration.name === name
          ? `model ${name} is on this platform already; declare it once, or give the second another name or another platform`
          : `model ${name} differs from ${alike.declaration.name} in nothing but '-'; give it another name`,
      );
    this.members.push(member);
    const readers = this.members.filter(({ enhancedFanOut }) => enhancedFanOut === member.enhancedFanOut).length;
    if (!member.enhancedFanOut && readers > STANDARD_READERS)
      throw new Error(
        `model ${name} would be reader ${readers} of the examples stream, whose shards serve ${STANDARD_READERS}; set enhancedFanOut: true on it, or put it on another platform`,
      );
    if (member.enhancedFanOut && readers > FAN_OUT_READERS)
      throw new Error(
        `model ${name} would be consumer ${readers} of the examples stream, which has room for ${FAN_OUT_READERS}; put it on another platform`,
      );
  }

  declarations(): readonly ModelDeclaration[] {
    return this.members.map(({ declaration }) => declaration);
  }

  /** What only the whole app can tell. */
  problems(): string[] {
    return this.members.length === 0
      ? ['this platform has no model; add new ContinualModel(this, …, { platform, model }) to it']
      : [];
  }
}
