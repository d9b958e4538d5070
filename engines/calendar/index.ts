export { type CalendarSource, compileCalendar, dayNumber, fromDayNumber, type HolidayNotice, type WorkingCalendar } from './calendar.ts';
export { type Counting, type CountingRule, countingOf } from './counting.ts';
export {
  countWorkingDays,
  type DayUnit,
  type Due,
  deadline,
  earliestEffective,
  hoursDeadline,
  isWorkingDay,
  type Latest,
  type Limit,
  latest,
  type Roll,
  type Suspension,
} from './deadline.ts';
export { type ProofDay, type ProofRequest, proof, type Reason } from './proof.ts';
