export interface FileTables {
  file_content: { sha256: Buffer; size: number; bytes: Buffer };
}
