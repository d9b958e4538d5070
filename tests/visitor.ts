import type { LightMyRequestResponse } from 'fastify';
import { openSession } from '../src/platform/auth/index.ts';
import type { App } from '../src/platform/http/app.ts';
import { SESSION_COOKIE } from '../src/platform/http/page-request.ts';
import type { Services } from '../src/services.ts';

/** Keeps cookies and the form token as a browser does, and asks through `inject`: no sockets. */
export class Visitor {
  readonly #app: App;
  readonly #cookies = new Map<string, string>();

  private constructor(app: App) {
    this.#app = app;
  }

  static async arrive(app: App, services: Services, accountId?: string): Promise<Visitor> {
    const visitor = new Visitor(app);
    if (accountId !== undefined) {
      const token = await services.db
        .transaction()
        .execute((trx) => openSession(trx, accountId, { secondFactorDue: false, userAgent: 'test', at: services.now() }));
      visitor.#cookies.set(SESSION_COOKIE, token);
    }
    return visitor;
  }

  async get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#app.inject({ method: 'GET', url, headers: { accept: 'text/html', ...headers }, cookies: this.#jar() }));
  }

  /** Sends a form as the page at `from` would: with its token. */
  async post(
    url: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    from = '/sign-in',
  ): Promise<LightMyRequestResponse> {
    const page = await this.get(from);
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf: token });
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return this.#keep(await this.#app.inject({ method: 'POST', url, headers, payload: body.toString(), cookies: this.#jar() }));
  }

  #jar(): Record<string, string> {
    return Object.fromEntries(this.#cookies);
  }

  #keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const cookie of response.cookies) this.#cookies.set(cookie.name, cookie.value);
    return response;
  }
}
