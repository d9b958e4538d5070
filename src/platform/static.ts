import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assetSets } from './assets/manifest.ts';

/** The ministry's colours; from its folder, so that another ministry has its own. */
export interface Brand {
  readonly light: string;
  readonly dark: string;
}

export const DEFAULT_BRAND: Brand = { light: '#9f1d20', dark: '#c2474a' };

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const FOREVER = 'public, max-age=31536000, immutable';

type Encoding = 'br' | 'gzip' | 'identity';

/** Serves every asset of the manifest, compressed once at its first use and kept: all of them but the fonts are half a megabyte. */
export function serveAssets(app: FastifyInstance, settings: { readonly brand?: Brand | undefined } = {}): void {
  for (const set of assetSets()) {
    app.get(`${set.base}/*`, { config: { access: 'public', rateLimit: false }, schema: { hide: true } }, async (request, reply) => {
      const path = set.files.get((request.params as { readonly '*': string })['*']);
      if (path === undefined) return reply.callNotFound();
      return await send(request, reply.header('cache-control', FOREVER), path, extname(path), () => readFileSync(path));
    });
  }
  const brand = Buffer.from(brandSheet(settings.brand ?? DEFAULT_BRAND));
  app.get('/assets/brand.css', { config: { access: 'public', rateLimit: false }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type(TYPES['.css'] as string)
      .send(brand),
  );
}

/** @throws TypeError for a colour that is not written as #rrggbb */
export function brandSheet(brand: Brand): string {
  for (const [name, colour] of Object.entries(brand)) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new TypeError(`brand.${name}: a colour is written #rrggbb, got "${colour}"`);
  }
  return `:root{--app-brand:${brand.light};--govuk-brand-colour:${brand.light}}@media screen and (prefers-color-scheme:dark){:root{--app-brand:${brand.dark};--govuk-brand-colour:${brand.dark}}}`;
}

const compressed = new Map<string, Promise<Buffer>>();
const compressors: Readonly<Record<Exclude<Encoding, 'identity'>, (bytes: Buffer) => Promise<Buffer>>> = {
  br: async (bytes) =>
    await promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: async (bytes) => await promisify(gzip)(bytes, { level: 9 }),
};

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  extension: string,
  read: () => Buffer,
): Promise<FastifyReply> {
  reply.type(TYPES[extension] ?? 'application/octet-stream').header('x-content-type-options', 'nosniff');
  if (extension === '.woff2') return reply.send(read());
  const encoding = encodingFor(request.headers['accept-encoding']);
  reply.header('vary', 'accept-encoding');
  if (encoding === 'identity') return reply.send(read());
  const key = `${encoding} ${path}`;
  let bytes = compressed.get(key);
  if (bytes === undefined) {
    bytes = compressors[encoding](read());
    compressed.set(key, bytes);
  }
  return reply.header('content-encoding', encoding).send(await bytes);
}

/** The best encoding a request takes; `q=0` refuses one. */
export function encodingFor(accepts: string | undefined): Encoding {
  const taken = new Set(
    (accepts ?? '')
      .split(',')
      .map((each) => each.trim().toLowerCase())
      .filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
      .map((each) => each.split(';')[0]?.trim()),
  );
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : 'identity';
}
