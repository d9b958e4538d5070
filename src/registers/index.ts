export { type ImportReport, ImportRunning, importFile } from './bulk/bulk-import.ts';
export { faultWords } from './bulk/fault-words.ts';
export { formatOf } from './bulk/records.ts';
export {
  loadRegisters,
  publicRegisters,
  publicView,
  type RegisterDefinition,
  type RegisterField,
  type RegisterLibrary,
} from './definition.ts';
export { registerRegisterRoutes } from './routes.ts';
export {
  type Change,
  claimValue,
  findEntry,
  findKeyOfValue,
  listVersions,
  registerRefusals,
  releaseValues,
  removeEntry,
  searchEntries,
  type Version,
  writeEntry,
} from './store.ts';
