/** Which events could not be used, and why? */
import { openLetters } from '../home';
import type { StateOptions } from '../opened-model';
import { table } from '../table';
import type { Shown } from './shown';

export interface DeadLettersOptions extends StateOptions {
  readonly limit: number;
}

const DATA_SHOWN = 80;

export async function deadLetters({ limit, model, ...place }: DeadLettersOptions): Promise<Shown> {
  const store = await openLetters(place);
  const [count, letters] = [
    await store.count(),
    await store.list({ limit, ...(model === undefined ? {} : { model }) }),
  ];
  return {
    document: { count, letters },
    lines: [
      `${count.toLocaleString('en-US')} dead letters${letters.length < count ? `, the first ${letters.length} of them` : ''}`,
      ...table(
        letters.map(({ origin, sequence, code, reason, data }) => [
          `${origin} ${sequence}`,
          code,
          reason,
          data.length > DATA_SHOWN ? `${data.slice(0, DATA_SHOWN)}…` : data,
        ]),
        'text',
      ),
    ],
  };
}
