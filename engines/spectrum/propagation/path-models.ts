import type { SpectrumModel } from '../validation.ts';
import { p452Model } from './p452-model.ts';
import { p1546Model } from './p1546-model.ts';
import { p1812Model } from './p1812-model.ts';

/** Models along a path or a slant path, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  p452: p452Model,
  p1546: p1546Model,
  p1812: p1812Model,
};
