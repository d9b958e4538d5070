import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Denial, Verdict } from '../../organisation/index.ts';
import { readStream, type StoredEvent } from '../../platform/audit/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Services } from '../../services.ts';
import type { CaseRow } from '../act.ts';
import type { OpenTask } from '../cases.ts';
import type { ClockRow } from '../clocks.ts';
import type { Procedure } from '../library.ts';
import type { StepRole } from '../tables.ts';
import { deskRefusals } from './refusals.ts';

/** Everything of a case that the one screen shows. */
export interface CaseView {
  readonly file: CaseRow;
  readonly procedure: Procedure;
  readonly party: { readonly name: string; readonly code: string; readonly kind: string };
  readonly openTasks: readonly OpenTask[];
  readonly clocks: readonly ClockRow[];
  readonly documents: readonly CaseDocument[];
  readonly events: readonly StoredEvent[];
}

export interface CaseDocument {
  readonly id: string;
  readonly number: string;
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly issuedOn: Temporal.PlainDate;
  readonly state: string;
  readonly verificationCode: string;
}

const ROLES: readonly StepRole[] = ['accept', 'examine', 'review', 'countersign', 'decide', 'sign'];

/** The case with its tasks, clocks and documents in one statement, its history in a second. */
export async function readCase(services: Services, caseId: string): Promise<CaseView | undefined> {
  const { db } = services;
  const row = await db
    .selectFrom('case_file as c')
    .innerJoin('party as p', 'p.id', 'c.party_id')
    .selectAll('c')
    .select(['p.name as party_name', 'p.code as party_code', 'p.kind as party_kind'])
    .select((select) => [
      jsonArrayFrom(
        select
          .selectFrom('task as t')
          .selectAll('t')
          .whereRef('t.case_id', '=', 'c.id')
          .where('t.closed_at', 'is', null)
          .orderBy('t.opened_at'),
      ).as('tasks'),
      jsonArrayFrom(
        select.selectFrom('clock as k').selectAll('k').whereRef('k.case_id', '=', 'c.id').orderBy('k.started_at').orderBy('k.id'),
      ).as('clocks'),
      jsonArrayFrom(
        select
          .selectFrom('document as d')
          .select(['d.id', 'd.number', 'd.title', 'd.issued_on as issuedOn', 'd.state', 'd.verification_code as verificationCode'])
          .whereRef('d.case_id', '=', 'c.id')
          .orderBy('d.issued_at', 'desc'),
      ).as('documents'),
    ])
    .where('c.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { party_name, party_code, party_kind, tasks, clocks, documents, ...file } = row;
  return {
    file,
    procedure: await services.procedures.ofCase(file),
    party: { name: party_name, code: party_code, kind: party_kind },
    openTasks: tasks as unknown as readonly OpenTask[],
    clocks: clocks.map((each) => reviveClock(each as unknown as Readonly<Record<string, unknown>>)),
    documents: documents.map((each) => ({ ...each, issuedOn: Temporal.PlainDate.from(String(each.issuedOn)) })),
    events: await readStream(db, `case/${caseId}`),
  };
}

/** JSON of the database carries dates and instants as text. */
export function reviveClock(row: Readonly<Record<string, unknown>>): ClockRow {
  const date = (name: string): Temporal.PlainDate | null => (row[name] === null ? null : Temporal.PlainDate.from(String(row[name])));
  const instant = (name: string): Temporal.Instant | null => (row[name] === null ? null : Temporal.Instant.from(String(row[name])));
  return {
    ...row,
    due: date('due'),
    due_at: instant('due_at'),
    started_at: instant('started_at'),
    suspended_at: instant('suspended_at'),
    ended_at: instant('ended_at'),
  } as ClockRow;
}

/** What an officer may do about a case in a step role. */
export const verdictOn = (
  services: Services,
  personId: string,
  file: CaseRow,
  role: StepRole,
  drafters: readonly string[],
  at: Temporal.Instant,
): Verdict =>
  services.organisation.may(
    personId,
    {
      mandate: file.mandate,
      role,
      territory: file.territory,
      scope: file.scope,
      secrecy: file.secrecy,
      drafters,
      partyId: file.party_id,
      caseId: file.id,
    },
    at,
  );

/**
 * An officer sees a case when its mandate, territory and secrecy are theirs in any step role; having drafted or being recused
 * hinders acting, not knowing of it.
 *
 * @throws Refusal 403 that names the mandate, its holder on that day and whom to ask
 */
export function demandSight(services: Services, personId: string, file: CaseRow, at: Temporal.Instant): void {
  const verdicts = ROLES.map((role) => verdictOn(services, personId, file, role, [], at));
  if (verdicts.some((verdict) => verdict.allowed)) return;
  const denials = verdicts.flatMap((verdict) => (verdict.allowed ? [] : [verdict.denial]));
  throw refusalOf(denials.find((denial) => denial.reason !== 'role') ?? (denials[0] as Denial));
}

/** An explained denial, as the page and the API say it. */
export const refusalOf = (denial: Denial): Refusal =>
  new Refusal(deskRefusals.actNotAllowed, {
    values: { why: denial.text, ask: denial.holder?.ask ?? denial.holder?.name ?? { 'zh-CN': '', en: '' } },
  });
