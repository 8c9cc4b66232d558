import { everyPromiseIsKept } from './schedules';

everyPromiseIsKept(2);
