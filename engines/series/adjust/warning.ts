/** Why a rung of the ladder was left, or what a reader should know. */
export interface Warning {
  readonly code: string;
  readonly field?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}
