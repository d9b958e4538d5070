export { appendEvents, type NewEvent, readStream, type StoredEvent } from './append.ts';
export { type Finding, type Verification, verifyChains } from './verify.ts';
