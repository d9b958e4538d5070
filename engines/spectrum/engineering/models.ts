import { answerFap } from '../assignment/request.ts';
import type { SpectrumModel } from '../validation.ts';
import { answerEmission } from './emission-request.ts';

/** Interference engineering, frequency assignment and monitoring, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  emission: answerEmission,
  fap: answerFap,
};
