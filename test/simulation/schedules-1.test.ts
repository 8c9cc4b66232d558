import { everyPromiseIsKept } from './schedules';

everyPromiseIsKept(1);
