export type MediaType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** What a file is, from its first bytes; undefined for everything that is not accepted (archives and office files among it). */
export function recogniseMediaType(bytes: Buffer): MediaType | undefined {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).includes('%%EOF')) return 'application/pdf';
  if (bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'image/png';
  if (bytes.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  return undefined;
}

/** Width times height as the header declares them, without unpacking; 0 where the header is broken, undefined for a PDF. */
export function imagePixels(bytes: Buffer, mediaType: MediaType): number | undefined {
  if (mediaType === 'application/pdf') return undefined;
  if (mediaType === 'image/png') return bytes.length < 24 ? 0 : bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return 0;
    const marker = bytes[at + 1] ?? 0;
    // SOF0–SOF15 carry the size; C4, C8 and CC are tables (ITU-T T.81, table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return 0;
}
