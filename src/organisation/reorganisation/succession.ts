import { firstDay } from '../imprecise.ts';
import type { InstitutionEntry } from '../schemas.ts';
import type { Sources } from '../view.ts';

/** An institution that is no more, and what took its place: living institutions of the day that was asked about. */
export interface Succession {
  readonly former: InstitutionEntry;
  /** Since when, as exactly as it is known. */
  readonly since: string;
  readonly heirs: readonly [string, ...string[]];
}

/** Follows an institution that ceased before a day to those that live on it, through as many reorganisations as there were. */
export function successionOf({ organisation, plan }: Sources, code: string, on: Temporal.PlainDate): Succession | undefined {
  const day = on.toString();
  const former = lastOf(plan.institutions, code, day);
  if (former?.until === undefined) return undefined;
  const heirs = new Set<string>();
  const seen = new Set<string>();
  const waiting = [code];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (organisation.institution(at, on) !== undefined) heirs.add(at);
    else waiting.push(...(lastOf(plan.institutions, at, day)?.succeededBy ?? []));
  }
  const [heir, ...others] = [...heirs].sort();
  return heir === undefined ? undefined : { former, since: former.until, heirs: [heir, ...others] };
}

/** The institutions that ceased by a day and became part of one, each with its day; latest first. */
export function formerOf(sources: Sources, code: string, on: Temporal.PlainDate): readonly InstitutionEntry[] {
  const day = on.toString();
  return sources.plan.institutions
    .filter((each) => each.until !== undefined && firstDay(each.until) <= day && each.succeededBy?.includes(code) === true)
    .sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1));
}

const lastOf = (institutions: readonly InstitutionEntry[], code: string, day: string): InstitutionEntry | undefined =>
  institutions
    .filter((each) => each.code === code && each.until !== undefined && firstDay(each.until) <= day)
    .sort((a, b) => (firstDay(a.from) < firstDay(b.from) ? -1 : 1))
    .at(-1);
