import { Type } from 'typebox';
import { type Attachment, readFileContent } from '../../platform/files/index.ts';
import type { App } from '../../platform/http/app.ts';
import type { Services } from '../../services.ts';
import { type Form, readPointer } from '../form.ts';
import { accountOf, notFound, participates, partiesToday } from './access.ts';
import { findDraft } from './drafts.ts';
import { procedureOfDraft } from './submit.ts';

/** Attachments, for whoever wrote the draft, owns the case, or takes part in it. */
export function registerFileRoutes(app: App, services: Services): void {
  app.get(
    '/files/:id/*',
    {
      config: { access: 'party' },
      schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }), '*': Type.String({ maxLength: 200 }) }) },
    },
    async (request, reply) => {
      const { id, '*': path } = request.params;
      const attachment = await findAttachment(services, accountOf(request), id, `/${path}`);
      const bytes = attachment === undefined ? undefined : await readFileContent(services.db, attachment.sha256);
      if (attachment === undefined || bytes === undefined) throw notFound();
      // Pictures are looked at in place; a PDF is saved, since a viewer inside our pages would run what it carries.
      const disposition = attachment.mediaType === 'application/pdf' ? 'attachment' : 'inline';
      return reply
        .type(attachment.mediaType)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
        .send(bytes);
    },
  );
}

async function findAttachment(services: Services, accountId: string, id: string, pointer: string): Promise<Attachment | undefined> {
  const draft = await findDraft(services.db, id, accountId);
  if (draft !== undefined) {
    const parties = await partiesToday(services, services.db, accountId);
    if (!parties.some((party) => party.id === draft.partyId)) return undefined;
    return attachmentAt((await procedureOfDraft(services, services.db, draft)).form, draft.data, pointer);
  }
  const file = await services.db
    .selectFrom('case_file')
    .select(['procedure', 'content_hash', 'data', 'party_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (file === undefined) return undefined;
  const parties = await partiesToday(services, services.db, accountId);
  const maySee = parties.some((party) => party.id === file.party_id) || (await participates(services, accountId, id));
  return maySee ? attachmentAt((await services.procedures.ofCase(file)).form, file.data, pointer) : undefined;
}

const attachmentAt = (form: Form, data: unknown, pointer: string): Attachment | undefined =>
  form.fields.get(pointer)?.widget === 'file' ? (readPointer(data, pointer) as Attachment | undefined) : undefined;
