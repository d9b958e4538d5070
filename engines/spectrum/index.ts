export { answer, models } from './batch.ts';
export { type P452Link, P452Result, type PathGases, p452, p452Surface } from './propagation/p452.ts';
export { pathGases } from './propagation/p452-model.ts';
export { type P1546Path, P1546Result, p1546 } from './propagation/p1546.ts';
export { viewTerrain } from './propagation/p1546-terrain.ts';
export { type CoveredProfile, type P1812Link, P1812Result, p1812, p1812Surface, withLocationVariability } from './propagation/p1812.ts';
export {
  InputReader,
  type SpectrumAnswer,
  type SpectrumModel,
  SpectrumRefusal,
  type SpectrumRequest,
  type Warning,
} from './validation.ts';
