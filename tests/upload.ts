import type { LightMyRequestResponse } from 'fastify';
import type { App } from '../src/platform/http/app.ts';

export interface UploadRequest {
  readonly url: string;
  /** The page whose form is sent: its token and cookies go along. */
  readonly from: string;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly files: readonly { readonly field: string; readonly name: string; readonly bytes: Buffer }[];
}

/** Sends a form with files as a browser does (RFC 7578). */
export async function upload(app: App, request: UploadRequest): Promise<LightMyRequestResponse> {
  const page = await app.inject({ url: request.from, headers: { accept: 'text/html' }, cookies: { ...request.cookies } });
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const given = Object.fromEntries(page.cookies.map((cookie) => [cookie.name, cookie.value]));
  const boundary = '----form-boundary-of-the-tests';
  const part = (disposition: string, content: Buffer | string, type = ''): Buffer =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const payload = Buffer.concat([
    ...Object.entries({ _csrf: token, ...request.fields }).map(([name, value]) => part(`name="${name}"`, value)),
    ...request.files.map((file) =>
      part(`name="${file.field}"; filename="${file.name}"`, file.bytes, 'Content-Type: application/octet-stream\r\n'),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return await app.inject({
    method: 'POST',
    url: request.url,
    headers: { accept: 'text/html', 'content-type': `multipart/form-data; boundary=${boundary}` },
    cookies: { ...request.cookies, ...given },
    payload,
  });
}
