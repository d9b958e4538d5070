import { Type } from 'typebox';
import {
  changeDocumentState,
  type DocumentInput,
  type DocumentRow,
  documentActsPage,
  findByCode,
  issueText,
  readBlocks,
  readCode,
} from '../../documents/index.ts';
import { readStream } from '../../platform/audit/index.ts';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import { platformRefusals, Refusal, refuseAll } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { type CaseView, demandSight, readCase, refusalOf, verdictOn } from './case-view.ts';
import { deskRefusals } from './refusals.ts';

const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
const Long = Type.Optional(Type.String({ maxLength: 20_000 }));
const Short = Type.Optional(Type.String({ maxLength: 1000 }));

/** What an officer may still do about a document that was issued: correct an error in it, or revoke it. Deciding is what it takes. */
export function registerDeskDocumentRoutes(app: App, services: Services): void {
  app.get(
    '/desk/documents/:code',
    {
      config: { access: 'post' },
      schema: { params: Code, querystring: Type.Object({ done: Type.Optional(Type.Literal('yes')) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const found = await seen(services, request.params.code, request.viewer?.personId);
      return sendPage(reply, await draw(services, app.pageContext(request, reply), found, { isDone: request.query.done === 'yes' }));
    },
  );

  app.post(
    '/desk/documents/:code',
    {
      config: { access: 'post' },
      schema: {
        params: Code,
        body: Type.Object(
          {
            _csrf: Type.String(),
            act: Type.Union([Type.Literal('correct'), Type.Literal('revoke')]),
            reasonChinese: Short,
            reasonEnglish: Short,
            textChinese: Long,
            textEnglish: Long,
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const found = await seen(services, request.params.code, request.viewer?.personId);
      const { act, ...sent } = request.body;
      const input = {
        act,
        reasonChinese: plain(sent.reasonChinese),
        reasonEnglish: plain(sent.reasonEnglish),
        textChinese: plain(sent.textChinese),
        textEnglish: plain(sent.textEnglish),
      };
      try {
        await change(services, found, input);
      } catch (error) {
        const errors = refusalsIn(error)?.map((each) => ({ field: each.field ?? 'reasonChinese', text: textOfRefusal(each, context.t) }));
        if (errors === undefined) throw error;
        return sendPage(reply, await draw(services, context, found, { isDone: false, input: { ...input, errors } }), 422);
      }
      return seeOther(reply, context, `/desk/documents/${found.row.verification_code}?done=yes`);
    },
  );
}

const plain = (text: string | undefined): string => (text ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim();

interface Found {
  readonly row: DocumentRow;
  readonly view: CaseView;
  readonly personId: string;
}

async function seen(services: Services, text: string, personId: string | undefined): Promise<Found> {
  const read = readCode(text);
  const row = read === undefined ? undefined : await findByCode(services.db, read);
  const view = row?.case_id == null ? undefined : await readCase(services, row.case_id);
  if (row === undefined || view === undefined || personId === undefined) throw new Refusal(platformRefusals.notFound);
  demandSight(services, personId, view.file, services.now());
  return { row, view, personId };
}

const verdictOf = (services: Services, { view, personId }: Found) => verdictOn(services, personId, view.file, 'decide', [], services.now());

async function draw(
  services: Services,
  context: PageContext,
  found: Found,
  more: { readonly isDone: boolean; readonly input?: DocumentInput },
) {
  const { row, view } = found;
  const verdict = verdictOf(services, found);
  return documentActsPage(context, {
    row,
    successor:
      row.successor_id === null
        ? undefined
        : await services.db.selectFrom('document').selectAll().where('id', '=', row.successor_id).executeTakeFirst(),
    caseNumber: view.file.number,
    history: await readStream(services.db, `document/${row.id}`),
    whyNot: verdict.allowed ? undefined : verdict.denial.text[context.language],
    ...more,
  });
}

/** Corrects or revokes in one transaction; a corrected document is issued anew under its own number, with the text as corrected. */
async function change(services: Services, found: Found, input: Omit<DocumentInput, 'errors'>): Promise<void> {
  const { row, view } = found;
  const verdict = verdictOf(services, found);
  if (!verdict.allowed) throw refusalOf(verdict.denial);
  const body = { 'zh-CN': readBlocks(input.textChinese ?? ''), en: readBlocks(input.textEnglish ?? '') };
  const isMissing = (field: keyof typeof input): boolean => input[field] === '' && (input.act === 'correct' || !field.startsWith('text'));
  refuseAll(
    (['textChinese', 'textEnglish', 'reasonChinese', 'reasonEnglish'] as const)
      .filter(isMissing)
      .map((field) => new Refusal(deskRefusals.documentWordsMissing, { field })),
  );
  if (input.act === 'correct' && JSON.stringify(body) === JSON.stringify({ 'zh-CN': row.body['zh-CN'], en: row.body.en }))
    throw new Refusal(deskRefusals.documentUnchanged, { field: 'textChinese' });
  const at = services.now();
  const since = dateIn(services.timeZone, at);
  const actor = `appointment/${verdict.appointmentId}`;
  const reason = { 'zh-CN': input.reasonChinese, en: input.reasonEnglish };
  await services.db.transaction().execute(async (trx) => {
    if (input.act === 'revoke') {
      await changeDocumentState(trx, { documentId: row.id, state: 'revoked', since, reason, at, actor, because: verdict.because });
      return;
    }
    const { file } = view;
    const on = since;
    const issuer = services.organisation.letterhead({ mandate: file.mandate, territory: file.territory, scope: file.scope, on });
    // The letter code of the series is what stands before the year in the number of the document that is corrected.
    const prefix = row.number.replace(/〔.*$/u, '');
    const issued = await issueText(trx, {
      kind: row.kind,
      title: row.title,
      text: () => body,
      facts: row.facts,
      issuer: { code: issuer.code, name: issuer.name, letterCode: prefix },
      issuedOn: on,
      at,
      caseId: file.id,
      partyId: file.party_id,
      actor,
      because: verdict.because,
      isExample: row.is_example,
    });
    await changeDocumentState(trx, {
      documentId: row.id,
      state: 'corrected',
      since,
      reason,
      successorId: issued.id,
      at,
      actor,
      because: verdict.because,
    });
    await services.jobs.sendRendition(trx, issued.id);
  });
}
