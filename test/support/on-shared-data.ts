/** A test on the streams that lie beside the project: where they are absent it is skipped, and its name, which holds `where`, says so. */
import { ABSENT, hasSharedData } from './shared-streams';

export const shared = hasSharedData() ? it : it.skip;
export const where = hasSharedData() ? 'here' : ABSENT;
