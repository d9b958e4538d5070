import { activities } from './activities.ts';
import { basics } from './basics.ts';
import { compensation } from './compensation.ts';
import { failures } from './failures.ts';
import { gateways } from './gateways.ts';
import { loops } from './loops.ts';
import type { ConformanceCase } from './model.ts';
import { throwingAndCatching } from './throwing.ts';
import { timersAndConditions } from './timers.ts';

/** Our own conformance models, by group: every element and event of the standard that the engine runs. */
export const conformance: Readonly<Record<string, readonly ConformanceCase[]>> = {
  basics,
  activities,
  'loops and multi-instance': loops,
  gateways,
  'messages, signals, links, multiple events': throwingAndCatching,
  'timers and conditions': timersAndConditions,
  'errors, escalations, termination': failures,
  'compensation and transactions': compensation,
};
