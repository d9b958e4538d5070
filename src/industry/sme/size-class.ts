import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileDecisions, type DecisionModel } from '@mandate/decisions';

export type SizeClass = 'large' | 'medium' | 'small' | 'micro';
export type Indicator = 'employees' | 'revenue_fen' | 'assets_fen';

/** Figures of an enterprise; money in fen. What is not known is null, which is not zero. */
export interface Enterprise {
  /** 1 to 16, the standard's own numbering; null where only the activity is known. */
  readonly industry_no: number | null;
  /** Code of the main activity in GB/T 4754-2017: `65`, `I65`, `7010`. */
  readonly gbt4754?: string;
  readonly employees: number | null;
  readonly revenue_fen: number | null;
  readonly assets_fen: number | null;
}

/** One bound of a class held against the enterprise's figure, in the figure's unit. */
export interface BoundCheck {
  readonly class: SizeClass;
  readonly indicator: Indicator;
  readonly bound: number;
  readonly value: number;
  readonly met: boolean;
}

export type Classified =
  | { readonly size: SizeClass; readonly industry_no: number; readonly checks: readonly BoundCheck[] }
  | { readonly error: 'missing_indicator'; readonly indicator: Indicator }
  | { readonly error: 'not_in_scope' };

/** Lower bounds of an industry's row by class; an indicator the row does not have is left out. */
type Row = readonly { readonly class: SizeClass; readonly bounds: readonly (readonly [indicator: Indicator, bound: number])[] }[];

export interface SizeClasses {
  readonly classify: (enterprise: Enterprise) => Classified;
  /** The class by the decision model itself, for checking `classify` against it. */
  readonly decide: (enterprise: Enterprise & { readonly industry_no: number }) => unknown;
}

const FEN_PER_TEN_THOUSAND_YUAN = 1_000_000;

const COLUMNS: readonly (readonly [column: string, indicator: Indicator, unit: number])[] = [
  ['Employees', 'employees', 1],
  ['Revenue', 'revenue_fen', FEN_PER_TEN_THOUSAND_YUAN],
  ['Assets', 'assets_fen', FEN_PER_TEN_THOUSAND_YUAN],
];

const INDUSTRIES = 16;

/**
 * The size classes of 工信部联企业〔2011〕300号, read from the ministry's decision table `rules/sme-size-class.dmn`. The bounds are taken
 * out of the model once; a million enterprises are then classified by comparing whole fen.
 */
export async function loadSizeClasses(ministryFolder: string): Promise<SizeClasses> {
  const model = await compileDecisions(readFileSync(join(ministryFolder, 'rules', 'sme-size-class.dmn'), 'utf8'));
  const rows = new Map(Array.from({ length: INDUSTRIES }, (_, i) => [i + 1, rowOf(model, i + 1)]));
  return {
    classify: (enterprise) => {
      const industry = enterprise.industry_no ?? industryOf(model, enterprise.gbt4754);
      const row = rows.get(industry ?? 0);
      return industry === undefined || row === undefined ? { error: 'not_in_scope' } : classify(enterprise, industry, row);
    },
    decide: ({ industry_no, employees, revenue_fen, assets_fen }) =>
      model.decide('size-class', {
        industry: industry_no,
        employees,
        revenue: inTenThousandYuan(revenue_fen),
        assets: inTenThousandYuan(assets_fen),
      }).result,
  };
}

const inTenThousandYuan = (fen: number | null): number | null => (fen === null ? null : fen / FEN_PER_TEN_THOUSAND_YUAN);

function rowOf(model: DecisionModel, industry: number): Row {
  const bounds = model.decide('bounds', { industry }).result as Readonly<Record<string, number | null>> | null;
  if (bounds === null) throw new Error(`sme-size-class.dmn has no row for industry ${industry}`);
  return (['large', 'medium', 'small'] as const).map((each) => ({
    class: each,
    bounds: COLUMNS.flatMap(([column, indicator, unit]) => {
      const bound = bounds[`${each}${column}`];
      return bound === null || bound === undefined ? [] : [[indicator, bound * unit] as const];
    }),
  }));
}

/** The standard's industry of an activity, or undefined where it has none (finance, education, health, railways, public administration). */
function industryOf(model: DecisionModel, code: string | undefined): number | undefined {
  const digits = /^[A-Z]?(\d{2})(\d?)\d?$/.exec(code ?? '');
  if (digits === null) return undefined;
  const [, division = '', group = ''] = digits;
  const { result } = model.decide('industry-of-activity', {
    division: Number(division),
    group: group === '' ? null : Number(group),
  });
  return typeof result === 'number' ? result : undefined;
}

function classify(enterprise: Enterprise, industry_no: number, row: Row): Classified {
  for (const [indicator] of row[0]?.bounds ?? []) if (enterprise[indicator] === null) return { error: 'missing_indicator', indicator };
  const checks: BoundCheck[] = [];
  for (const { class: each, bounds } of row) {
    let all = true;
    for (const [indicator, bound] of bounds) {
      const value = enterprise[indicator] as number;
      const met = value >= bound;
      checks.push({ class: each, indicator, bound, value, met });
      all &&= met;
    }
    if (all) return { size: each, industry_no, checks };
  }
  return { size: 'micro', industry_no, checks };
}
