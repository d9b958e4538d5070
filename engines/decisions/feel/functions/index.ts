import type { FeelFunction } from '../values.ts';
import { calendarFunctions } from './calendar.ts';
import { contextFunctions } from './contexts.ts';
import { conversionFunctions } from './conversion.ts';
import { listFunctions } from './lists.ts';
import { numericFunctions } from './numeric.ts';
import { rangeFunctions } from './ranges.ts';
import { statisticalFunctions } from './statistics.ts';
import { stringFunctions } from './text.ts';

/** Every built-in function of FEEL by its name (DMN 1.5 §10.3.4). */
export const builtIns: ReadonlyMap<string, FeelFunction> = new Map([
  ...conversionFunctions,
  ...stringFunctions,
  ...listFunctions,
  ...statisticalFunctions,
  ...numericFunctions,
  ...calendarFunctions,
  ...rangeFunctions,
  ...contextFunctions,
]);
