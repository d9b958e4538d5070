import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { PlanFacts } from './difference.ts';
import type { Plan } from './folder.ts';
import type { Precision } from './imprecise.ts';
import type { Instrument } from './reorganisation/instrument.ts';
import type { SeatChange } from './reorganisation/seats.ts';

interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

interface Appointment {
  id: string;
  person_id: string;
  post: string;
  mode: 'appointed' | 'concurrent' | 'acting' | 'temporary';
  valid: string;
  reason: string;
  recorded_at: Temporal.Instant;
  known: Generated<string>;
  /** How exactly a source knows the days; an act knows its day. */
  from_precision: Generated<'year' | 'month' | 'day'>;
  until_precision: Generated<'year' | 'month' | 'day'>;
  is_source: Generated<boolean>;
}

/** Ranges are read as text and written as text: `[2024-01-01,)`. */
export interface OrganisationTables {
  organisation_state: {
    one: boolean;
    version: number;
    content_hash: string;
    content: JSONColumnType<PlanFacts> | null;
    accepted: JSONColumnType<Plan> | null;
  };
  institution: {
    id: string;
    code: string;
    kind: string;
    part_of: string | null;
    relation: string | null;
    territory: string | null;
    name: JSONColumnType<Names>;
    letter_code: string;
    contact: JSONColumnType<Names> | null;
    valid: string;
    precision: Precision;
    known: string;
  };
  mandate: { code: string; title: JSONColumnType<Names>; basis: JSONColumnType<Names> };
  mandate_holding: {
    id: string;
    mandate: string;
    institution: string;
    role: 'lead' | 'support' | 'supervise';
    territory: string | null;
    scope: string | null;
    instrument: JSONColumnType<Names>;
    valid: string;
    precision: Precision;
    known: string;
  };
  post: { id: string; code: string; institution: string; title: JSONColumnType<Names>; rank: string; valid: string; known: string };
  post_authority: { post: string; mandate: string; step_role: string };
  person: { id: string; code: string; name: JSONColumnType<Names>; clearance: number; is_example: boolean };
  appointment_version: Appointment & { version_id: Generated<string> };
  /** The view of what is known now. */
  appointment: Appointment;
  establishment_quota: {
    id: string;
    kind: string;
    amount: number;
    ranks: string[] | null;
    institution_kinds: string[];
    valid: string;
    known: string;
  };
  reorganisation: {
    id: string;
    effective_on: ColumnType<Temporal.PlainDate, string, never>;
    instrument: JSONColumnType<Instrument>;
    state: Generated<'drafted' | 'countersigned' | 'in-force' | 'undone'>;
    number: ColumnType<string | null, string | undefined, string>;
    signed_on: ColumnType<Temporal.PlainDate | null, string | undefined, string>;
    seats: ColumnType<readonly SeatChange[], string | undefined, string>;
  };
  reorganisation_act: {
    reorganisation: string;
    act: 'drafted' | 'countersigned' | 'signed' | 'undone';
    person_id: string;
    post: string;
    actor: string;
    because: JSONColumnType<object> | null;
    reason: string | null;
    at: Temporal.Instant;
  };
  delegation: {
    id: string;
    from_post: string;
    to_person: string;
    mandate: string | null;
    step_roles: string[];
    valid: string;
    reason: string;
    recorded_at: Temporal.Instant;
    ended_reason: Generated<string | null>;
  };
  task_holder: { task_id: string; person_id: string; since: Temporal.Instant; given_by: string };
  assignment: {
    id: string;
    mandate: string;
    title: JSONColumnType<Names>;
    issuer: string;
    instrument_title: string;
    instrument_number: string;
    instrument_date: ColumnType<Temporal.PlainDate, string, never>;
    received_on: ColumnType<Temporal.PlainDate, string, never>;
    lead_institution: string;
    due: ColumnType<Temporal.PlainDate | null, string | null, string | null>;
    state: Generated<'open' | 'reported' | 'closed'>;
    report: string | null;
    recorded_at: Temporal.Instant;
  };
  recusal: {
    id: string;
    person_id: string;
    case_id: string | null;
    party_id: string | null;
    ground: string;
    valid: string;
    recorded_at: Temporal.Instant;
    ended_reason: Generated<string | null>;
  };
  seat: {
    person_id: string;
    appointment_id: string;
    post: string;
    institution: string;
    mandate: string;
    step_role: string;
    valid: string;
    clearance: number;
    mode: string;
    lent: boolean;
  };
}
