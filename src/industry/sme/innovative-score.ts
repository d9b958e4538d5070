import { by, compare, decimal, type Fraction, whole } from '../exact.ts';

/** Figures of a year of an enterprise that scores itself; money in fen. */
export interface ScoredEnterprise {
  readonly revenue_fen: number;
  readonly main_revenue_fen: number;
  readonly main_revenue_prev_fen: number;
  readonly rd_fen: number;
  readonly assets_fen: number;
  readonly liabilities_fen: number;
  /** Best intellectual property related to the main product. */
  readonly ip: 'I_high' | 'I_own' | 'I' | 'II' | 'none';
  /** The main product belongs to a strategic emerging industry. */
  readonly strategic: boolean;
  readonly shortcuts: readonly string[];
}

export interface InnovativeScore {
  /** Points for property, R&D share, growth, debt, field, main share. */
  readonly items: readonly number[];
  readonly innovation: number;
  readonly growth: number;
  readonly specialisation: number;
  readonly total: number;
  readonly by_score: boolean;
  readonly eligible: boolean;
}

/** Bands from the best down: the points of the first whose lower edge is reached. */
type Bands = readonly (readonly [edge: Fraction, points: number])[];

const bands = (...list: readonly (readonly [edge: string, points: number])[]): Bands =>
  list.map(([edge, points]) => [decimal(edge), points]);

const PROPERTY = { I_high: 20, I_own: 15, I: 10, II: 5, none: 0 } as const;
const RESEARCH = bands(['0.05', 20], ['0.03', 15], ['0.02', 10], ['0.01', 5]);
const GROWTH = bands(['1.15', 20], ['1.10', 15], ['1.05', 10], ['1', 5]);
const MAIN_SHARE = bands(['0.70', 20], ['0.60', 15], ['0.55', 10], ['0.50', 5]);
const LOW_DEBT = decimal('0.55');
const HIGH_DEBT = decimal('0.75');

const PASS = { total: 60, innovation: 20, growth: 15, specialisation: 15 } as const;

/**
 * The score of tier 1, innovative SMEs (优质中小企业梯度培育管理暂行办法, 工信部企业〔2022〕63号, annex 1): 60 of 100 points with minima in each
 * group, or a shortcut. Ratios are exact; one that cannot be formed, as growth from nothing, gives no points.
 */
export function scoreInnovative(enterprise: ScoredEnterprise): InnovativeScore {
  const { revenue_fen, main_revenue_fen, main_revenue_prev_fen, rd_fen, assets_fen, liabilities_fen } = enterprise;
  const items = [
    PROPERTY[enterprise.ip],
    pointsOf(RESEARCH, rd_fen, revenue_fen),
    pointsOf(GROWTH, main_revenue_fen, main_revenue_prev_fen),
    debtPoints(liabilities_fen, assets_fen),
    enterprise.strategic ? 10 : 5,
    pointsOf(MAIN_SHARE, main_revenue_fen, revenue_fen),
  ];
  const [property = 0, research = 0, increase = 0, debt = 0, field = 0, share = 0] = items;
  const innovation = property + research;
  const growth = increase + debt;
  const specialisation = field + share;
  const total = innovation + growth + specialisation;
  const by_score = total >= PASS.total && innovation >= PASS.innovation && growth >= PASS.growth && specialisation >= PASS.specialisation;
  return { items, innovation, growth, specialisation, total, by_score, eligible: by_score || enterprise.shortcuts.length > 0 };
}

function pointsOf(list: Bands, over: number, under: number): number {
  if (under <= 0) return 0;
  const ratio = by(whole(over), whole(under));
  return list.find(([edge]) => compare(ratio, edge) >= 0)?.[1] ?? 0;
}

function debtPoints(liabilities: number, assets: number): number {
  if (assets <= 0) return 0;
  const ratio = by(whole(liabilities), whole(assets));
  return compare(ratio, LOW_DEBT) < 0 ? 10 : compare(ratio, HIGH_DEBT) < 0 ? 5 : 0;
}
