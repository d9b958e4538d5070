import type { Generated } from 'kysely';

/** In what capacity a party takes part in the cases of others. */
export type PartyRole = 'access-provider';

export interface PartyTables {
  party: {
    id: string;
    kind: 'enterprise' | 'public-body' | 'person';
    name: string;
    code: string;
    territory: string | null;
    is_example: Generated<boolean>;
    created_at: Temporal.Instant;
  };
  account_party: { account_id: string; party_id: string; proof: string; valid: string };
  party_role: { party_id: string; role: PartyRole; basis: string; valid: string };
}
