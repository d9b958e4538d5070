import type { FeelType } from './types.ts';
import type { FeelValue } from './values.ts';

/** Values of the names bound together, and the frame around them. */
export interface Frame {
  readonly values: FeelValue[];
  readonly up: Frame | undefined;
}

export type Evaluate = (frame: Frame) => FeelValue;

const constants = new WeakMap<Evaluate, { readonly value: FeelValue }>();

/** An evaluation that always gives one value, and is known to. */
export function constant(value: FeelValue): Evaluate {
  const evaluate: Evaluate = () => value;
  constants.set(evaluate, { value });
  return evaluate;
}

/** The value of an evaluation that is known to be constant. */
export const constantOf = (evaluate: Evaluate): { readonly value: FeelValue } | undefined => constants.get(evaluate);

/** Which names a frame holds, known when an expression is compiled. */
export class Scope {
  readonly up: Scope | undefined;
  /** `names`: each name has a slot. `item`: slot 0 is the item of a filter, whose own entries are names too. `open`: slot 0 is a context. */
  readonly kind: 'names' | 'item' | 'open';
  readonly #slots = new Map<string, number>();

  constructor(up: Scope | undefined, names: Iterable<string> = [], kind: 'names' | 'item' | 'open' = 'names') {
    this.up = up;
    this.kind = kind;
    for (const name of names) this.add(name);
  }

  /** Binds a name to the next slot, or to the one it has. */
  add(name: string): number {
    const slot = this.#slots.get(name) ?? this.#slots.size;
    this.#slots.set(name, slot);
    return slot;
  }

  slotOf(name: string): number | undefined {
    return this.#slots.get(name);
  }

  get names(): IterableIterator<string> {
    return this.#slots.keys();
  }
}

/** What the compiler needs to know of the model around an expression. */
export interface Surroundings {
  /** The type of a name, or undefined if the model has none. */
  readonly typeNamed: (name: string) => FeelType | undefined;
  /** Told of each name that nothing in scope has; its value is null. */
  readonly unknownName: (name: string, at: number) => void;
  /** Told of each function defined outside FEEL; its result is null. */
  readonly externalFunction: () => void;
}
