/**
 * Input that cannot be worked on, with the reason as a code in kebab case (`series-too-short`, `margins-do-not-add`, …), the field it
 * lies in and the figures that tell why.
 */
export class SeriesRefusal extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;

  constructor(code: string, at: { readonly field?: string; readonly values?: Readonly<Record<string, unknown>> } = {}) {
    super(code);
    this.code = code;
    this.field = at.field;
    this.values = at.values ?? {};
  }
}

/** The refusal as a sentence: "series too short in values: observations 20, needed 36". */
export function describeRefusal({ code, field, values }: Pick<SeriesRefusal, 'code' | 'field' | 'values'>): string {
  const figures = Object.entries(values).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${code.replaceAll('-', ' ')}${field === undefined ? '' : ` in ${field}`}${figures.length === 0 ? '' : `: ${figures.join(', ')}`}`;
}
