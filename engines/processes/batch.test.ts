import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from './batch.ts';
import { model, roots } from './conformance/model.ts';

const nothing = (): string => {
  throw new Error('no such file');
};
const simple = model('<s/><T1/><userTask id="u" name="Look"/><e/>{s > t1 > u > e}', roots);

test('a run is answered with outcome, what waits, variables and the trace in order', async () => {
  const answered = await answer(
    { model: simple, variables: { n: 1 }, messages: [{ at: 'PT1H', name: 'Look', variables: { ok: true } }], until: 'PT2H' },
    nothing,
  );
  assert.equal(answered.outcome, 'completed');
  assert.deepEqual(answered.variables, { n: 1, ok: true });
  const trace = answered.trace as readonly Record<string, string>[];
  assert.deepEqual(
    trace.filter((entry) => entry.element === 't1'),
    [
      { at: '2026-01-01T00:00:00Z', element: 't1', event: 'enter', operation: 'Task1' },
      { at: '2026-01-01T00:00:00Z', element: 't1', event: 'leave', operation: 'Task1' },
    ],
  );
  assert.deepEqual(
    trace.find((entry) => entry.element === 'u' && entry.event === 'leave'),
    { at: '2026-01-01T01:00:00Z', element: 'u', event: 'leave' },
  );
});

test('the model may be a path', async () => {
  const paths: string[] = [];
  const answered = await answer({ model: 'a/model.bpmn' }, (path) => {
    paths.push(path);
    return simple;
  });
  assert.deepEqual([answered.outcome, answered.waiting, paths], ['waiting', ['u'], ['a/model.bpmn']]);
});

test('a model that is wrong is refused: nothing ran, every element is named', async () => {
  const answered = await answer({ model: simple.replace('targetRef="u"', 'targetRef="v"').replace('id="e"', 'id="e" odd="1"') }, nothing);
  assert.deepEqual([answered.outcome, answered.trace, (answered.error as { element: string }).element], ['refused', [], 'e']);
  assert.deepEqual(
    (answered.refusals as { element: string }[]).map((one) => one.element),
    ['e', 't1-u'],
  );
});

for (const [field, request] of Object.entries({
  model: {},
  process: { model: simple, process: 'other' },
  also: { model: simple, also: ['other'] },
  until: { model: simple, until: 'soon' },
  'messages[0].at': { model: simple, messages: [{ at: 'noon', name: 'x' }] },
  'messages[0].name': { model: simple, messages: [{ at: 'PT1S' }] },
  variables: { model: simple, variables: [] },
  'operations.Task1': { model: simple, operations: { Task1: 'x' } },
  'operations.Task1.set.n': { model: simple, operations: { Task1: { set: { n: '1 +' } } } },
}))
  test(`a wrong request names its field: ${field}`, async () => {
    const answered = await answer(request, nothing);
    assert.deepEqual([(answered.error as { code: string }).code, (answered.error as { field: string }).field], ['bad-request', field]);
  });

test('equal requests give equal answers', async () => {
  const request = { model: simple, variables: { n: 1 }, until: 'PT2H', messages: [{ at: '2026-01-01T00:30:00Z', name: 'u' }] };
  assert.deepEqual(await answer(request, nothing), await answer(request, nothing));
});
