/**
 * What a function opens at its first invocation and keeps for the next ones. Only once it is open: an instance that has failed to
 * open it lives on, and must not fail every invocation that it is given with the first one's failure.
 */
export function openedOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return async () => {
    const opening = opened ?? open();
    opened = opening;
    try {
      return await opening;
    } catch (error) {
      if (opened === opening) opened = undefined;
      throw error;
    }
  };
}
