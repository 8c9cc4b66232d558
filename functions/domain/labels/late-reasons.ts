/** Why an event came to nothing because time ran out, as a sentence for the dead-letter store. */
import type { LateCode } from './waiting';

const SENTENCES: Readonly<Record<LateCode, string>> = {
  'late-outcome':
    "the outcome happened, or arrived, after its prediction's window had ended; declare a longer `within` if such outcomes should count",
  'late-prediction':
    'the prediction arrived after its window had ended; declare a longer `within`, or more `disorder`, if it should count',
  'late-example':
    'the example arrived after its window had ended; declare a longer `within`, or more `disorder`, if it should count',
  'no-outcome':
    "no outcome came within the prediction's window; declare `otherwise` if that means a label, or a longer `within`",
  'no-prediction':
    'no prediction with this event id came within the window of the outcome; send the prediction with the same event id',
};

export const lateReason = (code: LateCode): string => SENTENCES[code];
