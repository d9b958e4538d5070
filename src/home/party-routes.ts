import { Type } from 'typebox';
import { claimParty, listPartiesOf } from '../parties/index.ts';
import { storeFile } from '../platform/files/index.ts';
import type { App } from '../platform/http/app.ts';
import { refusalsIn } from '../platform/http/errors.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { platformRefusals, Refusal, type Rule, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { type PartyInput, partiesPage } from './pages/parties-page.ts';
import { readPartyCode } from './party-code.ts';

type NewParty = Parameters<typeof claimParty>[1]['party'];

export const representationRefusals = {
  codeWrong: { code: 'party-code-wrong', status: 422 },
  nameMissing: { code: 'party-name-missing', status: 422 },
  proofMissing: { code: 'party-proof-missing', status: 422 },
} as const satisfies Record<string, Rule>;

/** For whom an account acts, and how that was shown. */
export function registerPartyRoutes(app: App, services: Services): void {
  const { db, now, timeZone } = services;
  const partiesOf = (accountId: string) => listPartiesOf(db, accountId, dateIn(timeZone, now()));

  app.get('/account/parties', { config: { access: 'party' } }, async (request, reply) => {
    const { accountId } = owner(request.viewer);
    return sendPage(reply, partiesPage(app.pageContext(request, reply), { parties: await partiesOf(accountId) }));
  });

  app.post(
    '/account/parties',
    {
      config: { access: 'party' },
      schema: {
        body: Type.Object(
          {
            _csrf: Type.String(),
            code: Type.String({ maxLength: 40 }),
            name: Type.String({ maxLength: 120 }),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { accountId } = owner(request.viewer);
      const context = app.pageContext(request, reply);
      const code = request.body.code.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
      const name = request.body.name.normalize('NFC').trim();
      const upload = request.uploads.find((each) => each.field === 'proof');
      try {
        const known = readPartyCode(code, services.ministry.partyCodes);
        refuseAll([
          ...(known === undefined ? [new Refusal(representationRefusals.codeWrong, { field: 'code' })] : []),
          ...(name === '' ? [new Refusal(representationRefusals.nameMissing, { field: 'name' })] : []),
          ...(upload === undefined ? [new Refusal(representationRefusals.proofMissing, { field: 'proof' })] : []),
        ]);
        if (known === undefined || upload === undefined) throw new TypeError('refused above');
        const at = now();
        await db.transaction().execute(async (trx) => {
          const { sha256 } = await storeFile(trx, upload, 'proof');
          const party: NewParty = { ...known, name, code };
          await claimParty(trx, { accountId, party, proof: `file/${sha256}`, from: dateIn(timeZone, at), at });
        });
        return seeOther(reply, context, '/account?done=party');
      } catch (error) {
        const mistakes = refusalsIn(error)?.map((refusal) => ({ field: refusal.field, text: textOfRefusal(refusal, context.t) }));
        if (mistakes === undefined) throw error;
        const input: PartyInput = { code: request.body.code, name, mistakes };
        return sendPage(reply, partiesPage(context, { parties: await partiesOf(accountId), input }), 422);
      }
    },
  );
}

function owner(viewer: { readonly accountId: string } | undefined): { readonly accountId: string } {
  if (viewer === undefined) throw new Refusal(platformRefusals.notFound);
  return viewer;
}
