import type { LightMyRequestResponse } from 'fastify';
import { openSession } from '../../platform/auth/index.ts';
import type { App } from '../../platform/http/app.ts';
import { SESSION_COOKIE } from '../../platform/http/page-request.ts';
import type { Services } from '../../services.ts';

export interface TestFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** For tests: a browser that keeps cookies, fills in the form that a page shows, and sends files. */
export class TestBrowser {
  readonly #app: App;
  readonly #cookies = new Map<string, string>();
  readonly #address: string;

  constructor(app: App, sessionToken?: string, address = '127.0.0.1') {
    this.#app = app;
    this.#address = address;
    if (sessionToken !== undefined) this.#cookies.set(SESSION_COOKIE, sessionToken);
  }

  static async signIn(app: App, services: Services, accountId: string): Promise<TestBrowser> {
    const session = { secondFactorDue: false, userAgent: 'test', at: services.now() };
    return new TestBrowser(app, await services.db.transaction().execute((trx) => openSession(trx, accountId, session)));
  }

  async get(url: string, accept = 'text/html'): Promise<LightMyRequestResponse> {
    return this.#keep(
      await this.#app.inject({
        method: 'GET',
        url,
        headers: { accept },
        remoteAddress: this.#address,
        cookies: Object.fromEntries(this.#cookies),
      }),
    );
  }

  /** Sends what the form at `page` holds in hidden fields, together with these fields and files. */
  async send(page: string, action: string, fields: Fields = {}, files: readonly TestFile[] = []): Promise<LightMyRequestResponse> {
    // The first page that shows a form brings the cookie to which its token belongs; a browser has it by the time anybody types.
    if (!this.#cookies.has('_csrf')) await this.get(page);
    const hidden = hiddenFields((await this.get(page)).body);
    return await this.post(action, { ...hidden, ...fields }, files);
  }

  async post(action: string, fields: Fields, files: readonly TestFile[] = []): Promise<LightMyRequestResponse> {
    const { payload, type } = files.length === 0 ? plainForm(fields) : multipartForm(fields, files);
    const headers = { accept: 'text/html', 'content-type': type };
    return this.#keep(
      await this.#app.inject({
        method: 'POST',
        url: action,
        headers,
        payload,
        remoteAddress: this.#address,
        cookies: Object.fromEntries(this.#cookies),
      }),
    );
  }

  /** A program's request: JSON, no form token. */
  async call(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    return await this.#app.inject({
      method: 'POST',
      url,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body),
      cookies: Object.fromEntries(this.#cookies),
    });
  }

  #keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const cookie of response.cookies) this.#cookies.set(cookie.name, cookie.value);
    return response;
  }
}

/** The hidden fields of the page's own form; the one for signing out in the bar has only the token. */
function hiddenFields(body: string): Record<string, string> {
  return Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

function plainForm(fields: Fields): { payload: string; type: string } {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
  return { payload: body.toString(), type: 'application/x-www-form-urlencoded' };
}

function multipartForm(fields: Fields, files: readonly TestFile[]): { payload: Buffer; type: string } {
  const boundary = 'form-boundary-of-the-tests';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [value].flat())
      parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${each}\r\n`));
  }
  for (const { field, name, bytes } of files) {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    parts.push(Buffer.from(head), bytes, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
