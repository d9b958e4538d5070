export { appendEvents, type NewEvent, readStream, type StoredEvent } from './append.ts';
export { signTips, type TipFinding, verifySignedTips } from './signed-tips.ts';
export { type Finding, type Verification, verifyChains } from './verify.ts';
