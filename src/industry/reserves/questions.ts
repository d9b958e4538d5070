import type { Input } from '../input.ts';
import { type ReserveAct, type ReserveState, runReserve } from './ledger.ts';

const OPS = ['receive', 'transfer', 'dispatch', 'expire', 'count', 'reverse'] as const;

/** A script of acts on a reserve, and its state at the end and on a day. */
export const askReserve = (input: Input): ReserveState => runReserve(input.objects('script').map(actOf), input.day('as_of').toString());

function actOf(act: Input): ReserveAct {
  const base = { tx: act.text('tx'), date: act.day('date').toString() };
  const op = act.choice('op', OPS);
  switch (op) {
    case 'receive':
      return {
        ...base,
        op,
        site: act.text('site'),
        item: act.text('item'),
        lot: act.text('lot'),
        qty: act.integer('qty'),
        expires: act.day('expires').toString(),
      };
    case 'transfer':
      return {
        ...base,
        op,
        from: act.text('from'),
        to: act.text('to'),
        item: act.text('item'),
        lot: act.text('lot'),
        qty: act.integer('qty'),
      };
    case 'dispatch':
      return {
        ...base,
        op,
        site: act.text('site'),
        item: act.text('item'),
        qty: act.integer('qty'),
        min_remaining_days: act.integer('min_remaining_days', 0, 36_525),
      };
    case 'expire':
      return { ...base, op };
    case 'count':
      return { ...base, op, site: act.text('site'), item: act.text('item'), lot: act.text('lot'), counted: act.integer('counted') };
    case 'reverse':
      return { ...base, op, of: act.text('of') };
  }
}
