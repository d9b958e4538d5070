import { answerer } from '@mandate/calendar/batch';
import { readCalendars } from '../calendar.ts';
import { ministryFolder } from '../ministry-folder.ts';
import type { Answer } from './door.ts';

/** Questions about limits, over the calendars of the ministry's folder. */
export function calendarAnswer(): Answer {
  const calendars = readCalendars(ministryFolder());
  const [usual = ''] = calendars.keys();
  return answerer(calendars, usual);
}
