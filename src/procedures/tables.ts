import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OwnRow } from './rules/definition.ts';

type Json<T extends object> = JSONColumnType<T>;
/** A column that rows without it leave out. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type StepRole = 'accept' | 'examine' | 'review' | 'countersign' | 'decide' | 'sign';
export type ClockUnit = 'workingDay' | 'calendarDay' | 'hour' | 'month' | 'year';
export interface Suspension {
  readonly after: string;
  readonly through: string;
}

export interface ProcedureTables {
  procedure_version: {
    code: string;
    version: string;
    content_hash: string;
    content: Json<Record<string, string>>;
    loaded_at: Temporal.Instant;
  };
  draft: {
    id: string;
    account_id: string;
    party_id: string | null;
    procedure: string;
    task_id: string | null;
    register: Optional<string>;
    entry_key: Optional<string>;
    data: Json<Record<string, unknown>>;
    revision: number;
    updated_at: Temporal.Instant;
  };
  case_file: {
    id: string;
    number: string;
    procedure: string;
    version: string;
    content_hash: string;
    party_id: string;
    account_id: string;
    mandate: string;
    territory: string | null;
    scope: string | null;
    secrecy: Generated<number>;
    register: Optional<string>;
    entry_key: Optional<string>;
    stage: string;
    outcome: string | null;
    process: ColumnType<object | null, string | null, string | null>;
    data: Json<Record<string, unknown>>;
    variables: Json<Record<string, unknown>>;
    revision: number;
    submitted_at: Temporal.Instant;
    closed_at: Temporal.Instant | null;
    is_example: Generated<boolean>;
  };
  task: {
    id: string;
    case_id: string;
    element: string;
    token: number;
    mandate: string | null;
    step_role: StepRole | null;
    participant: string | null;
    party_id: string | null;
    territory: string | null;
    scope: string | null;
    secrecy: Generated<number>;
    drafters: ColumnType<string[], string[], string[]>;
    opened_at: Temporal.Instant;
    due: Temporal.PlainDate | null;
    closed_at: Temporal.Instant | null;
    closed_by: string | null;
    closed_by_person: string | null;
    outcome: string | null;
  };
  clock: {
    id: string;
    case_id: string;
    name: string;
    unit: ClockUnit;
    amount: number;
    started_at: Temporal.Instant;
    due: Temporal.PlainDate | null;
    due_at: Temporal.Instant | null;
    provisional: Generated<boolean>;
    suspended_at: Temporal.Instant | null;
    ended_at: Temporal.Instant | null;
    suspensions: Json<readonly Suspension[]>;
    timer: number | null;
  };
  territory_rule: {
    id: string;
    rule: string;
    territory: string;
    rows: Json<readonly OwnRow[]>;
    from_date: Temporal.PlainDate;
    reason: string;
    state: 'draft' | 'in-force' | 'dropped';
    drafted_by: string;
    drafted_person: string;
    drafted_at: Temporal.Instant;
    decided_by: string | null;
    decided_at: Temporal.Instant | null;
  };
  verification: {
    id: string;
    case_id: string;
    task_id: string | null;
    code_hash: Buffer;
    mobile: string;
    id_tail: string;
    sent_at: Temporal.Instant;
    expires_at: Temporal.Instant;
    wrong_tries: Generated<number>;
    done_at: Temporal.Instant | null;
  };
}
