export { issueDocument, type NewDocument } from './issue.ts';
export { declareCompromised, keySource, listKeys, loadSigningKeys, rotateSigningKey, type SigningKeys } from './keys.ts';
export { makeRendition } from './rendition.ts';
export { registerDocumentRoutes } from './routes.ts';
export { type SeriesKey, takeNumber } from './series.ts';
export { changeDocumentState, type EndState, listHoldingDocuments, type StateChange } from './states.ts';
export { type DocumentSummary, findDocumentsAbout } from './store.ts';
export { type Block, parseTemplate, renderText, type TextTemplate } from './text.ts';
