import { answerFap } from '../assignment/request.ts';
import { answerArrivalFix, answerBearingFix, answerOccupancy } from '../monitoring/request.ts';
import type { SpectrumModel } from '../validation.ts';
import { answerEmission } from './emission-request.ts';
import { answerNoiseIncrease } from './noise-increase-request.ts';

/** Interference engineering, frequency assignment and monitoring, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  df_fix: answerBearingFix,
  dt_over_t: answerNoiseIncrease,
  emission: answerEmission,
  fap: answerFap,
  occupancy: answerOccupancy,
  tdoa: answerArrivalFix,
};
