import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { Refusal, type Rule } from '../../platform/http/refusal.ts';
import type { Services } from '../../services.ts';
import type { CaseView } from '../desk/case-view.ts';
import type { Procedure } from '../library.ts';
import { accountOf, partiesToday, procedureOf, readOwnCase } from './access.ts';
import { keepUpload } from './attachments.ts';
import { listCases } from './case-list.ts';
import { submitData } from './submit.ts';

export const apiRefusals = {
  uploadMissing: { code: 'upload-missing', status: 422 },
} as const satisfies Record<string, Rule>;

const PAGE_SIZE = 100;
const Id = Type.String({ format: 'uuid' });
const Code = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,99}$' });

/** The register entry that an order is upon. */
const EntryOf = Type.Object({ register: Code, key: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false });

/** The same services for programs: guides with their form schema, one's own cases, submission by that schema. */
export function registerApplicantApi(app: App, services: Services): void {
  app.get('/api/v1/services', { config: { access: 'public' }, schema: { summary: 'Every service of the ministry' } }, async () => ({
    services: [...services.procedures.current.values()].map(summaryOf),
  }));

  app.get(
    '/api/v1/services/:code',
    {
      config: { access: 'public' },
      schema: { summary: 'A service: guide, limits, materials and the JSON Schema of its form', params: Type.Object({ code: Code }) },
    },
    async (request) => detailOf(procedureOf(services, request.params.code)),
  );

  app.get(
    '/api/v1/cases',
    {
      config: { access: 'party' },
      schema: {
        summary: 'The cases of the parties that the account acts for, newest first',
        querystring: Type.Object({ before: Type.Optional(Id) }, { additionalProperties: false }),
      },
    },
    async (request) => {
      const parties = await partiesToday(services, services.db, accountOf(request));
      const last = request.query.before === undefined ? undefined : await readOwnCase(services, accountOf(request), request.query.before);
      const ids = parties.map((party) => party.id);
      const page = last === undefined ? {} : { before: { at: last.file.submitted_at, id: last.file.id } };
      const items = await listCases(services.db, ids, { size: PAGE_SIZE, ...page });
      return {
        parties: parties.map(({ id, kind, name, code }) => ({ id, kind, name, code })),
        cases: items.map((item) => ({
          id: item.id,
          number: item.number,
          service: item.procedure,
          party: item.partyName,
          stage: item.stage,
          submittedAt: item.submittedAt.toString(),
          closedAt: item.closedAt?.toString() ?? null,
          due: item.due?.toString() ?? null,
        })),
      };
    },
  );

  app.get(
    '/api/v1/cases/:id',
    { config: { access: 'party' }, schema: { summary: 'A case of one’s own', params: Type.Object({ id: Id }) } },
    async (request) => caseOf(await readOwnCase(services, accountOf(request), request.params.id)),
  );

  app.post(
    '/api/v1/attachments',
    {
      // The session's cookie is not sent along by other sites (SameSite), so that a program needs no form token.
      config: { access: 'party', withoutFormToken: true },
      schema: { summary: 'Stores one file (multipart, field "file"); the answer goes into the data of a submission' },
    },
    async (request, reply) => {
      const upload = request.uploads.find((each) => each.field === 'file');
      if (upload === undefined) throw new Refusal(apiRefusals.uploadMissing, { field: 'file' });
      const options = { field: 'file', accountId: accountOf(request), at: services.now() };
      return reply.code(201).send(await services.db.transaction().execute((trx) => keepUpload(trx, upload, options)));
    },
  );

  app.post(
    '/api/v1/cases',
    {
      config: { access: 'party', withoutFormToken: true },
      schema: {
        summary: 'Submits a case: its data by the schema of the service; sent again with the same key, the same case is the answer',
        headers: Type.Object({ 'idempotency-key': Id }),
        body: Type.Object(
          { service: Code, party: Id, entry: Type.Optional(EntryOf), data: Type.Record(Type.String(), Type.Unknown()) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { service, party, data, entry } = request.body;
      const procedure = procedureOf(services, service);
      const key = request.headers['idempotency-key'];
      const accountId = accountOf(request);
      const { id, isNew } = await submitData(services, {
        accountId,
        partyId: party,
        procedure,
        data,
        key,
        ...(entry === undefined ? {} : { entry }),
      });
      const view = await readOwnCase(services, accountId, id);
      return reply
        .code(isNew ? 201 : 200)
        .header('location', `/api/v1/cases/${id}`)
        .send(caseOf(view));
    },
  );
}

const summaryOf = (procedure: Procedure) => ({
  code: procedure.code,
  version: procedure.version,
  title: procedure.title,
  summary: procedure.summary,
  links: { self: `/api/v1/services/${procedure.code}`, guide: `/services/${procedure.code}` },
});

const detailOf = (procedure: Procedure) => ({
  ...summaryOf(procedure),
  purpose: procedure.purpose,
  applicants: procedure.applicants,
  whoMayApply: procedure.guide.whoMayApply,
  legalBasis: procedure.legalBasis,
  fee: procedure.fee,
  materials: procedure.materials,
  clocks: Object.entries(procedure.clocks).map(([code, { title, limit, basis }]) => ({ code, title, limit, basis })),
  stages: procedure.stages,
  form: procedure.form.schema,
});

const caseOf = ({ file, procedure, party, openTasks, clocks, documents }: CaseView) => ({
  id: file.id,
  number: file.number,
  service: { code: file.procedure, version: file.version },
  party: { name: party.name, code: party.code },
  stage: { code: file.stage, title: procedure.stages[file.stage] ?? null },
  submittedAt: file.submitted_at.toString(),
  closedAt: file.closed_at?.toString() ?? null,
  waitsFor: openTasks.map((task) => ({ task: task.element, title: procedure.tasks[task.element]?.title ?? null })),
  findings: file.closed_at !== null || openTasks.some((task) => task.party_id === file.party_id) ? (file.variables.findings ?? []) : [],
  clocks: clocks.map((clock) => ({
    name: clock.name,
    startedAt: clock.started_at.toString(),
    due: clock.due?.toString() ?? null,
    dueAt: clock.due_at?.toString() ?? null,
    suspendedAt: clock.suspended_at?.toString() ?? null,
    endedAt: clock.ended_at?.toString() ?? null,
  })),
  documents: documents.map((document) => ({
    number: document.number,
    title: document.title,
    issuedOn: document.issuedOn.toString(),
    state: document.state,
    pdf: `/documents/${document.verificationCode}.pdf`,
    json: `/documents/${document.verificationCode}.json`,
    verify: `/verify/${document.verificationCode}`,
  })),
  data: file.data,
});
