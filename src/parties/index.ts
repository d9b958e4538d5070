export { grantRole, listPartiesWithRole } from './roles.ts';
export { claimParty, getPartyOf, linkAccount, listPartiesOf, type Party, partyRefusals, registerParty } from './store.ts';
export type { PartyRole } from './tables.ts';
