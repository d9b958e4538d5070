import type { FastifyRequest } from 'fastify';
import { platformRefusals, Refusal } from '../../platform/http/refusal.ts';
import type { StepRole } from '../../procedures/index.ts';
import type { Services } from '../../services.ts';
import { organisationRefusals } from '../refusals.ts';
import type { Signing } from '../schemas.ts';
import type { Signatory } from './store.ts';

/** Where the ministry's files do not say it otherwise: the function that manages posts and appointments. */
const USUAL: Signing = { mandate: 'establishment', draft: 'decide', countersign: 'countersign', sign: 'sign' };

export type Part = 'draft' | 'countersign' | 'sign';
export const PARTS: readonly Part[] = ['draft', 'countersign', 'sign'];

/** Which parts a person has in making instruments today, by the plan as everybody. */
export const partsOf = (services: Services, personId: string): readonly Part[] =>
  PARTS.filter((part) => verdictOn(services, personId, part).allowed);

function verdictOn({ organisation, now }: Services, personId: string, part: Part) {
  const signing = organisation.plan.establishment.instruments ?? USUAL;
  const role: StepRole = signing[part];
  return organisation.may(personId, { mandate: signing.mandate, role, territory: null, scope: null, secrecy: 0, drafters: [] }, now());
}

/**
 * Who takes a part in making an instrument.
 *
 * @throws Refusal 404 for strangers, 403 that says who holds the function and whom to ask for officers
 */
export function signatoryFor(services: Services, request: FastifyRequest, ...parts: readonly [Part, ...Part[]]): Signatory {
  const personId = request.viewer?.personId;
  if (personId === undefined) throw new Refusal(platformRefusals.notFound);
  for (const part of parts) {
    const verdict = verdictOn(services, personId, part);
    if (verdict.allowed)
      return {
        actor: `appointment/${verdict.appointmentId}`,
        at: services.now(),
        because: verdict.because,
        personId,
        post: verdict.because.post.code,
      };
  }
  const verdict = verdictOn(services, personId, parts[0]);
  if (verdict.allowed) throw new Error('allowed a moment ago, and not now');
  const { text, holder } = verdict.denial;
  throw new Refusal(organisationRefusals.administrationNotAllowed, {
    values: { why: text, ask: holder?.ask ?? holder?.name ?? { 'zh-CN': '', en: '' } },
  });
}
