import { everyPromiseIsKept } from './schedules';

everyPromiseIsKept(3);
