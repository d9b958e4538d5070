import type { SpectrumModel } from '../validation.ts';

export const models: Readonly<Record<string, SpectrumModel>> = {};
