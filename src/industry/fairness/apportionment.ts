import { by, compare, type Fraction, floor, minus, plus, times, whole } from '../exact.ts';

export interface Member {
  readonly code: string;
  readonly weight: number;
  readonly floor: number;
  readonly cap: number;
}

export type Apportioned =
  | { readonly allocation: Readonly<Record<string, number>> }
  | {
      readonly error: 'floors_exceed_total' | 'caps_below_total' | 'zero_weight_members_would_be_needed' | 'floor_above_cap';
      readonly reachable?: number;
      readonly code?: string;
    };

/**
 * Shares a quota by weight between floors and caps: each member has its weight's share at one common rate, held between its bounds
 * (water filling); fractions are cut and the rest goes by largest fraction, then larger weight, then code. Exact throughout.
 */
export function apportion(total: number, members: readonly Member[]): Apportioned {
  const crossed = members.find((member) => member.floor > member.cap);
  if (crossed !== undefined) return { error: 'floor_above_cap', code: crossed.code };
  const sum = (of: (member: Member) => number): number => members.reduce((all, member) => all + of(member), 0);
  const floors = sum((member) => member.floor);
  const caps = sum((member) => member.cap);
  if (floors > total) return { error: 'floors_exceed_total', reachable: floors };
  if (caps < total) return { error: 'caps_below_total', reachable: caps };
  const reachable = sum((member) => (member.weight === 0 ? member.floor : member.cap));
  if (reachable < total) return { error: 'zero_weight_members_would_be_needed', reachable };
  const rate = commonRate(total, members);
  const shares = members.map((member) => ({ member, share: clamped(member, rate) }));
  return { allocation: withRest(total, shares) };
}

const clamped = (member: Member, rate: Fraction): Fraction => {
  const share = times(whole(member.weight), rate);
  if (compare(share, whole(member.floor)) < 0) return whole(member.floor);
  return compare(share, whole(member.cap)) > 0 ? whole(member.cap) : share;
};

/** The rate at which the clamped shares sum to the total: between two neighbouring breakpoints the sum is a straight line. */
function commonRate(total: number, members: readonly Member[]): Fraction {
  const weighted = members.filter(({ weight }) => weight > 0);
  const breakpoints = weighted
    .flatMap(({ weight, floor: least, cap }) => [by(whole(least), whole(weight)), by(whole(cap), whole(weight))])
    .sort(compare);
  const sumAt = (rate: Fraction): Fraction => members.reduce((all, member) => plus(all, clamped(member, rate)), whole(0));
  let below = whole(0);
  for (const point of breakpoints) {
    const reached = sumAt(point);
    if (compare(reached, whole(total)) >= 0) {
      const start = sumAt(below);
      const rise = minus(reached, start);
      if (rise.over === 0n) return point;
      return plus(below, times(minus(point, below), by(minus(whole(total), start), rise)));
    }
    below = point;
  }
  return below;
}

function withRest(
  total: number,
  shares: readonly { readonly member: Member; readonly share: Fraction }[],
): Readonly<Record<string, number>> {
  const cut = shares.map(({ member, share }) => ({ member, units: Number(floor(share)), fraction: minus(share, whole(floor(share))) }));
  const rest = total - cut.reduce((all, { units }) => all + units, 0);
  const order = cut
    .filter(({ member, units }) => units < member.cap)
    .sort((a, b) => compare(b.fraction, a.fraction) || b.member.weight - a.member.weight || (a.member.code < b.member.code ? -1 : 1));
  const raised = new Set(order.slice(0, rest).map(({ member }) => member.code));
  return Object.fromEntries(cut.map(({ member, units }) => [member.code, units + (raised.has(member.code) ? 1 : 0)]));
}
