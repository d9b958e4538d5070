export type AccidentLevel = 'ordinary' | 'larger' | 'major' | 'particularly_major';

/** What was known of the casualties at a report, so many days after the accident. */
export interface AccidentVersion {
  readonly day_offset: number;
  readonly deaths: number;
  /** Serious injuries, acute industrial poisoning among them. */
  readonly serious: number;
  readonly loss_yuan: number;
}

export interface ReportStep {
  readonly body: string;
  readonly received_at: Temporal.ZonedDateTime;
  readonly sent_up_at: Temporal.ZonedDateTime;
}

export interface Accident {
  /** Casualties of road traffic and fire are supplemented within seven days, others within thirty. */
  readonly kind: 'general' | 'road' | 'fire';
  readonly accident_date: Temporal.PlainDate;
  readonly head_informed_at: Temporal.ZonedDateTime;
  readonly unit_reported_at: Temporal.ZonedDateTime;
  readonly chain: readonly ReportStep[];
  readonly versions: readonly AccidentVersion[];
  readonly investigation_report_submitted_on: Temporal.PlainDate | null;
}

export interface AccidentReckoned {
  readonly levels: readonly (AccidentLevel | null)[];
  readonly final_level: AccidentLevel | null;
  readonly investigated_by: string | null;
  readonly reported_up_to: string | null;
  readonly fine_range_yuan: readonly [least: number, most: number] | null;
  readonly window_days: number;
  readonly unit_report_due: string;
  readonly unit_report_late_minutes: number;
  readonly onward_late_minutes: Readonly<Record<string, number>>;
  readonly supplement_window_last_day: string;
  readonly investigation_due: string;
  readonly investigation_due_max: string;
  readonly reply_due: string | null;
}

interface LevelRule {
  readonly level: AccidentLevel;
  /** Lower bounds, inclusive; any one of them is enough. */
  readonly deaths: number;
  readonly serious: number;
  readonly loss_yuan: number;
  readonly reported_up_to: string;
  readonly investigated_by: string;
  readonly fine: readonly [least: number, most: number];
}

/** Regulations on accident reports (2007), art. 3, 10 and 19; fines: Work Safety Law (2021), art. 114. */
const LEVELS: readonly LevelRule[] = [
  {
    level: 'particularly_major',
    deaths: 30,
    serious: 100,
    loss_yuan: 100_000_000,
    reported_up_to: 'state_council_department',
    investigated_by: 'state_council',
    fine: [10_000_000, 20_000_000],
  },
  {
    level: 'major',
    deaths: 10,
    serious: 50,
    loss_yuan: 50_000_000,
    reported_up_to: 'state_council_department',
    investigated_by: 'province',
    fine: [2_000_000, 10_000_000],
  },
  {
    level: 'larger',
    deaths: 3,
    serious: 10,
    loss_yuan: 10_000_000,
    reported_up_to: 'province',
    investigated_by: 'prefecture_city',
    fine: [1_000_000, 2_000_000],
  },
  {
    level: 'ordinary',
    deaths: 1,
    serious: 1,
    loss_yuan: 1,
    reported_up_to: 'prefecture_city',
    investigated_by: 'county',
    fine: [300_000, 1_000_000],
  },
];

const WINDOW_DAYS = { general: 30, road: 7, fire: 7 } as const;
const LAST_VERSION_DAY = 30;
const UNIT_MINUTES = 60;
const ONWARD_MINUTES = 120;
const INVESTIGATION_DAYS = 60;
const INVESTIGATION_DAYS_MAX = 120;
const REPLY_DAYS = 15;
const REPLY_DAYS_PARTICULARLY_MAJOR = 30;

/**
 * Level and clocks of an accident (生产安全事故报告和调查处理条例, State Council Order 493 of 2007, art. 3, 9, 11, 13, 19, 29, 32). The final level
 * is that of the last version inside the window for supplements; later casualties do not change it.
 */
export function reckonAccident(accident: Accident): AccidentReckoned {
  const { accident_date: date, kind, versions, investigation_report_submitted_on: submitted } = accident;
  const window_days = WINDOW_DAYS[kind];
  const last = Math.min(window_days, LAST_VERSION_DAY);
  const final = versions.filter(({ day_offset }) => day_offset <= last).at(-1);
  const rule = final === undefined ? undefined : ruleOf(final);
  const replyDays = rule?.level === 'particularly_major' ? REPLY_DAYS_PARTICULARLY_MAJOR : REPLY_DAYS;
  return {
    levels: versions.map((version) => ruleOf(version)?.level ?? null),
    final_level: rule?.level ?? null,
    investigated_by: rule?.investigated_by ?? null,
    reported_up_to: rule?.reported_up_to ?? null,
    fine_range_yuan: rule?.fine ?? null,
    window_days,
    unit_report_due: accident.head_informed_at.add({ minutes: UNIT_MINUTES }).toString({ timeZoneName: 'never' }),
    unit_report_late_minutes: minutesOver(accident.head_informed_at, accident.unit_reported_at, UNIT_MINUTES),
    onward_late_minutes: Object.fromEntries(
      accident.chain.map(({ body, received_at, sent_up_at }) => [body, minutesOver(received_at, sent_up_at, ONWARD_MINUTES)]),
    ),
    supplement_window_last_day: date.add({ days: window_days }).toString(),
    investigation_due: date.add({ days: INVESTIGATION_DAYS }).toString(),
    investigation_due_max: date.add({ days: INVESTIGATION_DAYS_MAX }).toString(),
    reply_due: submitted?.add({ days: replyDays }).toString() ?? null,
  };
}

/** The highest level that any figure reaches; no casualties and no loss is none. */
const ruleOf = (version: AccidentVersion): LevelRule | undefined =>
  LEVELS.find((rule) => version.deaths >= rule.deaths || version.serious >= rule.serious || version.loss_yuan >= rule.loss_yuan);

const minutesOver = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime, allowed: number): number =>
  Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000) - allowed);
