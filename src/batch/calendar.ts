import { answerer } from '@mandate/calendar/batch';
import { readCalendars, readCountingRules } from '../calendar.ts';
import { ministryFolder } from '../ministry-folder.ts';
import type { Answer } from './door.ts';

/** Questions about limits, over the calendars of the ministry's folder. */
export function calendarAnswer(): Answer {
  const folder = ministryFolder();
  const calendars = readCalendars(folder);
  const [usual = ''] = calendars.keys();
  return answerer(calendars, usual, readCountingRules(folder, usual));
}
