/**
 * Does the same to many things, some at a time. After a failure nothing new is begun, and what had begun is waited for: nobody
 * goes on writing behind the back of a caller who was told that it failed.
 */
export async function inParallel<T>(
  things: readonly T[],
  atOnce: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    while (next < things.length && failures.length === 0) {
      const thing = things[next]!;
      next += 1;
      try {
        await act(thing);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, work));
  if (failures.length > 0) throw failures[0];
}

/** As many as the SDK's HTTP handler opens connections. */
export const CALLS_AT_ONCE = 50;
