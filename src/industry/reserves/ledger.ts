interface Act {
  readonly tx: string;
  readonly date: string;
}

/** One act on a reserve; quantities are whole units of the item. */
export type ReserveAct = Act &
  (
    | {
        readonly op: 'receive';
        readonly site: string;
        readonly item: string;
        readonly lot: string;
        readonly qty: number;
        readonly expires: string;
      }
    | {
        readonly op: 'transfer';
        readonly from: string;
        readonly to: string;
        readonly item: string;
        readonly lot: string;
        readonly qty: number;
      }
    | { readonly op: 'dispatch'; readonly site: string; readonly item: string; readonly qty: number; readonly min_remaining_days: number }
    | { readonly op: 'expire' }
    | { readonly op: 'count'; readonly site: string; readonly item: string; readonly lot: string; readonly counted: number }
    | { readonly op: 'reverse'; readonly of: string }
  );

export interface ReserveError {
  readonly tx: string;
  readonly error: 'insufficient' | 'nothing_to_reverse';
  /** What a lot still holds. */
  readonly available?: number;
  /** What all fitting lots together lack. */
  readonly missing?: number;
}

export type Balance = readonly [account: string, item: string, lot: string, amount: number];

export interface ReserveState {
  readonly errors: readonly ReserveError[];
  /** Lots that each dispatch took, first to expire first. */
  readonly fefo_picks: Readonly<Record<string, readonly (readonly [lot: string, amount: number])[]>>;
  readonly final_balances: readonly Balance[];
  readonly balances_as_of: readonly Balance[];
  readonly sum_of_all_balances: number;
}

interface Posting {
  readonly tx: string;
  readonly date: string;
  readonly account: string;
  readonly item: string;
  readonly lot: string;
  readonly amount: number;
}

/** Amount between two accounts of one item and lot. */
interface Move {
  readonly from: string;
  readonly to: string;
  readonly item: string;
  readonly lot: string;
  readonly amount: number;
}

const stock = (site: string): string => `stock:${site}`;

/**
 * Runs a script of acts on a reserve in double entry: every act takes from one account what it gives to another, nothing is deleted,
 * a mistake is reversed by its negation. Dispatches take the lots that expire first and last long enough, all or nothing.
 */
export function runReserve(script: readonly ReserveAct[], asOf: string): ReserveState {
  const postings: Posting[] = [];
  const balances = new Map<string, Balance>();
  const expiries = new Map<string, string>();
  const reversed = new Set<string>();
  const errors: ReserveError[] = [];
  const picks: Record<string, readonly (readonly [string, number])[]> = {};

  const held = (account: string, item: string, lot: string): number => balances.get(keyOf(account, item, lot))?.[3] ?? 0;
  const post = ({ tx, date }: Act, { from, to, item, lot, amount }: Move): void => {
    if (amount === 0) return;
    for (const [account, change] of [
      [from, -amount],
      [to, amount],
    ] as const) {
      postings.push({ tx, date, account, item, lot, amount: change });
      balances.set(keyOf(account, item, lot), [account, item, lot, held(account, item, lot) + change]);
    }
  };

  for (const act of script) {
    const refusal = perform(act);
    if (refusal !== undefined) errors.push({ tx: act.tx, ...refusal });
  }
  const final = standing(balances.values());
  return {
    errors,
    fefo_picks: picks,
    final_balances: final,
    balances_as_of: standing(summed(postings.filter(({ date }) => date <= asOf))),
    sum_of_all_balances: final.reduce((sum, [, , , amount]) => sum + amount, 0),
  };

  function perform(act: ReserveAct): Omit<ReserveError, 'tx'> | undefined {
    switch (act.op) {
      case 'receive':
        expiries.set(keyOf('', act.item, act.lot), act.expires);
        post(act, { from: 'external:supplier', to: stock(act.site), item: act.item, lot: act.lot, amount: act.qty });
        return undefined;
      case 'transfer': {
        const available = held(stock(act.from), act.item, act.lot);
        if (available < act.qty) return { error: 'insufficient', available };
        post(act, { from: stock(act.from), to: stock(act.to), item: act.item, lot: act.lot, amount: act.qty });
        return undefined;
      }
      case 'dispatch':
        return dispatch(act);
      case 'expire':
        for (const [account, item, lot, amount] of [...balances.values()]) {
          const expires = expiries.get(keyOf('', item, lot));
          if (account.startsWith('stock:') && amount > 0 && expires !== undefined && expires <= act.date)
            post(act, { from: account, to: 'loss:expired', item, lot, amount });
        }
        return undefined;
      case 'count': {
        const missing = held(stock(act.site), act.item, act.lot) - act.counted;
        post(act, { from: stock(act.site), to: 'loss:count', item: act.item, lot: act.lot, amount: missing });
        return undefined;
      }
      case 'reverse': {
        const of = reversed.has(act.of) ? [] : postings.filter(({ tx }) => tx === act.of);
        if (of.length === 0) return { error: 'nothing_to_reverse' };
        reversed.add(act.of);
        for (let i = 0; i < of.length; i += 2) {
          const [taken, given] = [of[i] as Posting, of[i + 1] as Posting];
          post(act, { from: given.account, to: taken.account, item: given.item, lot: given.lot, amount: given.amount });
        }
        return undefined;
      }
    }
  }

  function dispatch(act: Extract<ReserveAct, { op: 'dispatch' }>): Omit<ReserveError, 'tx'> | undefined {
    const least = Temporal.PlainDate.from(act.date).add({ days: act.min_remaining_days }).toString();
    const lots = [...balances.values()]
      .filter(([account, item, , amount]) => account === stock(act.site) && item === act.item && amount > 0)
      .map(([, item, lot, amount]) => ({ lot, amount, expires: expiries.get(keyOf('', item, lot)) ?? '' }))
      .filter(({ expires }) => expires >= least)
      .sort((a, b) => (`${a.expires} ${a.lot}` < `${b.expires} ${b.lot}` ? -1 : 1));
    const available = lots.reduce((sum, { amount }) => sum + amount, 0);
    if (available < act.qty) return { error: 'insufficient', missing: act.qty - available };
    const taken: [string, number][] = [];
    let left = act.qty;
    for (const { lot, amount } of lots) {
      if (left === 0) break;
      const part = Math.min(amount, left);
      taken.push([lot, part]);
      post(act, { from: stock(act.site), to: 'external:receiver', item: act.item, lot, amount: part });
      left -= part;
    }
    picks[act.tx] = taken;
    return undefined;
  }
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function summed(postings: readonly Posting[]): Iterable<Balance> {
  const sums = new Map<string, Balance>();
  for (const { account, item, lot, amount } of postings) {
    const key = keyOf(account, item, lot);
    sums.set(key, [account, item, lot, (sums.get(key)?.[3] ?? 0) + amount]);
  }
  return sums.values();
}

/** Balances that are not nought, by account, item and lot. */
const standing = (balances: Iterable<Balance>): readonly Balance[] =>
  [...balances]
    .filter(([, , , amount]) => amount !== 0)
    .sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2], b[2]));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
