/** A rule that a request can break: a catalogue of these per capability is what documentation and translations are checked against. */
export interface Rule {
  /** Also the key of its text, `refusals.CODE`, in both languages. */
  readonly code: string;
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  /** Law and article, where the law itself says so. */
  readonly legalBasis?: string;
}

/** Values for a rule's text; one that has a name in each language carries both. */
export type Values = Readonly<Record<string, string | number | { readonly 'zh-CN': string; readonly en: string }>>;

/** What a user did that a rule does not allow. Programmer errors are TypeError or RangeError and never this. */
export class Refusal extends Error {
  readonly rule: Rule;
  readonly field: string | undefined;
  readonly values: Values;
  constructor(rule: Rule, at: { readonly field?: string; readonly values?: Values } = {}) {
    super(at.field === undefined ? rule.code : `${rule.code} (${at.field})`);
    this.rule = rule;
    this.field = at.field;
    this.values = at.values ?? {};
  }
}

/** All that is wrong at once: everything missing is named in one notice (Administrative Licensing Law, art. 32). */
export class Refusals extends Error {
  readonly all: readonly Refusal[];
  constructor(all: readonly Refusal[]) {
    super(all.map((each) => each.message).join('; '));
    this.all = all;
  }
}

/** Throws everything that was found wrong, or nothing. */
export function refuseAll(found: readonly Refusal[]): void {
  if (found.length > 0) throw new Refusals(found);
}

export const platformRefusals = {
  notFound: { code: 'not-found', status: 404 },
  signInNeeded: { code: 'sign-in-needed', status: 401 },
  inputInvalid: { code: 'input-invalid', status: 422 },
  formExpired: { code: 'form-expired', status: 403 },
  tooMany: { code: 'too-many-requests', status: 429 },
  bodyTooLarge: { code: 'body-too-large', status: 413 },
  mediaTypeUnknown: { code: 'media-type-unknown', status: 415 },
  bodyUnreadable: { code: 'body-unreadable', status: 400 },
  databaseAway: { code: 'database-away', status: 503 },
} as const satisfies Record<string, Rule>;
