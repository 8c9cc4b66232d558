/** What outlives every process: the stores, each effect on them watched. */
import { createMemoryDeadLetters } from '../../functions/adapters/memory/dead-letters';
import { createMemoryHeads } from '../../functions/adapters/memory/heads';
import { createMemoryObjects } from '../../functions/adapters/memory/objects';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { createEventParser, type EventParser } from '../../functions/contracts/events';
import { decodeCheckpoint } from '../../functions/domain/checkpoint/line-checkpoint';
import { decodeWorkspace } from '../../functions/learn/workspace';
import type { DeadLetters } from '../../functions/ports/dead-letters';
import type { ExamplesIn, ExamplesOut } from '../../functions/ports/examples';
import type { Heads } from '../../functions/ports/heads';
import type { Objects } from '../../functions/ports/objects';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import { ForgetfulWaiting } from './forgetful-waiting';
import { RewindingExamples } from './rewinding-examples';
import { Watch } from './watch';

export interface Ports {
  readonly waiting: WaitingEvents;
  readonly examples: ExamplesIn & ExamplesOut;
  readonly deadLetters: DeadLetters;
  readonly heads: Heads;
  readonly objects: Objects;
}

const parsers = new Map<ModelDeclaration, EventParser>();

function parserOf(declaration: ModelDeclaration): EventParser {
  const parse = parsers.get(declaration) ?? createEventParser([declaration]);
  parsers.set(declaration, parse);
  return parse;
}

export class World {
  readonly watch = new Watch();
  readonly forgetful: ForgetfulWaiting;
  readonly rewinding = new RewindingExamples();
  /** The stores as processes see them. */
  readonly ports: Ports;
  /** Pure, and dear to make: one for all worlds of a model. */
  readonly parse: EventParser;

  /** @param sound names of objects that were decoded before; what has this name has these bytes */
  constructor(
    readonly declaration: ModelDeclaration,
    private readonly sound: Set<string>,
  ) {
    this.parse = parserOf(declaration);
    const { withinMs, otherwise } = declaration.outcome;
    this.forgetful = new ForgetfulWaiting({ [declaration.name]: { withinMs, otherwise } });
    this.ports = {
      waiting: this.watchedWaiting(),
      examples: this.watchedExamples(),
      deadLetters: this.watchedLetters(createMemoryDeadLetters()),
      ...this.watchedModel(createMemoryHeads(), createMemoryObjects()),
    };
  }

  private watchedWaiting(): WaitingEvents {
    const { forgetful, watch } = this;
    return {
      origin: (origin) => forgetful.origin(origin),
      origins: () => forgetful.origins(),
      count: (model) => forgetful.count(model),
      async take(model, arrivals) {
        const answers = await forgetful.take(model, arrivals);
        watch.taken(arrivals, answers);
        return answers;
      },
      async close(model, watermarkMs, after, limit) {
        const dues = await forgetful.close(model, watermarkMs, after, limit);
        watch.closed(model, dues);
        return dues;
      },
      async settle(origin, state, from) {
        const result = await forgetful.settle(origin, state, from);
        if (result === 'settled') watch.settled(origin, state);
        return result;
      },
    };
  }

  private watchedExamples(): ExamplesIn & ExamplesOut {
    const { rewinding, watch } = this;
    return {
      next: (limit) => rewinding.next(limit),
      trim: (id) => rewinding.trim(id),
      async put(block) {
        await rewinding.put(block);
        watch.put(block);
      },
    };
  }

  private watchedLetters(store: DeadLetters): DeadLetters {
    const { watch } = this;
    return {
      ...store,
      async put(letters) {
        await store.put(letters);
        watch.letters(letters);
      },
    };
  }

  private watchedModel(heads: Heads, objects: Objects): Pick<Ports, 'heads' | 'objects'> {
    const { watch } = this;
    const decodeNew = async (names: ReadonlySet<string>, workspace: string): Promise<void> => {
      for (const name of names) {
        if (this.sound.has(name)) continue;
        const bytes = await objects.get(name);
        if (name === workspace) decodeWorkspace(bytes, this.declaration);
        else decodeCheckpoint(bytes);
        this.sound.add(name);
      }
    };
    return {
      heads: {
        ...heads,
        async commit(commit) {
          const result = await heads.commit(commit);
          if (result === 'committed') {
            const names = watch.committed(commit.head);
            await decodeNew(names, commit.head.workspace);
          }
          return result;
        },
      },
      objects: {
        ...objects,
        async put(bytes) {
          const name = await objects.put(bytes);
          watch.objectPut(name);
          return name;
        },
        async delete(name) {
          await objects.delete(name);
          watch.objectDeleted(name);
        },
      },
    };
  }
}
