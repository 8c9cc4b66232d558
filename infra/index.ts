/** The constructs as a team imports them into its own CDK app. */
export { ContinualModel, type ContinualModelProps } from './constructs/continual-model';
export { LearningPlatform, type LearningPlatformProps } from './constructs/learning-platform';
