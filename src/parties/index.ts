export { getPartyOf, linkAccount, listPartiesOf, type Party, partyRefusals, registerParty } from './store.ts';
