import { by, ceiling, compare, decimal, type Fraction, floor, minus, plus, shown, times, whole } from '../exact.ts';

export type ReplacementSector = 'steel' | 'cement' | 'flat_glass';

export interface RetiredUnit {
  readonly unit: string;
  readonly retired_capacity: string;
  /** Per cent of the retired capacity that this project uses. */
  readonly share_used_pct: number;
  /** Its retirement was paid for: it cannot be used again. */
  readonly subsidised: boolean;
  readonly after_merger: boolean;
  /** A condition under which steel is replaced one for one. */
  readonly equal_condition: string | null;
  readonly restricted_class: boolean;
  readonly cross_province: boolean;
  readonly phosphogypsum: boolean;
}

export interface ReplacementProject {
  readonly sector: ReplacementSector;
  readonly project_region: 'key' | 'other';
  readonly new_capacity: string;
  readonly sources: readonly RetiredUnit[];
}

export interface ReplacementChecked {
  readonly per_source: readonly { readonly unit: string; readonly ratio: string | null; readonly eligible: boolean }[];
  readonly supported_new_capacity_floor: string;
  readonly sufficient: boolean;
  readonly shortfall_new_capacity: string;
}

/** Old capacity for new: steel from 2021-06-01 (工信部原〔2021〕46号), cement and flat glass from 2021-08-01 (工信部原〔2021〕80号). */
const RATIOS = {
  steel: { key: '1.5', other: '1.25', mergerKey: '1.25', mergerOther: '1.1', equal: '1' },
  cement: { key: '2', other: '1.5', restricted: '2', phosphogypsum: '1' },
  flatGlass: { key: '1.25', other: '1' },
} as const;

const HUNDRED = whole(100);
const DECIMALS = 2;

/** Whether retired capacity supports a project's new capacity; support is cut and a shortfall rounded up to the hundredth. */
export function checkReplacement(project: ReplacementProject): ReplacementChecked {
  const rated = project.sources.map((source) => ({ source, ratio: source.subsidised ? null : ratioOf(project, source) }));
  const supported = rated.reduce((sum, { source, ratio }) => (ratio === null ? sum : plus(sum, supportOf(source, ratio))), whole(0));
  const wanted = decimal(project.new_capacity);
  const isEnough = compare(supported, wanted) >= 0;
  return {
    per_source: rated.map(({ source, ratio }) => ({ unit: source.unit, ratio, eligible: ratio !== null })),
    supported_new_capacity_floor: shown(floor(times(supported, HUNDRED)), DECIMALS),
    sufficient: isEnough,
    shortfall_new_capacity: shown(isEnough ? 0n : ceiling(times(minus(wanted, supported), HUNDRED)), DECIMALS),
  };
}

const supportOf = (source: RetiredUnit, ratio: string): Fraction =>
  by(times(decimal(source.retired_capacity), by(decimal(String(source.share_used_pct)), HUNDRED)), decimal(ratio));

function ratioOf({ sector, project_region: region }: ReplacementProject, source: RetiredUnit): string {
  if (sector === 'flat_glass') return RATIOS.flatGlass[region];
  if (sector === 'cement') {
    if (source.restricted_class || source.cross_province) return RATIOS.cement.restricted;
    return source.phosphogypsum ? RATIOS.cement.phosphogypsum : RATIOS.cement[region];
  }
  if (source.equal_condition !== null) return RATIOS.steel.equal;
  if (source.after_merger) return region === 'key' ? RATIOS.steel.mergerKey : RATIOS.steel.mergerOther;
  return RATIOS.steel[region];
}
