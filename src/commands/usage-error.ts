/** Arguments that a command cannot take; its message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
