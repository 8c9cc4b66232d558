import type { DeadLetter, DeadLetters } from '../../ports/dead-letters';

export function createMemoryDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>();
  return {
    async put(added) {
      for (const letter of added) {
        const key = JSON.stringify([letter.origin, letter.sequence]);
        if (!letters.has(key)) letters.set(key, { ...letter });
      }
    },
    async list({ model, limit = Number.POSITIVE_INFINITY } = {}) {
      const listed: DeadLetter[] = [];
      for (const letter of letters.values()) {
        if (listed.length >= limit) break;
        if (model === undefined || letter.model === model) listed.push(letter);
      }
      return listed;
    },
    async count() {
      return letters.size;
    },
  };
}
