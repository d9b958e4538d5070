import { Type } from 'typebox';
import type { Plan } from '../organisation/index.ts';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import type { Services } from '../services.ts';
import { COVERAGE_STATES, type CoverageLine, type CoverageState, countStates, readCoverage } from './model.ts';
import { coveragePage, groupOf } from './pages/coverage-page.ts';

const State = Type.Union([Type.Literal(''), ...COVERAGE_STATES.map((each) => Type.Literal(each))]);
/** A form sends what was not chosen as empty. */
const Filter = Type.Object(
  { of: Type.Optional(Type.String({ maxLength: 60 })), state: Type.Optional(State) },
  { additionalProperties: false },
);
const Names = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Line = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  department: Type.Union([Type.String(), Type.Null()]),
  text: Names,
  capabilities: Type.Array(Type.String()),
  state: Type.String(),
  served: Type.Array(Type.Object({ what: Names, by: Type.String(), test: Type.Object({ file: Type.String(), name: Type.String() }) })),
  missing: Type.Union([Names, Type.Null()]),
});

interface Asked {
  readonly of?: string | undefined;
  readonly state?: CoverageState | '' | undefined;
}

const chosen = ({ of = '', state = '' }: Asked): { readonly of: string | undefined; readonly state: CoverageState | undefined } => ({
  of: of === '' ? undefined : of,
  state: state === '' ? undefined : state,
});

/** What of the plan the program serves: for everybody to see, and to hold against the tests. */
export function registerCoverageRoutes(app: App, services: Pick<Services, 'folder'>, plan: Plan): void {
  const lines = readCoverage(services.folder, plan);
  const linesOf = (asked: Asked): readonly CoverageLine[] => {
    const { of, state } = chosen(asked);
    return lines.filter((each) => (of === undefined || groupOf(each) === of) && (state === undefined || each.state === state));
  };

  app.get('/coverage', { config: { access: 'public' }, schema: { querystring: Filter } }, async (request, reply) =>
    sendPage(reply, coveragePage(app.pageContext(request, reply), { lines, ...chosen(request.query as Asked) })),
  );

  app.get(
    '/api/v1/coverage',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Every responsibility and task of the plan with what of it is served, and the test that shows it',
        querystring: Filter,
        response: {
          200: Type.Object({ counts: Type.Record(Type.String(), Type.Integer()), lines: Type.Array(Line) }),
        },
      },
    },
    async (request) => {
      const shown = linesOf(request.query as Asked);
      return {
        counts: { total: shown.length, ...countStates(shown) },
        lines: shown.map(({ code, kind, department, text, capabilities, state, served, missing }) => ({
          code,
          kind,
          department: department?.code ?? null,
          text,
          capabilities: capabilities.map((each) => each.code),
          state,
          served: [...served],
          missing: missing ?? null,
        })),
      };
    },
  );

  app.get(
    '/api/v1/coverage.csv',
    {
      config: { access: 'public' },
      schema: { summary: 'The same as a table, a row for each responsibility and task', querystring: Filter },
    },
    async (request, reply) => {
      const head = ['code', 'department', 'text_zh', 'text_en', 'capabilities', 'state', 'served_by', 'tests', 'missing_zh', 'missing_en'];
      const rows = linesOf(request.query as Asked).map((line) => [
        line.code,
        line.department?.code ?? '',
        line.text['zh-CN'],
        line.text.en,
        line.capabilities.map((each) => each.code).join(' '),
        line.state,
        line.served.map((each) => each.by).join('; '),
        line.served.map(({ test }) => `${test.file}: ${test.name}`).join('; '),
        line.missing?.['zh-CN'] ?? '',
        line.missing?.en ?? '',
      ]);
      // Without the mark before the first byte, spreadsheets read Chinese in the wrong encoding.
      const text = `\ufeff${[head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
      return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="coverage.csv"').send(text);
    },
  );
}

/** A cell that no spreadsheet takes for a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
