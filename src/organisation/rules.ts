/**
 * The rules of authority, once: read by `may` for one act and compiled to SQL for lists. A rule is a test over a seat of the person,
 * a holding of the mandate, and the deed.
 */
export type Test =
  | { readonly any: readonly Test[] }
  | { readonly not: Test }
  | { readonly equal: readonly [Name, Name] }
  | { readonly is: readonly [Name, readonly string[]] }
  | { readonly absent: Name }
  | { readonly holds: RangeName }
  | { readonly atMost: readonly [Name, Name] }
  | { readonly personAmong: 'deed.drafters' }
  | { readonly recused: true };

export type Name =
  | 'seat.institution'
  | 'seat.mandate'
  | 'seat.role'
  | 'seat.clearance'
  | 'holding.institution'
  | 'holding.mandate'
  | 'holding.role'
  | 'holding.territory'
  | 'holding.scope'
  | 'deed.mandate'
  | 'deed.role'
  | 'deed.territory'
  | 'deed.scope'
  | 'deed.secrecy';
type RangeName = 'seat.valid' | 'holding.valid';

export type DenialReason =
  | 'no-post'
  | 'lapsed'
  | 'no-mandate'
  | 'moved'
  | 'territory'
  | 'scope'
  | 'role'
  | 'own-case'
  | 'recused'
  | 'secrecy';

export interface AuthorityRule {
  readonly code: string;
  /** What a denial says when no seat and holding pass this rule and all before it. */
  readonly reason: DenialReason;
  readonly test: Test;
}

/** Whoever drafted does not decide; examining one's own earlier opinion again is no conflict. */
const SEPARATED = ['decide', 'sign'];

/** In the order in which a denial is explained: the first rule that nothing passes is the reason. */
export const RULES: readonly AuthorityRule[] = [
  { code: 'appointed', reason: 'lapsed', test: { holds: 'seat.valid' } },
  { code: 'institution', reason: 'no-mandate', test: { equal: ['holding.institution', 'seat.institution'] } },
  { code: 'mandate', reason: 'no-mandate', test: { equal: ['holding.mandate', 'deed.mandate'] } },
  { code: 'lead', reason: 'no-mandate', test: { is: ['holding.role', ['lead']] } },
  { code: 'in-force', reason: 'moved', test: { holds: 'holding.valid' } },
  {
    code: 'territory',
    reason: 'territory',
    test: { any: [{ absent: 'holding.territory' }, { equal: ['holding.territory', 'deed.territory'] }] },
  },
  { code: 'scope', reason: 'scope', test: { any: [{ absent: 'holding.scope' }, { equal: ['holding.scope', 'deed.scope'] }] } },
  { code: 'post-mandate', reason: 'role', test: { any: [{ is: ['seat.mandate', ['*']] }, { equal: ['seat.mandate', 'deed.mandate'] }] } },
  { code: 'post-role', reason: 'role', test: { equal: ['seat.role', 'deed.role'] } },
  { code: 'clearance', reason: 'secrecy', test: { atMost: ['deed.secrecy', 'seat.clearance'] } },
  {
    code: 'separation',
    reason: 'own-case',
    test: { any: [{ not: { is: ['deed.role', SEPARATED] } }, { not: { personAmong: 'deed.drafters' } }] },
  },
  { code: 'recusal', reason: 'recused', test: { not: { recused: true } } },
];

/** One seat, one holding and the deed, as `may` looks at them. */
export interface Situation {
  readonly seat: {
    readonly institution: string;
    readonly mandate: string;
    readonly role: string;
    readonly clearance: number;
    readonly valid: DayRange;
  };
  readonly holding: {
    readonly institution: string;
    readonly mandate: string;
    readonly role: string;
    readonly territory: string | null;
    readonly scope: string | null;
    readonly valid: DayRange;
  };
  readonly deed: {
    readonly mandate: string;
    readonly role: string;
    readonly territory: string | null;
    readonly scope: string | null;
    readonly secrecy: number;
    readonly drafters: readonly string[];
  };
  readonly personId: string;
  /** ISO date. */
  readonly on: string;
  readonly isRecused: boolean;
}

/** Days d with from ≤ d < until, ISO text; undefined is open. */
export interface DayRange {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export const contains = (range: DayRange, on: string): boolean =>
  (range.from === undefined || range.from <= on) && (range.until === undefined || on < range.until);

/** A test as a function of a situation. */
export function compileTest(test: Test): (situation: Situation) => boolean {
  if ('any' in test) {
    const tests = test.any.map(compileTest);
    return (situation) => tests.some((each) => each(situation));
  }
  if ('not' in test) {
    const inner = compileTest(test.not);
    return (situation) => !inner(situation);
  }
  if ('equal' in test) {
    const [left, right] = test.equal;
    return (situation) => {
      const value = read(situation, left);
      return value !== null && value === read(situation, right);
    };
  }
  if ('is' in test) {
    const [name, values] = test.is;
    return (situation) => values.includes(String(read(situation, name)));
  }
  if ('absent' in test) return (situation) => read(situation, test.absent) === null;
  if ('holds' in test)
    return (situation) => contains(test.holds === 'seat.valid' ? situation.seat.valid : situation.holding.valid, situation.on);
  if ('atMost' in test) {
    const [low, high] = test.atMost;
    return (situation) => Number(read(situation, low)) <= Number(read(situation, high));
  }
  if ('personAmong' in test) return (situation) => situation.deed.drafters.includes(situation.personId);
  return (situation) => situation.isRecused;
}

function read(situation: Situation, name: Name): string | number | null {
  const [part, field] = name.split('.') as ['seat' | 'holding' | 'deed', string];
  return (situation[part] as unknown as Readonly<Record<string, string | number | null>>)[field] ?? null;
}
