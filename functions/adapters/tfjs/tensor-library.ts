/** The surface of TF.js that learners are written against, whichever backend computes behind it. */
import type * as Core from '@tensorflow/tfjs-core';

export type TensorLibrary = typeof Core;
