/** What ends an evaluation that would not end by itself, or not soon. Never turned into null: the caller must hear of it. */
export class FeelLimitError extends RangeError {
  readonly limit: keyof Limits;
  constructor(limit: keyof Limits, allowed: number) {
    super(`the evaluation went past its limit of ${allowed} ${limit}`);
    this.name = 'FeelLimitError';
    this.limit = limit;
  }
}

export interface Limits {
  /** Loop turns, items visited by list functions and matching steps of regular expressions in one evaluation. */
  readonly steps: number;
  /** Function invocations within one another. */
  readonly depth: number;
  /** Characters of one string. */
  readonly characters: number;
  /** Items of one list. */
  readonly items: number;
}

/** Two seconds of work on an ordinary machine, and a stack that V8's default of 984 kB still holds. */
export const limits: Limits = { steps: 3_000_000, depth: 400, characters: 10_000_000, items: 1_000_000 };

// Evaluation is synchronous: one count serves, and the outermost evaluation starts it anew.
let steps = 0;
let depth = 0;
let running = 0;

/** Counts work; throws past the limit. */
export function charge(count: number): void {
  steps += count;
  if (steps > limits.steps) throw new FeelLimitError('steps', limits.steps);
}

/** Refuses lists that grow too long. */
export function checkItems(count: number): void {
  if (count > limits.items) throw new FeelLimitError('items', limits.items);
}

export function chargeItems(count: number): void {
  checkItems(count);
  charge(count);
}

export function chargeText(text: string): string {
  if (text.length > limits.characters) throw new FeelLimitError('characters', limits.characters);
  if (text.length > 1000) charge(text.length >> 6);
  return text;
}

/** Runs an evaluation with fresh counts unless it is part of one that runs already. */
export function limited<T>(work: () => T): T {
  if (running === 0) {
    steps = 0;
    depth = 0;
  }
  running++;
  try {
    return work();
  } catch (error) {
    throw isStackOverflow(error) ? new FeelLimitError('depth', limits.depth) : error;
  } finally {
    running--;
  }
}

/** Values nested in values can exhaust the stack where they are compared or written, however few functions call one another. */
export const isStackOverflow = (error: unknown): boolean => error instanceof RangeError && /call stack/i.test(error.message);

/** Runs a function's body one level deeper. */
export function deeper<T>(work: () => T): T {
  if (++depth > limits.depth) {
    depth = 0;
    throw new FeelLimitError('depth', limits.depth);
  }
  try {
    return work();
  } finally {
    if (depth > 0) depth--;
  }
}
