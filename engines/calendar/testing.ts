import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarSource, HolidayNotice } from './calendar.ts';

/** Reference cases lie beside the checkout; a copy of the project alone does not have them. */
const referenceFolder = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata', 'institution');

/** The reason for which a test on reference cases is skipped, or false. */
export const withoutReference = existsSync(referenceFolder) ? false : 'no reference cases in ../shared/testdata/institution';

export type Row = Readonly<Record<string, unknown>>;

export const referenceRows = (name: string): readonly Row[] =>
  readFileSync(join(referenceFolder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

export const referenceJson = (name: string): unknown => JSON.parse(readFileSync(join(referenceFolder, name), 'utf8'));

/** The notices of the reference set. */
export const referenceSource = (): CalendarSource => {
  const { weekend, notices } = referenceJson('calendar/cn-workcalendar.json') as {
    readonly weekend: readonly number[];
    readonly notices: readonly HolidayNotice[];
  };
  return { id: 'CN', weekend, notices };
};

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** Spring Festival and National Day 2024, as notice 国办发明电〔2023〕7号 has them, and New Year 2025: enough for cases that anybody can follow on paper. */
export const sampleSource: CalendarSource = {
  id: 'sample',
  weekend: [6, 7],
  notices: [
    {
      year: 2024,
      version: 1,
      notice: '国办发明电〔2023〕7号',
      knownFrom: '2023-10-25',
      off: [
        '2024-01-01',
        '2024-02-10',
        '2024-02-11',
        '2024-02-12',
        '2024-02-13',
        '2024-02-14',
        '2024-02-15',
        '2024-02-16',
        '2024-02-17',
        '2024-04-04',
        '2024-04-05',
        '2024-04-06',
        '2024-05-01',
        '2024-05-02',
        '2024-05-03',
        '2024-05-04',
        '2024-05-05',
        '2024-06-10',
        '2024-09-15',
        '2024-09-16',
        '2024-09-17',
        '2024-10-01',
        '2024-10-02',
        '2024-10-03',
        '2024-10-04',
        '2024-10-05',
        '2024-10-06',
        '2024-10-07',
      ],
      work: ['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
      names: { '2024-10-01': '国庆节', '2024-09-29': '国庆节', '2024-10-12': '国庆节' },
    },
  ],
};
