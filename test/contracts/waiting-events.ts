import type { WaitingEvents } from '../../functions/ports/waiting-events';
import type { Open } from './opened';
import { closeContract } from './waiting-close';
import { settleContract } from './waiting-settle';
import { takeContract } from './waiting-take';

/** What every store of waiting events must do. It is opened with the `rules` of sample-arrivals.ts. */
export function waitingEventsContract(open: Open<WaitingEvents>): void {
  describe('waiting events, as they arrive', () => takeContract(open));
  describe('waiting events, as their windows end', () => closeContract(open));
  describe('waiting events, as their readers settle', () => settleContract(open));
}
