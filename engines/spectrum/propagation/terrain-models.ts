import type { SpectrumModel } from '../validation.ts';
import { answerExtendedHata } from './ehata-request.ts';
import { answerItm, answerItmArea } from './itm-request.ts';
import { answerP528 } from './p528-request.ts';
import { answerP2108 } from './p2108-request.ts';

/** Models over terrain, clutter and aeronautical paths, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  ehata: answerExtendedHata,
  itm: answerItm,
  itm_area: answerItmArea,
  p2108: answerP2108,
  p528: answerP528,
};
