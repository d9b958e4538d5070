import { join } from 'node:path';
import { compileCalendar, deadline, type WorkingCalendar } from '@mandate/calendar';
import { readCalendars } from '../src/calendar.ts';
import { compare } from './compare.ts';

const [source] = readCalendars(join(import.meta.dirname, '..', 'ministries', 'miit')).values();
if (source === undefined) throw new Error('the ministry has no calendar');
const calendar = compileCalendar(source);

/** The same count with Temporal alone: a set of days off, a set of days worked, one day after another. */
const off = new Set(source.notices.flatMap((notice) => notice.off));
const work = new Set(source.notices.flatMap((notice) => notice.work));
function dayByDay(start: Temporal.PlainDate, n: number): Temporal.PlainDate {
  let date = start;
  for (let left = n; left > 0; ) {
    date = date.add({ days: 1 });
    const text = date.toString();
    if (work.has(text) || (date.dayOfWeek < 6 && !off.has(text))) left--;
  }
  return date;
}

const start = Temporal.PlainDate.from('2024-09-30');
const suspensions = [{ after: start.add({ days: 5 }), through: start.add({ days: 45 }) }];
const counted = (n: number, over: WorkingCalendar) => (): unknown => deadline({ start, n, unit: 'workingDay' }, over);

for (const n of [5, 20, 60, 500])
  compare(`${n} working days`, { 'day by day with Temporal': () => dayByDay(start, n), ours: counted(n, calendar) });
compare('20 working days, suspended once', {
  'without suspension': counted(20, calendar),
  suspended: () => deadline({ start, n: 20, unit: 'workingDay', suspensions }, calendar),
});
compare('laying out the calendar', {
  'all notices': () => compileCalendar(source),
  'as known on a day': () => compileCalendar(source, start),
});
