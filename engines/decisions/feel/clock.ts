// Evaluation is synchronous: one place holds the moment of the one that runs.
let fixed: Temporal.ZonedDateTime | undefined;

/** The moment that `now` and `today` tell, and by which a zone named by a time of day alone has its offset. */
export const currentMoment = (): Temporal.ZonedDateTime => fixed ?? Temporal.Now.zonedDateTimeISO();

/** Evaluates as if at a moment, so that a decision can be repeated; without one the machine's clock is read. */
export function atMoment<T>(moment: Temporal.ZonedDateTime | undefined, work: () => T): T {
  const before = fixed;
  fixed = moment ?? before;
  try {
    return work();
  } finally {
    fixed = before;
  }
}
