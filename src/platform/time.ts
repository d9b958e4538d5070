/** The present instant, given from outside so that a past or a test day can be lived through. */
export type Now = () => Temporal.Instant;

export const systemNow: Now = () => Temporal.Now.instant();

/** The date on which an instant falls in the ministry's time zone: limits of law run there. */
export const dateIn = (timeZone: string, instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(timeZone).toPlainDate();
