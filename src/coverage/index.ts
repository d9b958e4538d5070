export { type CoverageLine, type CoverageState, readCoverage } from './model.ts';
export { registerCoverageRoutes } from './routes.ts';
