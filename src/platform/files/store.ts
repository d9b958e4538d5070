import { createHash } from 'node:crypto';
import type { Db, Transaction } from '../db/index.ts';
import { Refusal, type Rule } from '../http/refusal.ts';
import { imagePixels, type MediaType, recogniseMediaType } from './media-type.ts';

export const fileRefusals = {
  fileTypeUnknown: { code: 'file-type-unknown', status: 422 },
  fileTypeDiffers: { code: 'file-type-differs', status: 422 },
  fileTooLarge: { code: 'file-too-large', status: 422 },
  fileEmpty: { code: 'file-empty', status: 422 },
  imageTooLarge: { code: 'image-too-large', status: 422 },
} as const satisfies Record<string, Rule>;

/** How an attachment stands in a form's data: what it is called and what it contains. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly size: number;
  /** Hexadecimal SHA-256 of the bytes: the key of its content. */
  readonly sha256: string;
}

export const LARGEST_FILE_BYTES = 10 * 1024 * 1024;
/** A small file can unpack to a picture of gigabytes: refuse what no scanner makes (A3 at 600 dpi is 70 megapixels). */
const MOST_PIXELS = 80_000_000;

const extensions: Readonly<Record<MediaType, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
};

/**
 * Stores an upload after looking at what it really is.
 *
 * @throws Refusal naming `field`: empty, too large, of an unknown type, or not what its name says
 */
export async function storeFile(
  trx: Transaction,
  upload: { readonly name: string; readonly bytes: Buffer },
  field: string,
): Promise<Attachment> {
  const name = upload.name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}/\\]/gu, '')
    .slice(-120);
  const { bytes } = upload;
  if (bytes.length === 0) throw new Refusal(fileRefusals.fileEmpty, { field, values: { name } });
  if (bytes.length > LARGEST_FILE_BYTES)
    throw new Refusal(fileRefusals.fileTooLarge, { field, values: { name, megabytes: LARGEST_FILE_BYTES / 1024 / 1024 } });
  const mediaType = recogniseMediaType(bytes);
  if (mediaType === undefined) throw new Refusal(fileRefusals.fileTypeUnknown, { field, values: { name } });
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (!extensions[mediaType].includes(extension)) throw new Refusal(fileRefusals.fileTypeDiffers, { field, values: { name, mediaType } });
  const pixels = imagePixels(bytes, mediaType);
  if (pixels !== undefined && (pixels === 0 || pixels > MOST_PIXELS))
    throw new Refusal(fileRefusals.imageTooLarge, { field, values: { name } });
  const sha256 = createHash('sha256').update(bytes).digest();
  await trx
    .insertInto('file_content')
    .values({ sha256, size: bytes.length, bytes })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  return { name, mediaType, size: bytes.length, sha256: sha256.toString('hex') };
}

export async function readFileContent(db: Db | Transaction, sha256: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('file_content').select('bytes').where('sha256', '=', Buffer.from(sha256, 'hex')).executeTakeFirst();
  return row?.bytes;
}
