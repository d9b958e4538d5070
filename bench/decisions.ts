import { evaluate, unaryTest } from '@bpmn-io/feelin';
import { compileDecisions, compileExpression } from '../engines/decisions/index.ts';
import { compare } from './compare.ts';

/**
 * Time of one decision by a table of 30 rules, and of one expression, against plain feelin 6 in the same run:
 * `node bench/decisions.ts`. feelin has no decision tables; its side walks the rules with `unaryTest` as its users do.
 */

const RULES = 30;
const PROVINCES = ['11', '12', '13', '14', '15', '21'];

/** Cells of rule r: provinces, a range of turnover with a decimal bound, whether the applicant is new. */
const cells = Array.from({ length: RULES }, (_, r): readonly [string, string, string, string] => {
  const low = Math.floor(r / PROVINCES.length) * 100 + 0.5;
  return [`"${PROVINCES[r % PROVINCES.length]}","99"`, `[${low}..${low + 100})`, r % 2 === 0 ? '-' : 'not(null)', `${r} * 1.5`];
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const entry = (name: string, text: string): string => `<${name}><text>${escaped(text)}</text></${name}>`;

function model(hitPolicy: string): string {
  const rows = cells.map(
    ([province, turnover, isNew, fee], r) =>
      `<rule id="r${r}">${[province, turnover, isNew].map((cell) => entry('inputEntry', cell)).join('')}${entry('outputEntry', fee)}</rule>`,
  );
  const inputs = ['province', 'turnover', 'isNew'].map(
    (name) => `<input id="i-${name}"><inputExpression><text>${name}</text></inputExpression></input>`,
  );
  const data = ['province', 'turnover', 'isNew'].map(
    (name) => `<inputData id="${name}" name="${name}"><variable name="${name}"/></inputData>`,
  );
  const needs = ['province', 'turnover', 'isNew'].map(
    (name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="fee" namespace="https://mandate.example/bench" id="bench">
    ${data.join('')}<decision id="fee" name="fee"><variable name="fee"/>${needs.join('')}
    <decisionTable hitPolicy="${hitPolicy}" id="table">${inputs.join('')}<output id="o"/>${rows.join('')}</decisionTable></decision></definitions>`;
}

/** Cases that meet rules all over the table, and one that meets none. */
const cases = Array.from({ length: 64 }, (_, i) => ({
  province: PROVINCES[i % PROVINCES.length] ?? '',
  turnover: (i * 37.25) % 520,
  isNew: i % 3 === 0,
}));

function byFeelin(input: Readonly<Record<string, unknown>>): unknown {
  for (const [province, turnover, isNew, fee] of cells) {
    const matches =
      unaryTest(province, { '?': input.province }).value === true &&
      unaryTest(turnover, { '?': input.turnover }).value === true &&
      unaryTest(isNew, { '?': input.isNew }).value === true;
    if (matches) return evaluate(fee, { ...input }).value;
  }
  return null;
}

const first = await compileDecisions(model('FIRST'));
const unique = await compileDecisions(model('UNIQUE'));
let turn = 0;
const next = (): (typeof cases)[number] => cases[turn++ % cases.length] as (typeof cases)[number];

compare('table of 30 rules', {
  'feelin, cell by cell': () => byFeelin(next()),
  'ours, FIRST, with explanation': () => first.decide('fee', next()),
  'ours, UNIQUE, with explanation': () => unique.decide('fee', next()),
});

const TEXT = 'if turnover > 100.5 and province in ("11", "12") then turnover * 0.003 + 20 else null';
const compiled = compileExpression(TEXT);
compare('one condition', {
  'feelin, evaluate': () => evaluate(TEXT, next()).value,
  'ours, compiled once': () => compiled.evaluate(next()),
  'ours, compiled each time': () => compileExpression(TEXT).evaluate(next()),
});

const LOOP = 'sum(for i in 1..100 return i * 0.1)';
const loop = compileExpression(LOOP);
compare('sum of 100 decimals', {
  'feelin, evaluate (in doubles)': () => evaluate(LOOP, {}).value,
  'ours, compiled once (in decimals)': () => loop.evaluate({}),
});
