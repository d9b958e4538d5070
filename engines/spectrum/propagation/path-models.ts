import type { SpectrumModel } from '../validation.ts';
import { p452Model } from './p452-model.ts';
import { p525Model } from './p525-model.ts';
import { p526Model } from './p526-model.ts';
import { p530Model } from './p530-model.ts';
import { p676Model, p676SlantModel } from './p676-model.ts';
import { p1546Model } from './p1546-model.ts';
import { p1812Model } from './p1812-model.ts';
import { p2109Model } from './p2109-model.ts';
import { p618CrossPolarModel, p618RainModel, p618ScintillationModel, p838Model, p840Model } from './path-rain-models.ts';

/** Models along a path or a slant path, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  p452: p452Model,
  p525: p525Model,
  p526: p526Model,
  p530: p530Model,
  p618rain: p618RainModel,
  p618scintillation: p618ScintillationModel,
  p618xpd: p618CrossPolarModel,
  p676: p676Model,
  p676slant: p676SlantModel,
  p838: p838Model,
  p840: p840Model,
  p1546: p1546Model,
  p1812: p1812Model,
  p2109: p2109Model,
};
