import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarSource, type CountingRule, compileCalendar, type HolidayNotice, type WorkingCalendar } from '@mandate/calendar';
import { type Static, Type } from 'typebox';
import { readYamlFile } from './platform/yaml.ts';

const Day = Type.String({ format: 'date' });

const CalendarYaml = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z-]+$' }),
    title: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }, { additionalProperties: false }),
    weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })),
    notices: Type.Array(
      Type.Object(
        {
          year: Type.Integer({ minimum: 1949 }),
          version: Type.Integer({ minimum: 1 }),
          notice: Type.String(),
          knownFrom: Day,
          holidays: Type.Array(
            Type.Object({ name: Type.String(), off: Type.Array(Day), work: Type.Array(Day) }, { additionalProperties: false }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
type CalendarYaml = Static<typeof CalendarYaml>;

/**
 * The calendars of a ministry, by id; the first file's is the one by which its limits run.
 *
 * @throws DataFileError naming file, line and rule
 */
export function readCalendars(ministryFolder: string): ReadonlyMap<string, CalendarSource> {
  const folder = join(ministryFolder, 'calendar');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return new Map(
    names.map((name) => {
      const { value } = readYamlFile<CalendarYaml>(join(folder, name), CalendarYaml);
      return [value.id, { id: value.id, weekend: value.weekend, notices: value.notices.map(noticeOf) }];
    }),
  );
}

const noticeOf = ({ holidays, ...notice }: CalendarYaml['notices'][number]): HolidayNotice => ({
  ...notice,
  off: holidays.flatMap((holiday) => holiday.off),
  work: holidays.flatMap((holiday) => holiday.work),
  names: Object.fromEntries(holidays.flatMap((holiday) => [...holiday.off, ...holiday.work].map((day) => [day, holiday.name]))),
});

const LawsYaml = Type.Object(
  {
    laws: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[a-z-]+$' }),
          law: Type.String(),
          article: Type.String(),
          from: Day,
          workingDays: Type.Union([Type.Literal('all'), Type.Literal('as-written'), Type.Array(Type.Integer({ minimum: 1 }))]),
          roll: Type.Union([Type.Literal('none'), Type.Literal('forward'), Type.Literal('unclear')]),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
type LawsYaml = Static<typeof LawsYaml>;

/**
 * How the laws of the ministry's country count their days, for a calendar; none where the folder has no such file.
 *
 * @throws DataFileError naming file, line and rule
 */
export function readCountingRules(ministryFolder: string, calendar: string): readonly CountingRule[] {
  const path = join(ministryFolder, 'calendar', 'laws', `${calendar}.yaml`);
  return existsSync(path) ? readYamlFile<LawsYaml>(path, LawsYaml).value.laws : [];
}

/** The ministry's own calendar with everything that is known today. */
export function loadCalendar(ministryFolder: string): WorkingCalendar {
  const [source] = readCalendars(ministryFolder).values();
  if (source === undefined) throw new Error(`${ministryFolder}/calendar has no calendar`);
  return compileCalendar(source);
}
