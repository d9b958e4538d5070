export { issueDocument, issueText, type NewDocument } from './issue.ts';
export { declareCompromised, keySource, listKeys, loadSigningKeys, rotateSigningKey, type SigningKeys } from './keys.ts';
export { type DocumentInput, documentActsPage } from './pages/acts-page.ts';
export { type DocumentRow, makeRendition } from './rendition.ts';
export { registerDocumentRoutes } from './routes.ts';
export { type SeriesKey, takeNumber } from './series.ts';
export { changeDocumentState, type EndState, listHoldingDocuments, type StateChange } from './states.ts';
export { type DocumentSummary, findByCode, findDocumentsAbout, readCode } from './store.ts';
export { type Block, parseTemplate, readBlocks, renderText, type TextTemplate, writeBlocks } from './text.ts';
