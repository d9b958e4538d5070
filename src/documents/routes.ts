import { Type } from 'typebox';
import { listPartiesOf } from '../parties/index.ts';
import type { Viewer } from '../platform/auth/index.ts';
import type { App } from '../platform/http/app.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { publicKeySet } from './keys.ts';
import { documentPage } from './pages/document-page.ts';
import { type VerifyResult, verifyPage } from './pages/verify-page.ts';
import { type DocumentRow, signedPayload } from './rendition.ts';
import { documentRefusals, findByCode, findById, findByNumber, findByPdf, readCode, readNumber } from './store.ts';
import { checkSignature, readSignature, renditionOf } from './verify.ts';

/** Codes cannot be guessed; whoever tries anyway is slowed down. */
const FEW = { max: 60, timeWindow: 60_000 };

/** Whether a document is genuine and still holds, for anybody who has it in hand. */
export function registerDocumentRoutes(app: App, services: Services): void {
  const { db, now } = services;
  const making = () => ({ keys: services.keys, baseUrl: services.baseUrl, at: now() });

  app.get(
    '/verify',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const query = request.query.q?.trim() ?? '';
      if (query === '') return sendPage(reply, verifyPage(context, { query }));
      const code = readCode(query);
      if (code !== undefined && (await findByCode(db, code)) !== undefined) return seeOther(reply, context, `/verify/${code}`);
      // Numbers follow one another: by a number one learns the state, not the text, which only the code opens.
      const row = await findByNumber(db, readNumber(query));
      const result: VerifyResult = row === undefined ? { kind: 'unknown' } : { kind: 'number', row };
      return sendPage(reply, verifyPage(context, { query, result }));
    },
  );

  app.post(
    '/verify',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const upload = request.uploads.find((each) => each.field === 'file');
      if (upload === undefined || upload.bytes.length === 0) {
        const refusal = new Refusal(documentRefusals.fileMissing, { field: 'file' });
        return sendPage(reply, verifyPage(context, { query: '', fileError: textOfRefusal(refusal, context.t) }), 422);
      }
      const row = await findByFile(services, upload.bytes);
      if (row === undefined)
        return sendPage(reply, verifyPage(context, { query: '', result: { kind: 'file-unknown', name: upload.name } }));
      return seeOther(reply, context, `/verify/${row.verification_code}?checked=file`);
    },
  );

  app.get(
    '/verify/:code',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: {
        params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({ checked: Type.Optional(Type.Literal('file')) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const row = await documentOf(services, request.params.code);
      if (request.params.code !== row.verification_code) return seeOther(reply, context, `/verify/${row.verification_code}`);
      const rendition = await renditionOf(db, making(), row.id);
      const signature = await checkSignature(db, row, rendition.signature);
      const successor = row.successor_id === null ? undefined : await findById(db, row.successor_id);
      return sendPage(
        reply,
        documentPage(context, {
          row,
          signature,
          successor,
          pdfBytes: rendition.pdf.length,
          isReadable: await mayRead(services, row, request.viewer),
          isFileChecked: request.query.checked === 'file',
          isOfficer: request.viewer?.personId !== undefined && row.case_id !== null,
        }),
      );
    },
  );

  app.get(
    '/documents/:file',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { params: Type.Object({ file: Type.String({ pattern: '\\.(pdf|json)$', maxLength: 40 }) }) },
    },
    async (request, reply) => {
      const { file } = request.params;
      const row = await documentOf(services, file.replace(/\.(pdf|json)$/, ''));
      if (!(await mayRead(services, row, request.viewer))) throw new Refusal(documentRefusals.documentUnknown);
      const { pdf, signature } = await renditionOf(db, making(), row.id);
      reply.header('cache-control', 'private, no-cache').header('x-content-type-options', 'nosniff');
      if (file.endsWith('.pdf'))
        return reply
          .type('application/pdf')
          .header(
            'content-disposition',
            `inline; filename="${row.verification_code}.pdf"; filename*=UTF-8''${encodeURIComponent(`${row.number}.pdf`)}`,
          )
          .send(pdf);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ ...signedPayload(row, services.baseUrl), body: row.body, state: stateOf(row), signature }));
    },
  );

  app.get('/.well-known/jwks.json', { config: { access: 'public' } }, async (_request, reply) =>
    reply
      .type('application/jwk-set+json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(JSON.stringify(await publicKeySet(db))),
  );
}

/** The state is today's and is not signed: it may change after the document was issued. */
const stateOf = (row: DocumentRow) => ({ is: row.state, since: row.state_since?.toString() ?? row.issued_on.toString() });

async function documentOf(services: Services, code: string): Promise<DocumentRow> {
  const read = readCode(code);
  const row = read === undefined ? undefined : await findByCode(services.db, read);
  if (row === undefined) throw new Refusal(documentRefusals.documentUnknown);
  return row;
}

/** An open document is read by whoever holds its code; a classified one by its party alone. */
async function mayRead(services: Services, row: DocumentRow, viewer: Viewer | undefined): Promise<boolean> {
  if (row.secrecy === 0) return true;
  if (viewer === undefined || viewer.secondFactorDue) return false;
  const parties = await listPartiesOf(services.db, viewer.accountId, dateIn(services.timeZone, services.now()));
  return parties.some((party) => party.id === row.party_id);
}

/** The document that a file is: a PDF by its bytes, JSON by its signature and the text that it signs. */
async function findByFile(services: Services, bytes: Buffer): Promise<DocumentRow | undefined> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return await findByPdf(services.db, bytes);
  const signature = signatureIn(bytes);
  const payload = signature === undefined ? undefined : await readSignature(services.db, signature);
  if (typeof payload?.number !== 'string') return undefined;
  const row = await findByNumber(services.db, payload.number);
  return row !== undefined && payload.contentHash === `sha256:${row.content_hash.toString('hex')}` ? row : undefined;
}

function signatureIn(bytes: Buffer): string | undefined {
  try {
    const read: unknown = JSON.parse(bytes.toString('utf8'));
    const signature = typeof read === 'object' && read !== null && 'signature' in read ? read.signature : undefined;
    return typeof signature === 'string' ? signature : undefined;
  } catch {
    return undefined;
  }
}
