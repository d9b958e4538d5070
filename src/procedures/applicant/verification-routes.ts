import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import type { Services } from '../../services.ts';
import { tryVerification } from '../verification.ts';
import { type VerificationInput, verificationPage, verifiedPage } from './pages/verification-page.ts';

/** Nobody guesses a code through one address: besides the six tries of a filing, so many a minute from one place. */
const TRIES_A_MINUTE = 20;

/** The page that the message with the code names. */
export function registerVerificationRoutes(app: App, services: Services): void {
  app.get('/verification', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(reply, verificationPage(app.pageContext(request, reply), { mobile: '', idTail: '' })),
  );

  app.post(
    '/verification',
    {
      config: { access: 'public', rateLimit: { max: TRIES_A_MINUTE, timeWindow: 60_000 } },
      schema: {
        body: Type.Object(
          {
            _csrf: Type.String(),
            mobile: Type.Optional(Type.String({ maxLength: 30 })),
            idTail: Type.Optional(Type.String({ maxLength: 30 })),
            code: Type.Optional(Type.String({ maxLength: 30 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { mobile = '', idTail = '', code = '' } = request.body;
      const context = app.pageContext(request, reply);
      const { t } = context;
      const again = (error: VerificationInput['error'], status = 422) =>
        sendPage(reply, verificationPage(context, { mobile, idTail, error }), status);
      // What cannot be right is not a try: a slip of the finger costs nothing.
      for (const [field, given] of [
        ['mobile', mobile],
        ['idTail', idTail],
        ['code', code],
      ] as const) {
        if (given.trim() === '') return again({ field, text: t(`applicant.verification.missing.${field}`) });
      }
      if (!/^\d{5}[\dX]$/i.test(plain(idTail))) return again({ field: 'idTail', text: t('applicant.verification.wrongForm.idTail') });
      if (!/^\d{6}$/.test(plain(code))) return again({ field: 'code', text: t('applicant.verification.wrongForm.code') });
      try {
        const result = await tryVerification(services.db, services, { mobile, idTail, code }, services.now());
        if (typeof result === 'string') return seeOther(reply, context, `/verification/${result}`);
        return again({ field: 'code', text: t('applicant.verification.wrong', { left: result.triesLeft }) });
      } catch (error) {
        const [refusal] = refusalsIn(error) ?? [];
        if (refusal === undefined || refusal.rule.status === 503) throw error;
        return again({ field: refusal.field === 'mobile' ? 'mobile' : undefined, text: textOfRefusal(refusal, t) }, refusal.rule.status);
      }
    },
  );

  for (const outcome of ['verified', 'returned'] as const) {
    app.get(`/verification/${outcome}`, { config: { access: 'public' } }, async (request, reply) =>
      sendPage(reply, verifiedPage(app.pageContext(request, reply), outcome)),
    );
  }
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '');
