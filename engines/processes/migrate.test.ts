import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditional, event, model, roots, timer } from './conformance/model.ts';
import { compile, type Event, migrate, type Plan, type State, start, step } from './index.ts';

const now = '2026-01-01T00:00:00Z';

async function planOf(body: string): Promise<Plan> {
  const compiled = await compile(model(body, roots));
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return compiled.plan;
}

function running(plan: Plan, ...events: readonly Partial<Event>[]): State {
  let { state } = start(plan, { process: 'p', now });
  for (const event of events) state = step(plan, state, { now, ...event } as Event).state;
  return state;
}

const taskAt = (state: State, element: string): number => state.items.find((item) => item.as === 'work' && item.at === element)?.id ?? 0;

function done(plan: Plan, state: State, element: string): State {
  return step(plan, state, { type: 'taskCompleted', now, task: taskAt(state, element) }).state;
}

function refused(result: ReturnType<typeof migrate>): readonly (readonly string[])[] {
  assert.equal(result.ok, false);
  return result.ok ? [] : result.refusals.map(({ code, element }) => [code, element]);
}

test('an open task stays open and the case goes on by the new model', async () => {
  const from = await planOf('<s/><userTask id="a"/><e/>{s > a > e}');
  const to = await planOf('<s/><userTask id="a"/><userTask id="b"/><e/>{s > a > b > e}');
  const result = migrate(from, to, running(from), { now });
  assert.ok(result.ok);
  assert.deepEqual(result.effects, []);
  const after = done(to, result.state, 'a');
  assert.deepEqual(
    after.items.filter((item) => item.as === 'work').map((item) => item.at),
    ['b'],
  );
  assert.equal(done(to, after, 'b').status, 'completed');
});

test('a renamed task is followed', async () => {
  const from = await planOf('<s/><userTask id="a"/><e/>{s > a > e}');
  const to = await planOf('<s/><userTask id="b"/><e/>{s > b > e}');
  assert.deepEqual(refused(migrate(from, to, running(from), { now })), [['element-missing', 'a']]);
  const result = migrate(from, to, running(from), { now, renamed: { a: 'b' } });
  assert.ok(result.ok);
  assert.equal(done(to, result.state, 'b').status, 'completed');
});

test('what lives must stay of its kind and in its place', async () => {
  const from = await planOf('<s/><userTask id="a"/><e/>{s > a > e}');
  const manual = await planOf('<s/><manualTask id="a"/><e/>{s > a > e}');
  const inside = await planOf('<s/><subProcess id="x"><userTask id="a"/></subProcess><e/>{s > x > e}');
  const looped = await planOf('<s/><userTask id="a"><standardLoopCharacteristics loopMaximum="2"/></userTask><e/>{s > a > e}');
  assert.deepEqual(refused(migrate(from, manual, running(from), { now })), [['element-kind', 'a']]);
  assert.deepEqual(refused(migrate(from, inside, running(from), { now })), [['element-moved', 'a']]);
  assert.deepEqual(refused(migrate(from, looped, running(from), { now })), [['element-kind', 'a']]);
});

test('tokens before a parallel join need the same flows into it', async () => {
  const body = (more: string): string =>
    `<s/><parallelGateway id="g"/><task id="a"/><userTask id="b"/><parallelGateway id="h"/><e/>{s > g > a > h > e}{g > b > h}${more}`;
  const from = await planOf(body(''));
  const same = await planOf(body('<userTask id="later"/>').replace('{s > g', '{s > later > g'));
  const other = await planOf(body('<userTask id="c"/>{g > c > h}'));
  const ok = migrate(from, same, running(from), { now });
  assert.ok(ok.ok);
  assert.equal(done(same, ok.state, 'b').status, 'completed');
  assert.deepEqual(refused(migrate(from, other, running(from), { now })), [['join-changed', 'h']]);
});

test('timers of new boundary events begin, those of removed ones are cancelled, the others run on', async () => {
  const edge = (id: string, duration: string): string =>
    `<boundaryEvent id="${id}" attachedToRef="a">${timer('timeDuration', duration)}</boundaryEvent><endEvent id="${id}-e"/>{${id} > ${id}-e}`;
  const from = await planOf(`<s/><userTask id="a"/><e/>{s > a > e}${edge('kept', 'PT1H')}${edge('gone', 'PT2H')}`);
  const to = await planOf(`<s/><userTask id="a"/><e/>{s > a > e}${edge('kept', 'PT1H')}${edge('new', 'PT3H')}`);
  const before = running(from);
  const result = migrate(from, to, before, { now: '2026-01-01T00:30:00Z' });
  assert.ok(result.ok);
  assert.deepEqual(
    result.effects.map((effect) => [effect.type, 'element' in effect ? effect.element : '', 'due' in effect ? effect.due : '']),
    [
      ['cancelTimer', 'gone', ''],
      ['startTimer', 'new', '2026-01-01T03:30:00Z'],
    ],
  );
  const kept = (state: State): unknown => state.items.flatMap((item) => item.timers ?? []).find((one) => one.at === 'kept');
  assert.deepEqual(kept(result.state), kept(before));
});

test('a boundary timer that has fired does not begin anew', async () => {
  const body = `<s/><userTask id="a"/><e/>{s > a > e}<boundaryEvent id="b" attachedToRef="a" cancelActivity="false">${timer('timeDuration', 'PT1H')}</boundaryEvent><endEvent id="be"/>{b > be}`;
  const from = await planOf(body);
  const to = await planOf(`${body}<endEvent id="unused"/>`);
  const id = running(from).items.flatMap((item) => item.timers ?? [])[0]?.id ?? 0;
  const result = migrate(from, to, running(from, { type: 'timerFired', timer: id }), { now });
  assert.ok(result.ok);
  assert.deepEqual(result.effects, []);
});

test('work that could be undone must stay so', async () => {
  const undo =
    '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><task id="undo" isForCompensation="true"/><association id="as" sourceRef="b" targetRef="undo"/>';
  const from = await planOf(`<s/><userTask id="a"/><userTask id="w"/><e/>{s > a > w > e}${undo}`);
  const to = await planOf('<s/><userTask id="a"/><userTask id="w"/><e/>{s > a > w > e}');
  assert.deepEqual(refused(migrate(from, to, done(from, running(from), 'a'), { now })), [['compensation-missing', 'a']]);
  assert.ok(migrate(from, to, running(from), { now }).ok);
});

test('events that came already must still be asked for', async () => {
  const body = (definitions: string): string =>
    `<s/><intermediateCatchEvent id="i" parallelMultiple="true">${definitions}</intermediateCatchEvent><e/>{s > i > e}`;
  const from = await planOf(body(event('signal', 'sig') + event('message', 'msg')));
  const to = await planOf(body(event('signal', 'sig') + conditional('x')));
  const state = running(from, { type: 'message', name: 'Message' } as Partial<Event>);
  assert.deepEqual(refused(migrate(from, to, state, { now })), [['element-kind', 'i']]);
});

test('every reason is named at once, and a foreign state is no question of the model', async () => {
  const from = await planOf('<s/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/><e/>{s > g > a > e}{g > b > e}');
  const to = await planOf('<s/><userTask id="c"/><e/>{s > c > e}');
  assert.deepEqual(refused(migrate(from, to, running(from), { now })), [
    ['element-missing', 'a'],
    ['element-missing', 'b'],
  ]);
  assert.throws(() => migrate(to, from, running(from), { now }), RangeError);
});
