import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { appendEvents } from '../audit/index.ts';
import type { Db, Transaction } from '../db/index.ts';
import { Refusal, type Rule } from '../http/refusal.ts';
import { hashToken, newToken } from './secrets.ts';

export const providerRefusals = {
  providerAway: { code: 'identity-provider-away', status: 503 },
  providerAnswerInvalid: { code: 'identity-provider-answer-invalid', status: 422 },
  providerUnknownPerson: { code: 'identity-provider-unknown-person', status: 403 },
} as const satisfies Record<string, Rule>;

/** How long somebody may take at the provider. */
const OPEN = { minutes: 10 };

/** The ministry's own identity provider (OpenID Connect), from the environment. */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it sends people back to; registered there. */
  readonly redirectUri: string;
}

/** @throws Error when the environment names an issuer and not the rest, or one that is reached without TLS from elsewhere */
export function providerFrom(environment: NodeJS.ProcessEnv, baseUrl: string): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment;
  if (issuer === undefined || issuer === '') return undefined;
  if (clientId === undefined || clientSecret === undefined) throw new Error('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  const url = new URL(issuer);
  if (url.protocol !== 'https:' && !isLocal(url)) throw new Error('OIDC_ISSUER must be reached over https');
  return { issuer: url, clientId, clientSecret, redirectUri: `${baseUrl}/sign-in/provider/answer` };
}

const isLocal = ({ hostname }: URL): boolean => hostname === 'localhost' || hostname === '127.0.0.1';

/** The provider as it describes itself; asked when it is first needed and again when that failed. */
export class IdentityProvider {
  readonly #settings: ProviderSettings;
  #configuration: Promise<Configuration> | undefined;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
  }

  async #known(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const options = isLocal(issuer) && issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
    this.#configuration ??= discovery(issuer, clientId, clientSecret, undefined, options);
    try {
      return await this.#configuration;
    } catch {
      this.#configuration = undefined;
      throw new Refusal(providerRefusals.providerAway);
    }
  }

  /** Where to send the browser; what its answer will be held against is kept, under a secret that only this browser has. */
  async begin(db: Db, next: string | undefined, at: Temporal.Instant): Promise<{ readonly address: URL; readonly browser: string }> {
    const configuration = await this.#known();
    const [verifier, nonce, state] = [randomPKCECodeVerifier(), randomNonce(), randomState()];
    const { token: browser, hash } = newToken();
    await db.deleteFrom('outside_sign_in').where('expires_at', '<', at).execute();
    await db
      .insertInto('outside_sign_in')
      .values({ state, browser_hash: hash, verifier, nonce, next: next ?? null, expires_at: at.add(OPEN) })
      .execute();
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirectUri,
      scope: 'openid email profile',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      state,
    });
    return { address, browser };
  }

  /**
   * Who came back. State, nonce, PKCE verifier and signature are all held against what was kept when they left.
   *
   * @param query what stands behind the question mark of the answer's address
   * @throws Refusal when it is not the provider's answer to this browser
   */
  async finish(
    db: Db,
    answer: { readonly query: string; readonly browser: string; readonly at: Temporal.Instant },
  ): Promise<OutsidePerson> {
    const configuration = await this.#known();
    const kept = await db
      .deleteFrom('outside_sign_in')
      .where('state', '=', new URLSearchParams(answer.query).get('state') ?? '')
      .where('browser_hash', '=', hashToken(answer.browser))
      .where('expires_at', '>', answer.at)
      .returningAll()
      .executeTakeFirst();
    if (kept === undefined) throw new Refusal(providerRefusals.providerAnswerInvalid);
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`${this.#settings.redirectUri}?${answer.query}`), {
        pkceCodeVerifier: kept.verifier,
        expectedNonce: kept.nonce,
        expectedState: kept.state,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Refusal(providerRefusals.providerAnswerInvalid);
      const email = claims.email_verified === true && typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : undefined;
      return { issuer: claims.iss, subject: claims.sub, email, next: kept.next ?? undefined };
    } catch {
      throw new Refusal(providerRefusals.providerAnswerInvalid);
    }
  }
}

export interface OutsidePerson {
  readonly issuer: string;
  readonly subject: string;
  /** Only when the provider says that it verified it. */
  readonly email: string | undefined;
  readonly next: string | undefined;
}

/**
 * The account of a person: the one linked before, or the one with the verified e-mail address, which is linked now. Accounts are not
 * made on the way: who may work in the ministry is its administrator's to say.
 *
 * @throws Refusal when there is none
 */
export async function accountOf(trx: Transaction, person: OutsidePerson, at: Temporal.Instant): Promise<string> {
  const { issuer, subject, email } = person;
  const linked = await trx
    .selectFrom('outside_identity as o')
    .innerJoin('account as a', 'a.id', 'o.account_id')
    .select('a.id')
    .where('o.issuer', '=', issuer)
    .where('o.subject', '=', subject)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst();
  if (linked !== undefined) return linked.id;
  const byEmail =
    email === undefined
      ? undefined
      : await trx.selectFrom('account').select('id').where('email', '=', email).where('closed_at', 'is', null).executeTakeFirst();
  if (byEmail === undefined) throw new Refusal(providerRefusals.providerUnknownPerson);
  await trx.insertInto('outside_identity').values({ issuer, subject, account_id: byEmail.id, linked_at: at }).execute();
  await appendEvents(trx, [
    { stream: `account/${byEmail.id}`, kind: 'identity-linked', actor: `account/${byEmail.id}`, at, payload: { issuer } },
  ]);
  return byEmail.id;
}
