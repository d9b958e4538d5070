import type { SpectrumModel } from '../validation.ts';
import { answerAntenna } from './request.ts';

/** Antenna patterns, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = { antenna: answerAntenna };
