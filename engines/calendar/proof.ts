import { DAY, dayNumber, fromDayNumber, type WorkingCalendar } from './calendar.ts';
import type { DayUnit, Suspension } from './deadline.ts';

/** Why a day counts or does not; `detail` names the notice or the holiday where there is one. */
export type Reason = 'workday' | 'worked-weekend' | 'weekend' | 'holiday' | 'suspended' | 'calendar-day' | 'rolled';

export interface ProofDay {
  readonly date: Temporal.PlainDate;
  readonly counted: boolean;
  readonly why: Reason;
  readonly notice?: string;
  readonly name?: string;
}

export interface ProofRequest {
  readonly unit: DayUnit;
  /** The first day is not counted: the proof begins with the day after it. */
  readonly start: Temporal.PlainDate;
  readonly through: Temporal.PlainDate;
  /** Days after this one belong to a roll to the next working day. */
  readonly countedThrough?: Temporal.PlainDate;
  readonly suspensions?: readonly Suspension[];
}

/** Each day of a span with whether it counts and why: what an officer, an applicant or a court can check by hand. */
export function proof(request: ProofRequest, calendar: WorkingCalendar): readonly ProofDay[] {
  const spans = (request.suspensions ?? []).map(({ after, through }) => [dayNumber(after), dayNumber(through)] as const);
  const last = dayNumber(request.through);
  const countedThrough = request.countedThrough === undefined ? last : dayNumber(request.countedThrough);
  const days: ProofDay[] = [];
  for (let day = dayNumber(request.start) + 1; day <= last; day++) {
    const isSuspended = spans.some(([after, through]) => day > after && day <= through);
    days.push({ date: fromDayNumber(day), ...explain(request.unit, calendar, day, isSuspended, day > countedThrough) });
  }
  return days;
}

function explain(
  unit: DayUnit,
  { kinds, firstDay, noticeOf }: WorkingCalendar,
  day: number,
  isSuspended: boolean,
  isRoll: boolean,
): Omit<ProofDay, 'date'> {
  if (isSuspended) return { counted: false, why: 'suspended' };
  const kind = kinds[day - firstDay];
  const source = noticeOf.get(day);
  const of = source === undefined ? {} : { notice: source.notice, ...(source.name === undefined ? {} : { name: source.name }) };
  if (isRoll)
    return {
      counted: false,
      why: kind === DAY.work || kind === DAY.workedWeekend ? 'rolled' : kind === DAY.holiday ? 'holiday' : 'weekend',
      ...of,
    };
  if (unit !== 'workingDay') return { counted: true, why: 'calendar-day' };
  if (kind === DAY.holiday) return { counted: false, why: 'holiday', ...of };
  if (kind === DAY.rest) return { counted: false, why: 'weekend' };
  if (kind === DAY.workedWeekend) return { counted: true, why: 'worked-weekend', ...of };
  return { counted: true, why: 'workday' };
}
