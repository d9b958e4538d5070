import { charge } from '../limits.ts';
import { type FeelContext, type FeelList, type FeelValue, isContext } from '../values.ts';
import { any, boolean, builtIn, context, list, signature, string } from './signature.ts';

function fromEntries(entries: FeelList): FeelValue {
  const made = new Map<string, FeelValue>();
  for (const entry of entries) {
    charge(1);
    if (!isContext(entry) || !entry.has('value')) return null;
    const key = entry.get('key');
    if (typeof key !== 'string' || made.has(key)) return null;
    made.set(key, entry.get('value') ?? null);
  }
  return made;
}

const put = (into: FeelContext, key: string, value: FeelValue): FeelContext => new Map([...into, [key, value]]);

/** `context put` by a path of keys: each but the last names a context to change. */
function putDeep(into: FeelContext, keys: FeelList, value: FeelValue): FeelValue {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return null;
  charge(into.size + 1);
  if (rest.length === 0) return put(into, key, value);
  const inner = into.get(key) ?? null;
  const changed = isContext(inner) ? putDeep(inner, rest, value) : null;
  return changed === null ? null : put(into, key, changed);
}

function merge(contexts: FeelList): FeelValue {
  const merged = new Map<string, FeelValue>();
  for (const each of contexts) {
    if (!isContext(each)) return null;
    charge(each.size);
    for (const [key, value] of each) merged.set(key, value);
  }
  return merged;
}

const entriesOf = (from: FeelContext): FeelValue =>
  [...from].map(
    ([key, value]) =>
      new Map<string, FeelValue>([
        ['key', key],
        ['value', value],
      ]),
  );

/** Context functions (DMN 1.5 §10.3.4.10) and `not` (§10.3.4.2). */
export const contextFunctions = [
  builtIn(
    'not',
    signature(['negand'], [boolean], (negand) => !negand),
  ),
  builtIn(
    'get value',
    signature(['m', 'key'], [context, string], (from, key) => from.get(key) ?? null),
    signature(['context', 'key'], [context, string], (from, key) => from.get(key) ?? null),
  ),
  builtIn('get entries', signature(['m'], [context], entriesOf), signature(['context'], [context], entriesOf)),
  builtIn('context', signature(['entries'], [list], fromEntries)),
  builtIn(
    'context put',
    signature(['context', 'key', 'value'], [context, string, any], put),
    signature(['context', 'keys', 'value'], [context, list, any], putDeep),
  ),
  builtIn('context merge', signature(['contexts'], [list], merge)),
];
