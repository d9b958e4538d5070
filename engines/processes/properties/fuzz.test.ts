import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { conformance } from '../conformance/cases.ts';
import { expression, model } from '../conformance/model.ts';
import { compile, type Plan, start, step } from '../index.ts';

const now = '2026-01-01T00:00:00Z';
const texts = Object.values(conformance).flatMap((cases) => cases.map((one) => one.model));
/** A model of ordinary size compiles in a few milliseconds; this much and something hangs. */
const longest = 5_000;

async function planOf(xml: string, stepLimit?: number): Promise<Plan> {
  const compiled = await compile(xml, stepLimit === undefined ? {} : { stepLimit });
  assert.ok(compiled.ok, JSON.stringify(compiled).slice(0, 500));
  return compiled.plan;
}

/** Compiles and, if the text is a model, runs it; only a run without end may end by itself. */
async function survive(xml: string): Promise<void> {
  const began = performance.now();
  const answered = await answer({ model: xml, until: 'PT10M', variables: { test: 'a', n: 2, count: 0 } }, () => '');
  if (answered.outcome === undefined)
    assert.equal((answered.error as { code: string }).code, xml.trim() === '' ? 'bad-request' : 'simulation-limit');
  if (answered.outcome === 'refused') assert.ok((answered.refusals as unknown[]).length > 0);
  assert.ok(performance.now() - began < longest, `took ${performance.now() - began} ms: ${xml}`);
}

/** What people and programs do to texts: cut, repeat, swap and overwrite pieces. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.constantFrom('cut', 'repeat', 'swap', 'write', 'rename'), fc.nat(), fc.nat(60), fc.nat(), fc.string()), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((given, [how, at, length, other, written]) => {
      const from = at % (given.length + 1);
      const piece = given.slice(from, from + length);
      const elsewhere = other % (given.length + 1);
      if (how === 'cut') return given.slice(0, from) + given.slice(from + length);
      if (how === 'repeat') return given.slice(0, from) + piece + given.slice(from);
      if (how === 'swap') return given.slice(0, elsewhere) + piece + given.slice(elsewhere);
      if (how === 'write') return given.slice(0, from) + written + given.slice(from + length);
      const words = [...given.matchAll(/"[^"]*"/g)];
      const [one, two] = [words[at % words.length], words[other % words.length]];
      return one === undefined || two === undefined ? given : given.slice(0, one.index) + two[0] + given.slice(one.index + one[0].length);
    }, text),
  );

test('mutated models are refused or run, never crash or hang', async () => {
  await fc.assert(fc.asyncProperty(mutated, survive), { numRuns: 400 });
});

test('models with attributes exchanged for each other are refused or run', async () => {
  const exchanged = fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }))
    .map(([text, pairs]) =>
      pairs.reduce((given, [a, b]) => {
        const words = [...given.matchAll(/(?<== ?)"[^"]*"/g)];
        const [one, two] = [words[a % words.length], words[b % words.length]];
        return one === undefined || two === undefined ? given : given.slice(0, one.index) + two[0] + given.slice(one.index + one[0].length);
      }, text),
    );
  await fc.assert(fc.asyncProperty(exchanged, survive), { numRuns: 200 });
});

test('random texts are refused', async () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '/', '"', '=', ' ', '&', 'a', 'definitions', 'process', 'id', '!', '[', ']', '-', '?'),
      maxLength: 200,
    }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (xml) => {
      assert.equal((await compile(xml)).ok, false);
    }),
    { numRuns: 300 },
  );
});

const chain = (count: number): string => {
  const ids = Array.from({ length: count }, (_none, place) => `n${place}`);
  return model(`<s/>${ids.map((id) => `<task id="${id}"/>`).join('')}<e/>{s > ${ids.join(' > ')} > e}`);
};

test('a model of 10,000 elements compiles and runs within seconds', async () => {
  const began = performance.now();
  const plan = await planOf(chain(5_000));
  assert.equal(plan.nodes.size + plan.flows.size, 10_003);
  assert.equal(start(plan, { process: 'p', now }).state.status, 'completed');
  assert.ok(performance.now() - began < longest * 4, `${performance.now() - began} ms`);
});

for (const join of ['parallelGateway', 'inclusiveGateway'])
  test(`three thousand branches into one ${join} compile and run within seconds`, async () => {
    const began = performance.now();
    const ids = Array.from({ length: 3_000 }, (_none, place) => `n${place}`);
    const branches = ids.map((id) => `<userTask id="${id}"/>{g > ${id} > h}`).join('');
    const plan = await planOf(model(`<s/><parallelGateway id="g"/><${join} id="h"/><e/>{s > g}{h > e}${branches}`), 1_000_000);
    let { state, effects } = start(plan, { process: 'p', now });
    for (const effect of effects.slice(0, 20))
      if (effect.type === 'createTask') ({ state, effects } = step(plan, state, { type: 'taskCompleted', now, task: effect.task }));
    assert.deepEqual([state.status, state.items[0]?.live], ['active', 3_000]);
    const automatic = await planOf(
      model(`<s/><parallelGateway id="g"/><${join} id="h"/><e/>{s > g}{h > e}${branches.replaceAll('userTask', 'task')}`),
    );
    assert.equal(start(automatic, { process: 'p', now }).state.status, 'completed');
    assert.ok(performance.now() - began < longest * 4, `${performance.now() - began} ms`);
  });

const nested = (depth: number): string =>
  model(`${Array.from({ length: depth }, (_none, place) => `<subProcess id="x${place}">`).join('')}<T1/>${'</subProcess>'.repeat(depth)}`);

test('deep nesting runs to a limit and is refused beyond it', async () => {
  assert.equal(start(await planOf(nested(150)), { process: 'p', now }, undefined, () => ({})).state.status, 'completed');
  for (const depth of [300, 20_000]) {
    const compiled = await compile(nested(depth));
    assert.deepEqual(compiled.ok ? [] : compiled.refusals.map((one) => one.code), ['too-deep']);
  }
});

test('a text longer than the limit is refused unread', async () => {
  const compiled = await compile(`<definitions>${' '.repeat(20_000_001)}`);
  assert.deepEqual(compiled.ok ? [] : compiled.refusals.map((one) => one.code), ['too-large']);
});

const failureOf = (plan: Plan, variables = {}): unknown => start(plan, { process: 'p', variables, now }, undefined, () => ({})).state.error;

test('a circle of tasks, an endless loop and too many instances fail with step-limit at an element of theirs', async () => {
  assert.deepEqual(failureOf(await planOf(model('<s/><exclusiveGateway id="g"/><T1/><e/>{s > g > t1 > g}'))), {
    code: 'step-limit',
    element: 'g',
  });
  const loop = await planOf(
    model(
      `<s/><task id="a"><standardLoopCharacteristics>${expression('loopCondition', 'true')}</standardLoopCharacteristics></task><e/>{s > a > e}`,
    ),
  );
  assert.deepEqual(failureOf(loop), { code: 'step-limit', element: 'a' });
  const many = await planOf(
    model(
      `<s/><userTask id="a"><multiInstanceLoopCharacteristics>${expression('loopCardinality', 'n')}</multiInstanceLoopCharacteristics></userTask><e/>{s > a > e}`,
    ),
  );
  assert.deepEqual(failureOf(many, { n: 1_000_000_000 }), { code: 'step-limit', element: 'a' });
  const doubling = await planOf(model('<s/><task id="a"/><task id="b"/><task id="c"/><e/>{s > a > b > a}{a > c > a}'), 10_000);
  assert.equal((failureOf(doubling) as { code: string }).code, 'step-limit');
});

test('a long compensation is undone without growing the call stack', async () => {
  const undo =
    '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent><task id="u" isForCompensation="true"/><association id="a" sourceRef="b" targetRef="u"/>';
  const body = `<s/><exclusiveGateway id="g"/><scriptTask id="t"><script>Count</script></scriptTask><exclusiveGateway id="h" default="h-e"/><endEvent id="e"><compensateEventDefinition/></endEvent>{s > g > t > h}{h > g if n < 15000}{h > e}${undo}`;
  const plan = await planOf(model(body), 1_000_000);
  const count = (call: { readonly variables: Readonly<Record<string, unknown>> }) => ({ variables: { n: Number(call.variables.n) + 1 } });
  const undone: string[] = [];
  const { state } = start(
    plan,
    { process: 'p', variables: { n: 0 }, now },
    (entry) => void (entry.element === 'u' && entry.event === 'leave' && undone.push(entry.element)),
    count,
  );
  assert.deepEqual([state.status, undone.length], ['completed', 15_000]);
});

test('processes that call each other without end fail with call-depth', async () => {
  const plan = await planOf(
    model(
      '<process id="p"><callActivity id="c" calledElement="q"/></process><process id="q"><callActivity id="d" calledElement="p"/></process>',
    ),
  );
  assert.equal((failureOf(plan) as { code: string }).code, 'call-depth');
});

test('an expression that does not end fails its element', async () => {
  const plan = await planOf(
    model(
      '<s/><exclusiveGateway id="g" default="g-e2"/><e/><endEvent id="e2"/>{s > g}{g > e if count(for i in 1..1000000000 return i) > 3}{g > e2}',
    ),
  );
  assert.deepEqual(failureOf(plan), { code: 'expression-limit', element: 'g-e' });
});

test('a thousand instances of a task are worked off one by one', async () => {
  const plan = await planOf(
    model(
      `<s/><userTask id="a"><multiInstanceLoopCharacteristics>${expression('loopCardinality', '1000')}</multiInstanceLoopCharacteristics></userTask><e/>{s > a > e}`,
    ),
  );
  let { state, effects } = start(plan, { process: 'p', now });
  for (const effect of effects)
    if (effect.type === 'createTask') ({ state, effects } = step(plan, state, { type: 'taskCompleted', now, task: effect.task }));
  assert.equal(state.status, 'completed');
});
