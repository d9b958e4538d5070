import { type CalendarSource, compileCalendar, deadline } from '@mandate/calendar';
import { compare, decimal, rounded, times, whole } from '../exact.ts';

export interface Debt {
  readonly payer: 'public_body' | 'large_enterprise';
  readonly delivered_on: Temporal.PlainDate;
  readonly settlement_confirmed: Temporal.PlainDate | null;
  readonly accepted_on: Temporal.PlainDate | null;
  /** End of the agreed period for acceptance. */
  readonly acceptance_deadline: Temporal.PlainDate | null;
  readonly acceptance_delayed: boolean;
  /** Agreed term in calendar days. */
  readonly agreed_days: number | null;
  readonly unpaid_fen: number;
  /** Agreed rate a year, as decimal text: `0.0450`. */
  readonly agreed_annual_rate: string | null;
  /** One-year loan prime rate on the day of the contract. */
  readonly lpr_1y_at_contract: string | null;
  readonly as_of: Temporal.PlainDate;
}

export interface Complaint {
  readonly accepted_on: Temporal.PlainDate;
  readonly handler_received_on: Temporal.PlainDate;
  readonly holidays: readonly string[];
  readonly makeup_workdays: readonly string[];
}

export interface DebtReckoned {
  readonly payment_due: string;
  readonly days_overdue: number;
  readonly interest_fen: number;
  readonly agreed_rate_below_lpr: boolean;
}

/** Order 802 of 2025, art. 9: days from delivery; a public body may agree on more, never on more than the second figure. */
const TERMS = { public_body: { days: 30, longest: 60 }, large_enterprise: { days: 60, longest: Number.POSITIVE_INFINITY } } as const;

/** Order 802, art. 17, where no rate was agreed. */
const DAILY_RATE = decimal('0.0005');
const DAYS_A_YEAR = 365n;

/**
 * When a debt to an SME was due and what interest has run (保障中小企业款项支付条例, State Council Order 802, in force 2025-06-01, art. 9, 10, 17).
 * Days are calendar days; the day after the due day counts one; interest is rounded half up to the fen, once.
 */
export function reckonDebt(debt: Debt): DebtReckoned {
  const { days, longest } = TERMS[debt.payer];
  const due = startOf(debt).add({ days: Math.min(debt.agreed_days ?? days, longest) });
  const days_overdue = Math.max(0, due.until(debt.as_of, { largestUnit: 'day' }).days);
  const agreed = debt.agreed_annual_rate === null ? undefined : decimal(debt.agreed_annual_rate);
  const lpr = debt.lpr_1y_at_contract === null ? undefined : decimal(debt.lpr_1y_at_contract);
  const isBelow = agreed !== undefined && lpr !== undefined && compare(agreed, lpr) < 0;
  const annual = isBelow ? lpr : agreed;
  const daily = annual === undefined ? DAILY_RATE : { over: annual.over, under: annual.under * DAYS_A_YEAR };
  const interest = rounded(times(whole(BigInt(debt.unpaid_fen) * BigInt(days_overdue)), daily));
  return { payment_due: due.toString(), days_overdue, interest_fen: Number(interest), agreed_rate_below_lpr: isBelow };
}

/** Art. 10: settlement confirmed, else acceptance (a delayed one counts from the agreed end of its period), else delivery. */
function startOf(debt: Debt): Temporal.PlainDate {
  if (debt.settlement_confirmed !== null) return debt.settlement_confirmed;
  if (debt.acceptance_delayed && debt.acceptance_deadline !== null) return debt.acceptance_deadline;
  return debt.accepted_on ?? debt.delivered_on;
}

export interface ComplaintClocks {
  readonly transfer_due: string;
  readonly result_due: string;
  readonly result_due_max: string;
}

/** Order 802, art. 25: ten working days to hand a complaint over, thirty days to answer it, ninety at most. */
const TRANSFER_WORKING_DAYS = 10;
const RESULT_DAYS = 30;
const RESULT_DAYS_MAX = 90;

/** The clocks of a complaint over the holidays that the question gives. */
export function complaintClocks(complaint: Complaint): ComplaintClocks {
  const { accepted_on, handler_received_on } = complaint;
  const limit = { start: accepted_on, n: TRANSFER_WORKING_DAYS, unit: 'workingDay' as const };
  return {
    transfer_due: deadline(limit, compileCalendar(givenCalendar(complaint))).due.toString(),
    result_due: handler_received_on.add({ days: RESULT_DAYS }).toString(),
    result_due_max: handler_received_on.add({ days: RESULT_DAYS_MAX }).toString(),
  };
}

const givenCalendar = ({ accepted_on, holidays, makeup_workdays }: Complaint): CalendarSource => ({
  id: 'given',
  weekend: [6, 7],
  notices: [
    {
      year: accepted_on.year,
      version: 1,
      notice: 'as given',
      knownFrom: '0001-01-01',
      off: [...new Set(holidays)],
      work: [...new Set(makeup_workdays)],
    },
  ],
});
