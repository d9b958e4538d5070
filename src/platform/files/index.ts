export type { MediaType } from './media-type.ts';
export { type Attachment, fileRefusals, LARGEST_FILE_BYTES, readFileContent, storeFile } from './store.ts';
