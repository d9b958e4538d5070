import { compare, decimal } from '../exact.ts';

export const declaredSchedules = ['2A', '2A*', '2B', '3', 'DOC', 'PSF'] as const;
/** Production, processing, consumption. */
export const activityKinds = ['P', 'PROC', 'C'] as const;

export interface ChemicalActivity {
  readonly year: number;
  readonly chemical: string;
  readonly schedule: (typeof declaredSchedules)[number];
  readonly kind: (typeof activityKinds)[number];
  readonly quantity_g: number;
  readonly concentration_pct: string;
}

export interface ChemicalSite {
  /** The year reported on; the one after it is anticipated. */
  readonly year: number;
  readonly site_makes_only: string;
  readonly plants: readonly { readonly activities: readonly ChemicalActivity[] }[];
}

export interface Declarations {
  readonly s2_past: boolean;
  readonly s2_anticipated: boolean;
  readonly s2_inspectable: boolean;
  readonly s3_past: boolean;
  readonly s3_anticipated: boolean;
  readonly s3_inspectable: boolean;
  readonly ocpf: boolean;
  readonly ocpf_inspectable: boolean;
}

/** Verification Annex, part VII.A 3 and B 12; mixtures: decision C-14/DEC.4. Grams and per cent, all "more than". */
const SCHEDULE2 = {
  '2A*': { concentration: '10', threshold: 1_000, inspection: 10_000, inspectionConcentration: '1' },
  '2A': { concentration: '10', threshold: 100_000, inspection: 1_000_000, inspectionConcentration: '1' },
  '2B': { concentration: '30', threshold: 1_000_000, inspection: 10_000_000, inspectionConcentration: '30' },
} as const;

const S3_CONCENTRATION = '30';
const TONNES_30 = 30_000_000;
const TONNES_200 = 200_000_000;

/** Sites that make nothing else declare no discrete organic chemicals (part IX, 2). */
const EXEMPT_SITES = ['hydrocarbons', 'explosives'];

/** What a site declares after a year, and whether it can be inspected (Verification Annex, parts VII, VIII and IX). */
export function declarationsOf(site: ChemicalSite): Declarations {
  const { year } = site;
  const past = [year, year - 1, year - 2];
  const coming = [year + 1];
  return {
    s2_past: past.some((each) => isSchedule2Declared(site, each)),
    s2_anticipated: coming.some((each) => isSchedule2Declared(site, each)),
    s2_inspectable: [...past, ...coming].some((each) => isSchedule2Inspectable(site, each)),
    s3_past: schedule3Amounts(site, year).length > 0,
    s3_anticipated: schedule3Amounts(site, year + 1).length > 0,
    s3_inspectable: [year, year + 1].some((each) => sum(schedule3Amounts(site, each)) > TONNES_200),
    ...organicDeclarations(site),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Amounts of a plant's year, by chemical and kind, in mixtures above a concentration. */
function amountsOf(activities: readonly ChemicalActivity[], schedule: string, year: number, concentration: string): readonly number[] {
  const amounts = new Map<string, number>();
  for (const activity of activities) {
    if (activity.schedule !== schedule || activity.year !== year) continue;
    if (compare(decimal(activity.concentration_pct), decimal(concentration)) <= 0) continue;
    const key = JSON.stringify([activity.chemical, activity.kind]);
    amounts.set(key, (amounts.get(key) ?? 0) + activity.quantity_g);
  }
  return [...amounts.values()];
}

const isSchedule2Declared = (site: ChemicalSite, year: number): boolean =>
  isSchedule2Inspectable(site, year) ||
  site.plants.some(({ activities }) =>
    Object.entries(SCHEDULE2).some(([schedule, { concentration, threshold }]) =>
      amountsOf(activities, schedule, year, concentration).some((amount) => amount > threshold),
    ),
  );

const isSchedule2Inspectable = (site: ChemicalSite, year: number): boolean =>
  site.plants.some(({ activities }) =>
    Object.entries(SCHEDULE2).some(([schedule, { inspection, inspectionConcentration }]) =>
      amountsOf(activities, schedule, year, inspectionConcentration).some((amount) => amount > inspection),
    ),
  );

/** Amounts of Schedule 3 that a plant produces beyond thirty tonnes a chemical. */
const schedule3Amounts = (site: ChemicalSite, year: number): readonly number[] =>
  site.plants.flatMap(({ activities }) =>
    amountsOf(
      activities.filter(({ kind }) => kind === 'P'),
      '3',
      year,
      S3_CONCENTRATION,
    ).filter((amount) => amount > TONNES_30),
  );

function organicDeclarations({ year, site_makes_only, plants }: ChemicalSite): Pick<Declarations, 'ocpf' | 'ocpf_inspectable'> {
  if (EXEMPT_SITES.includes(site_makes_only)) return { ocpf: false, ocpf_inspectable: false };
  const produced = (schedule: string): readonly number[] =>
    plants.flatMap(({ activities }) =>
      amountsOf(
        activities.filter(({ kind }) => kind === 'P'),
        schedule,
        year,
        '0',
      ),
    );
  const psf = produced('PSF');
  const total = sum(produced('DOC')) + sum(psf);
  return { ocpf: total > TONNES_200 || psf.some((amount) => amount > TONNES_30), ocpf_inspectable: total > TONNES_200 };
}
