export type { PlanChange } from './difference.ts';
export { type Plan, readMinistry, readPlan } from './folder.ts';
export { loadOrganisation, pendingChanges } from './load.ts';
export type { Because, Deed, Denial, Holding, Institution, LocalText, Mandate, Post, Verdict } from './model.ts';
export { type OfficerPost, Organisation } from './organisation.ts';
export { registerOrganisationRoutes } from './routes.ts';
export type { InstitutionEntry, MinistryFile, PartyCode, Responsibility } from './schemas.ts';
export { addPerson, appoint, delegate, endAppointment, type Order, recuse, setClearance } from './store/acts.ts';
