import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { Refusal, type Rule } from '../platform/http/refusal.ts';
import type { Services } from '../services.ts';
import { SIZE_FIELDS, type SizeField, type SizeTestOptions, sizeTestPage } from './pages/size-test-page.ts';
import { type Classified, type Enterprise, loadSizeClasses, type SizeClasses } from './sme/size-class.ts';

export const sizeRefusals = {
  industryMissing: { code: 'size-industry-missing', status: 422 },
  figureMissing: { code: 'size-figure-missing', status: 422, legalBasis: '工信部联企业〔2011〕300号, art. 4' },
  figureInvalid: { code: 'size-figure-invalid', status: 422 },
  employeesInvalid: { code: 'size-employees-invalid', status: 422 },
} as const satisfies Record<string, Rule>;

const FIELD_OF = { employees: 'employees', revenue_fen: 'revenue', assets_fen: 'assets' } as const;
const Figure = Type.Optional(Type.String({ maxLength: 30 }));

/** What the industry departments offer to everybody without an account; a ministry without the table of size classes offers none. */
export async function registerIndustryRoutes(app: App, services: Services): Promise<void> {
  if (!existsSync(join(services.folder, 'rules', 'sme-size-class.dmn'))) return;
  const sizes = await loadSizeClasses(services.folder);

  app.get(
    '/self-tests/enterprise-size',
    {
      config: { access: 'public' },
      schema: {
        querystring: Type.Object(
          { industry: Type.Optional(Type.String({ maxLength: 2 })), employees: Figure, revenue: Figure, assets: Figure },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const given = request.query;
      if (SIZE_FIELDS.every((field) => given[field] === undefined)) return sendPage(reply, sizeTestPage(context, { given, errors: [] }));
      const { refusals, result } = test(sizes, given);
      const errors = refusals.map((each) => ({ field: each.field as SizeField, text: textOfRefusal(each, context.t) }));
      return sendPage(
        reply,
        sizeTestPage(context, { given, errors, ...(result === undefined ? {} : { result }) }),
        errors.length > 0 ? 422 : 200,
      );
    },
  );
}

function test(
  sizes: SizeClasses,
  given: SizeTestOptions['given'],
): { readonly refusals: readonly Refusal[]; readonly result?: NonNullable<SizeTestOptions['result']> } {
  const refusals: Refusal[] = [];
  const industry = /^([1-9]|1[0-6])$/.test(given.industry ?? '') ? Number(given.industry) : undefined;
  if (industry === undefined) refusals.push(new Refusal(sizeRefusals.industryMissing, { field: 'industry' }));
  const figure = (field: 'employees' | 'revenue' | 'assets', decimals: number): number | null => {
    const text = (given[field] ?? '').normalize('NFKC').replaceAll(/[\s,]/g, '');
    if (text === '') return null;
    const value = scaled(text, decimals);
    if (value === undefined)
      refusals.push(new Refusal(field === 'employees' ? sizeRefusals.employeesInvalid : sizeRefusals.figureInvalid, { field }));
    return value ?? null;
  };
  const enterprise: Enterprise = {
    industry_no: industry ?? null,
    employees: figure('employees', 0),
    revenue_fen: figure('revenue', 6),
    assets_fen: figure('assets', 6),
  };
  if (refusals.length > 0) return { refusals };
  const classified: Classified = sizes.classify(enterprise);
  if ('size' in classified) return { refusals, result: { size: classified.size, checks: classified.checks } };
  const field = classified.error === 'missing_indicator' ? FIELD_OF[classified.indicator] : 'industry';
  return { refusals: [new Refusal(field === 'industry' ? sizeRefusals.industryMissing : sizeRefusals.figureMissing, { field })] };
}

/** A decimal text as a whole number of its smallest unit, exactly: one fen below a bound is another class. */
function scaled(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (match === null || fraction.length > decimals) return undefined;
  const value = Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? value : undefined;
}
