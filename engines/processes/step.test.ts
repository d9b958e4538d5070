import assert from 'node:assert/strict';
import { test } from 'node:test';
import { event, model, roots, timer } from './conformance/model.ts';
import { compile, type Effect, type Event, type Plan, start, step, watch } from './index.ts';

const now = '2026-01-01T00:00:00Z';

async function planOf(body: string, more = roots): Promise<Plan> {
  const compiled = await compile(model(body, more));
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return compiled.plan;
}

const begin = (plan: Plan, variables = {}) => start(plan, { process: 'p', variables, now });

/** The effects of one type, without their type. */
const of = <T extends Effect['type']>(effects: readonly Effect[], type: T) =>
  effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);

test('a user task is an effect with its element, kind and the attributes of our namespace', async () => {
  const plan = await planOf('<s/><userTask id="a" name="Look" mandate:mandate="filing" mandate:role="examine"/><e/>{s > a > e}');
  assert.deepEqual(begin(plan).effects, [
    { type: 'createTask', task: 2, element: 'a', name: 'Look', kind: 'user', attributes: { mandate: 'filing', role: 'examine' } },
  ]);
});

test('operations and decisions are effects; their results are variables', async () => {
  const plan = await planOf(
    '<s/><serviceTask id="a" mandate:operation="filing.check"/><businessRuleTask id="b" mandate:decision="fees"/><e/>{s > a > b > e}',
  );
  const first = begin(plan);
  const [call] = of(first.effects, 'callOperation');
  assert.deepEqual([call?.operation, call?.element], ['filing.check', 'a']);
  const second = step(plan, first.state, { type: 'operationSucceeded', now, call: call?.call ?? 0, variables: { found: 2 } });
  const [decision] = of(second.effects, 'evaluateDecision');
  assert.deepEqual([decision?.decision, second.state.variables], ['fees', { found: 2 }]);
  assert.equal(step(plan, second.state, { type: 'operationSucceeded', now, call: decision?.call ?? 0 }).state.status, 'completed');
});

test('an operation that fails goes to the boundary event of its code, or fails the instance at its element', async () => {
  const body = (caught: string): string =>
    `<s/><serviceTask id="a" mandate:operation="x"/><e/>{s > a > e}<boundaryEvent id="b" attachedToRef="a">${event('error', caught)}</boundaryEvent><userTask id="c"/>{b > c}`;
  const failure = { type: 'operationFailed', now, call: 2, code: 'E1' } as const;
  const caught = await planOf(body('err'));
  assert.deepEqual(
    of(step(caught, begin(caught).state, failure).effects, 'createTask').map((effect) => effect.element),
    ['c'],
  );
  const uncaught = await planOf(body('err2'));
  const after = step(uncaught, begin(uncaught).state, failure);
  assert.deepEqual([after.state.status, after.state.error, after.state.items], ['failed', { code: 'E1', element: 'a' }, []]);
});

test('an event nobody waits for gives back the very same state and nothing to do', async () => {
  const plan = await planOf(
    `<s/><userTask id="a"/><e/>{s > a > e}<boundaryEvent id="b" attachedToRef="a">${timer('timeDuration', 'PT1H')}</boundaryEvent><endEvent id="e2"/>{b > e2}`,
  );
  const { state } = begin(plan);
  const strangers: readonly Event[] = [
    { type: 'taskCompleted', now, task: 99 },
    { type: 'taskCompleted', now, task: 1 },
    { type: 'operationSucceeded', now, call: 2 },
    { type: 'operationFailed', now, call: 2, code: 'E1' },
    { type: 'timerFired', now, timer: 99 },
    { type: 'message', now, name: 'Message' },
    { type: 'signal', now, name: 'Signal' },
  ];
  for (const stranger of strangers) {
    const after = step(plan, state, stranger);
    assert.equal(after.state, state, stranger.type);
    assert.deepEqual(after.effects, []);
  }
  const over = step(plan, state, { type: 'cancel', now }).state;
  assert.equal(step(plan, over, { type: 'taskCompleted', now, task: 2 }).state, over);
});

test('cancelling an instance stops its tasks, operations and timers', async () => {
  const plan = await planOf(
    `<s/><parallelGateway id="g"/><userTask id="a"/><serviceTask id="b" mandate:operation="x"/><intermediateCatchEvent id="i">${timer('timeDuration', 'PT1H')}</intermediateCatchEvent><e/>{s > g > a > e}{g > b > e}{g > i > e}`,
  );
  const { state, effects } = step(plan, begin(plan).state, { type: 'cancel', now });
  assert.equal(state.status, 'cancelled');
  assert.deepEqual(effects.map((effect) => effect.type).sort(), ['cancelOperation', 'cancelTask', 'cancelTimer', 'cancelled']);
});

test('a timer names its instant; one of a clock or of working days is for the caller to count', async () => {
  const waiting = (id: string, attributes: string, inside = '<timerEventDefinition/>'): string =>
    `<intermediateCatchEvent id="${id}" ${attributes}>${inside}</intermediateCatchEvent>{g > ${id} > e}`;
  const plan = await planOf(
    `<s/><parallelGateway id="g"/><e/>{s > g}${waiting('a', '', timer('timeDuration', 'P1D'))}${waiting('b', 'mandate:clock="review"')}${waiting('c', 'mandate:workingDays="n * 5"')}${waiting('d', 'mandate:clock="verify"', timer('timeDuration', 'PT24H'))}`,
  );
  assert.deepEqual(
    of(begin(plan, { n: 4 }).effects, 'startTimer').map(({ element, due, clock, workingDays }) => [element, due, clock, workingDays]),
    [
      ['a', '2026-01-02T00:00:00Z', undefined, undefined],
      ['b', undefined, 'review', undefined],
      ['c', undefined, undefined, 20],
      ['d', '2026-01-02T00:00:00Z', 'verify', undefined],
    ],
  );
});

test('a timer of a clock that fires interrupts its task', async () => {
  const plan = await planOf(
    '<s/><userTask id="a"/><e/>{s > a > e}<boundaryEvent id="b" attachedToRef="a" mandate:clock="verify"><timerEventDefinition/></boundaryEvent><userTask id="c"/>{b > c}',
  );
  const { state, effects } = begin(plan);
  const timerId = of(effects, 'startTimer')[0]?.timer ?? 0;
  assert.deepEqual(
    step(plan, state, { type: 'timerFired', now, timer: timerId }).effects.map((effect) => [
      effect.type,
      'element' in effect && effect.element,
    ]),
    [
      ['cancelTask', 'a'],
      ['createTask', 'c'],
    ],
  );
});

test('durations of days are counted in the time zone of the plan', async () => {
  // In Berlin the clocks went forward on 2026-03-29, so that this day has 23 hours (Directive 2000/84/EC).
  const compiled = await compile(
    model(`<s/><intermediateCatchEvent id="i">${timer('timeDuration', 'P1D')}</intermediateCatchEvent><e/>{s > i > e}`),
    { timeZone: 'Europe/Berlin' },
  );
  assert.ok(compiled.ok);
  assert.equal(
    of(start(compiled.plan, { process: 'p', now: '2026-03-28T12:00:00Z' }).effects, 'startTimer')[0]?.due,
    '2026-03-29T11:00:00Z',
  );
});

test('a message goes to the instance that its correlation fits', async () => {
  const correlation =
    '<correlationProperty id="number" name="number"><correlationPropertyRetrievalExpression messageRef="msg"><messagePath xsi:type="tFormalExpression">filing</messagePath></correlationPropertyRetrievalExpression></correlationProperty>';
  const plan = await planOf(
    `<process id="p"><s/><receiveTask id="r" messageRef="msg"/><e/>{s > r > e}<correlationSubscription id="cs" correlationKeyRef="key"><correlationPropertyBinding correlationPropertyRef="number"><dataPath xsi:type="tFormalExpression">ours</dataPath></correlationPropertyBinding></correlationSubscription></process>`,
    `${roots}${correlation}<collaboration id="co"><participant id="pp" processRef="p"/><correlationKey id="key" name="key"><correlationPropertyRef>number</correlationPropertyRef></correlationKey></collaboration>`,
  );
  const { state } = begin(plan, { ours: 7 });
  assert.equal(step(plan, state, { type: 'message', now, name: 'Message', variables: { filing: 8 } }).state, state);
  assert.equal(step(plan, state, { type: 'message', now, name: 'Message', variables: { filing: 7 } }).state.status, 'completed');
});

test('a thrown message carries its data and the elements it is drawn to', async () => {
  const plan = await planOf(
    `<collaboration id="co"><participant id="pp" processRef="p"/><participant id="pq" processRef="q"/><messageFlow id="mf" sourceRef="e" targetRef="qs"/></collaboration>` +
      `<process id="p"><s/><endEvent id="e"><dataInput id="in" name="sum"/><dataInputAssociation><targetRef>in</targetRef><assignment><from xsi:type="tFormalExpression">amount + 1</from><to xsi:type="tFormalExpression">sum</to></assignment></dataInputAssociation>${event('message', 'msg')}</endEvent>{s > e}</process>` +
      `<process id="q"><startEvent id="qs">${event('message', 'msg')}</startEvent></process>`,
  );
  assert.deepEqual(of(begin(plan, { amount: 2 }).effects, 'throwMessage'), [
    { type: 'throwMessage', element: 'e', name: 'Message', targets: ['qs'], variables: { sum: 3 } },
  ]);
});

test('a watch tells of every beginning and goes on watching', async () => {
  const plan = await planOf(
    `<startEvent id="a">${event('message', 'msg')}</startEvent><startEvent id="b">${timer('timeCycle', 'R2/PT1H')}</startEvent><e/>{a > e}{b > e}`,
  );
  const first = watch(plan, { process: 'p', now });
  const [armed] = of(first.effects, 'startTimer');
  assert.deepEqual([armed?.element, armed?.due], ['b', '2026-01-01T01:00:00Z']);
  const second = step(plan, first.state, { type: 'timerFired', now: '2026-01-01T01:00:00Z', timer: armed?.timer ?? 0 });
  assert.deepEqual(of(second.effects, 'beginInstance'), [{ type: 'beginInstance', process: 'p', element: 'b', variables: {} }]);
  assert.deepEqual(
    of(second.effects, 'startTimer').map((effect) => effect.due),
    ['2026-01-01T02:00:00Z'],
  );
  const third = step(plan, second.state, { type: 'message', now, name: 'Message', variables: { n: 1 } });
  assert.deepEqual(of(third.effects, 'beginInstance'), [{ type: 'beginInstance', process: 'p', element: 'a', variables: { n: 1 } }]);
  const begun = start(plan, { process: 'p', now, by: { element: 'a', variables: { n: 1 } } });
  assert.deepEqual([begun.state.status, begun.state.variables], ['completed', { n: 1 }]);
});

test('wrong calls are told apart from models that fail', async () => {
  const plan = await planOf('<s/><userTask id="a"/><e/>{s > a > e}');
  const other = await planOf('<s/><userTask id="b"/><e/>{s > b > e}');
  assert.throws(() => start(plan, { process: 'nobody', now }), RangeError);
  assert.throws(() => start(plan, { process: 'p', now, by: { element: 'a' } }), RangeError);
  assert.throws(() => step(other, begin(plan).state, { type: 'cancel', now }), RangeError);
  const eventOnly = await planOf(`<startEvent id="s">${event('message', 'msg')}</startEvent>`);
  assert.throws(() => begin(eventOnly), RangeError);
});

test('the state of a case in the middle of a process is a few hundred bytes', async () => {
  const plan = await planOf(
    `<s/><subProcess id="x"><startEvent id="xs"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/><parallelGateway id="h"/><endEvent id="xe"/>{xs > g > a > h > xe}{g > b > h}</subProcess><e/>{s > x > e}<boundaryEvent id="t" attachedToRef="x">${timer('timeDuration', 'P20D')}</boundaryEvent><endEvent id="e2"/>{t > e2}`,
  );
  const size = JSON.stringify(step(plan, begin(plan).state, { type: 'taskCompleted', now, task: 4 }).state).length;
  assert.ok(size < 500, `${size} bytes`);
});
