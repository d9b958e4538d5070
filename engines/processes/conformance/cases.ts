import { activities } from './activities.ts';
import { basics } from './basics.ts';
import { compensation, failures, throwingAndCatching, timersAndConditions } from './events.ts';
import { gateways } from './gateways.ts';
import type { ConformanceCase } from './model.ts';

/** Our own conformance models, by group: every element and event of the standard that the engine runs. */
export const conformance: Readonly<Record<string, readonly ConformanceCase[]>> = {
  basics,
  activities,
  gateways,
  'messages, signals, links, multiple events': throwingAndCatching,
  'timers and conditions': timersAndConditions,
  'errors, escalations, termination': failures,
  'compensation and transactions': compensation,
};
