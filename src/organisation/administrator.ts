import type { FastifyRequest } from 'fastify';
import { platformRefusals, Refusal } from '../platform/http/refusal.ts';
import type { Services } from '../services.ts';
import { organisationRefusals } from './refusals.ts';
import type { Order } from './store/acts.ts';

/** The function that the plan calls management of posts and appointments; who may decide in it changes the organisation. */
const ESTABLISHMENT = 'establishment';

/**
 * Who orders a change of the organisation, by the plan as everybody.
 *
 * @throws Refusal 404 for strangers, 403 that says who holds the function and whom to ask for officers
 */
export function administratorOf(services: Services, request: FastifyRequest): { readonly order: Order } {
  const personId = request.viewer?.personId;
  if (personId === undefined) throw new Refusal(platformRefusals.notFound);
  const at = services.now();
  const deed = { mandate: ESTABLISHMENT, role: 'decide', territory: null, scope: null, secrecy: 0, drafters: [] } as const;
  const verdict = services.organisation.may(personId, deed, at);
  if (!verdict.allowed) {
    const { text, holder } = verdict.denial;
    const ask = holder?.ask ?? holder?.name ?? { 'zh-CN': '', en: '' };
    throw new Refusal(organisationRefusals.administrationNotAllowed, { values: { why: text, ask } });
  }
  return { order: { actor: `appointment/${verdict.appointmentId}`, at, because: verdict.because } };
}
