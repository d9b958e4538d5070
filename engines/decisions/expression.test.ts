import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from './batch.ts';
import { decision, definitions, input, knowledge, literal } from './dmn/model-texts.ts';
import { compileDecisions, compileExpression, FeelSyntaxError } from './index.ts';

test('a condition of a process reads plain variables and gives plain values', () => {
  const condition = compileExpression('count(findings[severity = "major"]) > 0 and fee >= 0.3');
  assert.equal(condition.evaluate({ findings: [{ severity: 'minor' }, { severity: 'major' }], fee: 0.1 + 0.2 }), true);
  assert.equal(condition.evaluate({}), null, 'nothing known, nothing said');
});

test('variables come as they are: Temporal dates compare with FEEL dates, unknown ones are null', () => {
  const late = compileExpression('received > date("2026-03-01") + duration("P20D")');
  assert.equal(late.evaluate({ received: Temporal.PlainDate.from('2026-03-22') }), true);
  assert.equal(late.evaluate({ received: Temporal.PlainDate.from('2026-03-21') }), false);
  assert.equal(late.evaluate({}), null);
});

test('a variable with an operator in its name is known by the variables given, one with spaces by the names', () => {
  const expression = compileExpression('monthly-fee * number of months', { names: ['number of months'] });
  assert.equal(expression.evaluate({ 'monthly-fee': 2.5, 'number of months': 12 }), 30);
});

test('a variable that has the name of a built-in function does not hide it where it is called', () => {
  assert.equal(compileExpression('count(items) > count').evaluate({ count: 1, items: [1, 2] }), true);
});

test('names given before win over operators', () => {
  assert.equal(compileExpression('a-b', { names: ['a-b'] }).evaluate({ 'a-b': 7, a: 2, b: 1 }), 7);
  assert.equal(compileExpression('a-b').evaluate({ a: 2, b: 1 }), 1);
});

test('a decision can be repeated as of a moment', () => {
  const at = Temporal.ZonedDateTime.from('2026-03-01T23:30:00[Asia/Shanghai]');
  const expression = compileExpression('[today(), now(), today() = date("2026-03-01")]');
  assert.deepEqual(expression.evaluate({}, at), ['2026-03-01', '2026-03-01T23:30:00@Asia/Shanghai', true]);
});

test('a text that is no FEEL is refused with its place', () => {
  assert.throws(
    () => compileExpression('a + )'),
    (error) => error instanceof FeelSyntaxError && error.at === 4,
  );
  assert.throws(() => compileExpression('  '), FeelSyntaxError);
});

test('keys that JavaScript knows otherwise are mere keys', () => {
  const { evaluate } = compileExpression('{"__proto__": 1, constructor: 2}');
  assert.deepEqual(Object.entries(evaluate({}) as object), [
    ['__proto__', 1],
    ['constructor', 2],
  ]);
  assert.equal(compileExpression('constructor').evaluate({}), null);
});

test('the batch door carries values that JSON lacks in both directions', async () => {
  const model = definitions([
    input('day', 'date'),
    decision('d', literal('[day + duration("P1M"), 0.1 + 0.2, 1/3, [1..2), time("10:00:00Z"), null, {a: duration("PT36H")}]'), {
      inputs: ['day'],
    }),
  ]);
  const request = { model, decision: 'd', input: { day: { '@': 'date', value: '2026-01-31' } } };
  assert.deepEqual(await answer(request, String), {
    result: [
      { '@': 'date', value: '2026-02-28' },
      0.3,
      { '@': 'number', value: '0.3333333333333333333333333333333333' },
      { '@': 'range', value: '[1..2)' },
      { '@': 'time', value: '10:00:00Z' },
      null,
      { a: { '@': 'days and time duration', value: 'P1DT12H' } },
    ],
  });
});

test('the batch door describes a model, runs its knowledge and names what is wrong', async () => {
  const model = definitions([input('x', 'number'), knowledge('double', ['n: number'], literal('n * 2')), decision('bad', literal('1 +'))]);
  const ask = (request: Record<string, unknown>): Promise<Record<string, unknown>> => answer({ model, ...request }, String);
  const described = await ask({ describe: true });
  assert.deepEqual(described.inputs, [{ id: '_x', name: 'x', type: 'number' }]);
  assert.deepEqual(described.knowledge, [{ id: '_double', name: 'double', parameters: ['n'] }]);
  assert.deepEqual(await ask({ bkm: 'double', parameters: { n: 21 } }), { result: 42 });
  assert.equal(((await ask({ decision: 'bad' })).error as { code: string }).code, 'null-by-error');
  assert.equal(((await ask({ decision: 'none' })).error as { code: string }).code, 'unknown-decision');
  assert.equal(
    ((await ask({ decision: 'bad', input: { x: { '@': 'date', value: 'x' } } })).error as { code: string }).code,
    'invalid-value',
  );
  assert.equal(((await answer({ model: '<a/>', decision: 'd' }, String)).error as { code: string }).code, 'invalid-model');
  assert.equal(((await answer({ decision: 'd' }, String)).error as { code: string }).code, 'invalid-request');
});

test('the only decision of a model answers to the name of the model', async () => {
  const model = await compileDecisions(definitions([decision('d', literal('1'))]));
  assert.equal(model.decide('test', {}).result, 1);
  assert.throws(() => model.decide('other', {}), /no decision "other"; it has: d/);
});

test('a compiled model holds nothing of one question for the next', async () => {
  const model = await compileDecisions(definitions([input('x'), decision('d', literal('x'), { inputs: ['x'] })]));
  assert.equal(model.decide('d', { x: 1 }).result, 1);
  assert.equal(model.decide('d', {}).result, null);
});
