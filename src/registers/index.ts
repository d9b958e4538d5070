export {
  loadRegisters,
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
