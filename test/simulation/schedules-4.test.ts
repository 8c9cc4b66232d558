import { everyPromiseIsKept } from './schedules';

everyPromiseIsKept(4);
