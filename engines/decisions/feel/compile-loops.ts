import { add, subtract } from './arithmetic.ts';
import { compare } from './comparison.ts';
import type { Compiler } from './compiler.ts';
import { charge, chargeItems, checkItems } from './limits.ts';
import { type Evaluate, type Frame, Scope } from './scope.ts';
import type { Iteration, Syntax } from './syntax.ts';
import { DAY, DaysTimeDuration, FeelDate } from './temporal.ts';
import { FeelRange, type FeelValue, isList } from './values.ts';

const ONE_DAY = new DaysTimeDuration(BigInt(DAY));

/** Whole numbers or dates from one end to the other, up or down. */
function* walk(from: FeelValue, to: FeelValue): Generator<FeelValue> {
  if (typeof from === 'number' && typeof to === 'number') {
    const step = from <= to ? 1 : -1;
    for (let i = from; step > 0 ? i <= to : i >= to; i += step) yield i;
  } else if (from instanceof FeelDate) {
    const down = (compare(from, to) ?? 0) > 0;
    const passed = (day: FeelValue): boolean => (down ? (compare(day, to) ?? -1) < 0 : (compare(day, to) ?? 1) > 0);
    for (let day: FeelValue = from; day !== null && !passed(day); day = down ? subtract(day, ONE_DAY) : add(day, ONE_DAY)) yield day;
  }
}

const walkable = (from: FeelValue, to: FeelValue): boolean =>
  (typeof from === 'number' && typeof to === 'number') || (from instanceof FeelDate && to instanceof FeelDate);

/** The items of a range of whole numbers or dates; undefined where it has no first, no last or no next item. */
function itemsOf(range: FeelRange): Iterable<FeelValue> | undefined {
  if (!walkable(range.start, range.end)) return undefined;
  return walk(range.start, range.end).filter(
    (item) => (range.startIncluded || compare(item, range.start) !== 0) && (range.endIncluded || compare(item, range.end) !== 0),
  );
}

/** What an evaluated iteration context runs over; undefined where it cannot. A value alone stands for a list of it. */
function iterable(over: FeelValue, to: FeelValue | undefined): Iterable<FeelValue> | undefined {
  if (to !== undefined) return walkable(over, to) ? walk(over, to) : undefined;
  if (over instanceof FeelRange) return itemsOf(over);
  if (isList(over)) return over;
  return over === null ? undefined : [over];
}

type Visit = (frame: Frame) => boolean | undefined;

/** Runs `visit` for each combination, the last iteration turning fastest, until it answers otherwise than true. */
type Loop = (frame: Frame, visit: Visit) => boolean | undefined;

/** Compiles iterations from the outermost in; undefined where a context does not iterate. */
function compileIterations(
  compiler: Compiler,
  iterations: readonly Iteration[],
  scope: Scope,
): { readonly loop: Loop; readonly inner: Scope } {
  const [first, ...rest] = iterations;
  if (first === undefined) return { loop: (frame, visit) => visit(frame), inner: scope };
  const over = compiler.compile(first.over, scope);
  const to = first.to === undefined ? undefined : compiler.compile(first.to, scope);
  const own = new Scope(scope, [first.name]);
  const { loop, inner } = compileIterations(compiler, rest, own);
  return {
    inner,
    loop: (frame, visit) => {
      const items = iterable(over(frame), to?.(frame));
      if (items === undefined) return undefined;
      for (const item of items) {
        charge(1);
        const goesOn = loop({ values: [item], up: frame }, visit);
        if (goesOn !== true) return goesOn;
      }
      return true;
    },
  };
}

/** How a loop's result speaks of the results so far: as a whole, by position only, or not at all. */
type PartialUse = 'whole' | 'items' | 'none';

function partialUse(syntax: unknown): PartialUse {
  if (typeof syntax !== 'object' || syntax === null) return 'none';
  if (Array.isArray(syntax)) return strongest(syntax.map(partialUse));
  if (Object.getPrototypeOf(syntax) !== Object.prototype) return 'none';
  const node = syntax as Syntax;
  if (node.is === 'name') return node.name === 'partial' ? 'whole' : 'none';
  if (node.is === 'filter' && node.of.is === 'name' && node.of.name === 'partial' && isPosition(node.by)) return 'items';
  return strongest(Object.values(node).map(partialUse));
}

const isPosition = (by: Syntax): boolean => by.is === 'literal' || (by.is === 'negation' && by.of.is === 'literal');
const strongest = (uses: readonly PartialUse[]): PartialUse =>
  uses.includes('whole') ? 'whole' : uses.includes('items') ? 'items' : 'none';

/**
 * `for … return …`, with the results so far as `partial` (DMN 1.5 §10.3.2.14).
 *
 * @param use how the result speaks of `partial`, where its syntax does not show it
 */
export function compileFor(
  compiler: Compiler,
  syntax: Extract<Syntax, { is: 'for' }>,
  scope: Scope,
  use: PartialUse = partialUse(syntax.result),
): Evaluate {
  const { loop, inner } = compileIterations(compiler, syntax.iterations, scope);
  const result = compiler.compile(syntax.result, new Scope(inner, ['partial']));
  return (frame) => {
    const results: FeelValue[] = [];
    const ended = loop(frame, (own) => {
      // A list that is kept must not grow under whoever keeps it.
      if (use === 'whole') chargeItems(results.length);
      results.push(result({ values: [use === 'whole' ? [...results] : results], up: own }));
      checkItems(results.length);
      return true;
    });
    return ended === undefined ? null : results;
  };
}

/**
 * `some` and `every … satisfies …`: ternary disjunction and conjunction over the combinations (DMN 1.5, table 49).
 *
 * @param strict a condition that is a value but no boolean makes the whole null, as boxed iterators demand (§10.2.2.11)
 */
export function compileQuantified(
  compiler: Compiler,
  syntax: Extract<Syntax, { is: 'some' | 'every' }>,
  scope: Scope,
  strict = false,
): Evaluate {
  const { loop, inner } = compileIterations(compiler, syntax.iterations, scope);
  const condition = compiler.compile(syntax.condition, inner);
  const decisive = syntax.is === 'some';
  return (frame) => {
    let outcome: boolean | null = !decisive;
    const ended = loop(frame, (own) => {
      const holds = condition(own);
      if (strict && holds !== null && typeof holds !== 'boolean') return undefined;
      if (holds === decisive) outcome = decisive;
      else if (typeof holds !== 'boolean' && outcome !== decisive) outcome = null;
      return outcome !== decisive;
    });
    return ended === undefined ? null : outcome;
  };
}
