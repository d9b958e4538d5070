import { completeTask, type Finding, type StepRole, submitCase, tryVerification, withdrawCase } from '../procedures/index.ts';
import { findKeyOfValue } from '../registers/index.ts';
import type { Services } from '../services.ts';
import { identityOf, mobileOf } from './filing.ts';

/** Who acts in the examples, by the parts they play. */
export interface ExampleCast {
  readonly applicantAccount: string;
  readonly checkerAccount: string;
  /** Persons by territory: who examines, who decides. */
  readonly examiners: ReadonlyMap<string, string>;
  readonly deciders: ReadonlyMap<string, string>;
}

/** The acts of a filing, each through the very function that the pages call, each at a moment in the past. */
export class ExampleActs {
  readonly #services: Services;
  readonly #cast: ExampleCast;

  constructor(services: Services, cast: ExampleCast) {
    this.#services = services;
    this.#cast = cast;
  }

  async submit(
    party: { readonly id: string; readonly kind: 'enterprise' | 'public-body' | 'person' },
    data: Readonly<Record<string, unknown>>,
    at: Temporal.Instant,
    order?: { readonly procedure: string; readonly domain: string },
  ): Promise<string> {
    const code = order?.procedure ?? 'website-filing';
    const procedure = this.#services.procedures.current.get(code);
    if (procedure === undefined) throw new Error(`the ministry has no procedure ${code}`);
    const accountId = this.#cast.applicantAccount;
    const submission = { procedure, party, accountId, data, actor: { id: `account/${accountId}` }, at, isExample: true };
    const { id } = await this.#services.db.transaction().execute(async (trx) => {
      if (order === undefined) return await submitCase(trx, this.#services, submission);
      const key = await findKeyOfValue(trx, 'website', 'domain', order.domain);
      if (key === undefined) throw new Error(`the example website ${order.domain} is not filed`);
      return await submitCase(trx, this.#services, { ...submission, entry: { register: 'website', key } });
    });
    return id;
  }

  async preReview(caseId: string, outcome: 'pass' | 'reject', at: Temporal.Instant, findings: readonly string[] = []): Promise<void> {
    await this.#complete(caseId, 'preReview', { outcome, at, findings: this.#findings(findings) }, `account/${this.#cast.checkerAccount}`);
  }

  /** Reads the code where the person in charge would: in the message that was sent. */
  async verify(caseId: string, serial: number, at: Temporal.Instant): Promise<void> {
    const message = await this.#services.db
      .selectFrom('outbox')
      .select('body')
      .where('about', '=', `case/${caseId}`)
      .where('channel', '=', 'sms')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const code = /\d{6}/.exec(message.body)?.[0] ?? '';
    const result = await tryVerification(
      this.#services.db,
      this.#services,
      { mobile: mobileOf(serial), idTail: identityOf(serial).slice(-6), code },
      at,
    );
    if (result !== 'verified') throw new Error(`the example's verification gave ${JSON.stringify(result)}`);
  }

  async examine(
    caseId: string,
    outcome: 'propose-approval' | 'supplement' | 'propose-refusal',
    at: Temporal.Instant,
    findings: readonly string[] = [],
  ): Promise<void> {
    await this.#officer(caseId, 'examine', 'examine', this.#cast.examiners, {
      outcome,
      at,
      findings: this.#findings(findings),
      checked: ['name', 'scope', 'materials'],
    });
  }

  async decide(caseId: string, outcome: 'approve' | 'refuse' | 'return', at: Temporal.Instant, reasons?: string): Promise<void> {
    await this.#officer(caseId, 'decide', 'decide', this.#cast.deciders, { outcome, at, ...(reasons === undefined ? {} : { reasons }) });
  }

  async handIn(
    caseId: string,
    element: 'correct' | 'supplement',
    data: Readonly<Record<string, unknown>>,
    at: Temporal.Instant,
  ): Promise<void> {
    await this.#complete(caseId, element, { outcome: 'resubmit', at, data }, `account/${this.#cast.applicantAccount}`);
  }

  async withdraw(caseId: string, reasons: string, at: Temporal.Instant): Promise<void> {
    await this.#services.db
      .transaction()
      .execute((trx) => withdrawCase(trx, this.#services, caseId, { id: `account/${this.#cast.applicantAccount}` }, reasons, at));
  }

  async #officer(caseId: string, element: string, role: StepRole, persons: ReadonlyMap<string, string>, act: Act): Promise<void> {
    const { organisation, db } = this.#services;
    const taskId = await this.#task(caseId, element);
    await db.transaction().execute((trx) =>
      completeTask(trx, this.#services, { taskId, ...act }, async (task, file) => {
        const personId = persons.get(file.territory ?? '');
        if (personId === undefined) throw new Error(`the examples have nobody for ${role} in ${file.territory}`);
        const verdict = organisation.may(
          personId,
          {
            mandate: file.mandate,
            role,
            territory: file.territory,
            scope: file.scope,
            secrecy: file.secrecy,
            drafters: task.drafters,
            partyId: file.party_id,
            caseId: file.id,
          },
          act.at,
        );
        if (!verdict.allowed) throw new Error(`the example act is not allowed: ${verdict.denial.text.en}`);
        return { id: `appointment/${verdict.appointmentId}`, personId, because: verdict.because };
      }),
    );
  }

  async #complete(caseId: string, element: string, act: Act, actor: string): Promise<void> {
    const taskId = await this.#task(caseId, element);
    await this.#services.db
      .transaction()
      .execute((trx) => completeTask(trx, this.#services, { taskId, ...act }, async () => ({ id: actor })));
  }

  async #task(caseId: string, element: string): Promise<string> {
    const task = await this.#services.db
      .selectFrom('task')
      .select('id')
      .where('case_id', '=', caseId)
      .where('element', '=', element)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (task === undefined) throw new Error(`the example case ${caseId} has no open task ${element}`);
    return task.id;
  }

  #findings(codes: readonly string[]): readonly Finding[] {
    return codes.map((code) => {
      const finding = this.#services.procedures.findings.get(code);
      if (finding === undefined) throw new Error(`the catalogue has no finding ${code}`);
      return finding;
    });
  }
}

interface Act {
  readonly outcome: string;
  readonly at: Temporal.Instant;
  readonly reasons?: string;
  readonly findings?: readonly Finding[];
  readonly checked?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}
