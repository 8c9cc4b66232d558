/** Where the time goes: whatever runs from now on belongs to `stage`, until the next call. */
export interface Stages {
  enter(stage: string): void;
}

export const noStages: Stages = { enter: () => {} };
