/** An adapter under test over storage of its own. */
export interface Opened<T> {
  readonly port: T;
  /**
   * Lets go of the port without any farewell, as a killed process would, and opens it anew over the same storage. For an
   * adapter whose storage is itself, the same port.
   */
  reopen(): Promise<T>;
}

/** Opens an adapter over new, empty storage, for one test. */
export type Open<T> = () => Promise<Opened<T>>;
