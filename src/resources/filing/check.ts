import type { Refusal } from '../../platform/http/refusal.ts';

/** The checks of a filing by their numbers (the ministry's list; titles and law in `catalogues/checks.yaml`). */
export const CHECK_CODES = [
  'C01',
  'C02',
  'C03',
  'C04',
  'C05',
  'C06',
  'C07',
  'C08',
  'C09',
  'C10',
  'C11',
  'C12',
  'C13',
  'C14',
  'C15',
  'C16',
  'C17',
  'C18',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/**
 * What a check came to. `blocked`: the filing is not taken. `manual`: a machine cannot decide, so people do: a source that does not
 * answer or does not know is never a yes. `none`: the check does not apply.
 */
export interface Check {
  readonly code: CheckCode;
  readonly outcome: 'passed' | 'blocked' | 'manual' | 'none';
  /** Why it is blocked or left to people, each with its field. */
  readonly found: readonly Refusal[];
}

export interface Filing {
  readonly subject: {
    readonly nature: string;
    readonly name: string;
    readonly certificateNumber: string;
    readonly province: string;
    readonly legalPerson: string;
  };
  readonly principal: {
    readonly name: string;
    readonly idNumber: string;
    readonly idValidUntil?: string;
    readonly mobile: string;
    readonly emergencyMobile: string;
  };
  readonly service: { readonly name: string; readonly domain: string; readonly contentTypes: readonly string[] };
  readonly access?: { readonly provider: string; readonly ip: string };
}

/** What the organiser's province asks beyond the national rule: a row of `province-filing`. */
export interface ProvinceRules {
  readonly minimumAge: number;
  readonly identityMarginDays: number;
  readonly domainMonths: number;
  readonly localIdentityOnly: boolean;
  readonly letterOfAuthority: boolean;
  readonly mobileShared: boolean;
  readonly shellMayAdd: boolean;
  /** From this number of websites on a plan of construction is asked for; 0 for never. */
  readonly planFrom: number;
  /** The most websites that an individual may have; 0 for no limit. */
  readonly individualMost: number;
}

type Row = Readonly<Record<string, unknown>>;

/** What the registers say about a filing; undefined where they say nothing. */
export interface FilingFacts {
  readonly business: Row | undefined;
  readonly domain: Row | undefined;
  /** Address ranges that the access provider has filed. */
  readonly ranges: readonly string[];
  /** Entries of the blacklist in force: of the organiser, the domain, the person in charge. */
  readonly blacklisted: readonly { readonly field: string; readonly reason: string; readonly until: string }[];
  /** The mobile number verifies filings of another organiser. */
  readonly isMobileOfAnother: boolean;
  /** Websites of the organiser that stand in the register, and its number where it has one. */
  readonly websites: number;
  readonly subjectNumber: string | undefined;
  /** Access to a website of the organiser is restricted. */
  readonly isRestricted: boolean;
  /** Another organiser has a website of this name. */
  readonly nameOfAnother: string | undefined;
  /** A filed domain that this one looks like. */
  readonly lookalike: string | undefined;
}
