import type { FastifyInstance } from 'fastify';

/** A file that came with a form: its field, its name as the sender gave it, its bytes (cut one byte above the limit). */
export interface Upload {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

declare module 'fastify' {
  interface FastifyRequest {
    uploads: readonly Upload[];
  }
}

interface Part {
  readonly type: 'file' | 'field';
  readonly fieldname: string;
  readonly filename?: string;
  readonly value?: unknown;
  toBuffer?(): Promise<Buffer>;
}

/** Turns a multipart form into what a plain form would be, and its files into `request.uploads`: routes and CSRF see one shape. */
export function flattenForms(app: FastifyInstance): void {
  app.decorateRequest('uploads');
  app.addHook('preValidation', async (request) => {
    request.uploads = [];
    if (!request.isMultipart()) return;
    const uploads: Upload[] = [];
    const fields: Record<string, unknown> = Object.create(null);
    for (const part of Object.values((request.body ?? {}) as Record<string, Part | readonly Part[]>).flat() as readonly Part[]) {
      if (part.type === 'field') {
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat();
      } else if (part.toBuffer !== undefined && (part.filename ?? '') !== '') {
        uploads.push({ field: part.fieldname, name: part.filename ?? '', bytes: await part.toBuffer() });
      }
    }
    request.body = fields;
    request.uploads = uploads;
  });
}
