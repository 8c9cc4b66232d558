/** `major.minor`: a major is a training line, a minor the micro-batches learned on it. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

export const formatVersion = ({ major, minor }: Version): string => `${major}.${minor}`;

/** undefined when `text` is not a version. */
export function parseVersion(text: string): Version | undefined {
  const match = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,14})$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}
