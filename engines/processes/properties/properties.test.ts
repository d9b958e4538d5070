import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, type Plan, type State } from '../index.ts';
import { type Block, blocks, runsIn, writeModel } from './blocks.ts';
import { drive } from './driving.ts';
import { graphs, writeGraph } from './graphs.ts';

const choices = fc.array(fc.nat(999), { minLength: 0, maxLength: 400 });
const throughJson = (state: State): State => JSON.parse(JSON.stringify(state)) as State;

async function planOf(xml: string, stepLimit?: number): Promise<Plan | undefined> {
  const compiled = await compile(xml, stepLimit === undefined ? {} : { stepLimit });
  return compiled.ok ? compiled.plan : undefined;
}

const leaf = { kind: 'operation' } as const;
const both = { kind: 'some', limits: [0, 0], parts: [leaf, leaf] } as const;
const nestedChoices: Block = { kind: 'all', parts: [leaf, { kind: 'some', limits: [0, 0], parts: [leaf, both] }] };
const endless = Array.from({ length: 3_000 }, (_none, place) => place * 7919);

test('a process of nested blocks runs what its structure says, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.integer({ min: 0, max: 6 }), choices, fc.boolean(), async (block, x, chosen, asEffects) => {
      const plan = await planOf(writeModel(block));
      assert.ok(plan !== undefined, writeModel(block));
      const { state, trace } = drive(plan, { variables: { x }, choices: [...chosen, ...endless], asEffects });
      assert.equal(state.status, 'completed');
      const ran = trace.filter((entry) => entry.event === 'leave').flatMap((entry) => entry.operation ?? []);
      assert.deepEqual(ran.sort(), [...runsIn(block, x)].sort());
    }),
    { numRuns: 80 },
  );
});

test('no deadlock is seen in a process of nested blocks', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, async (block) => {
      const plan = await planOf(writeModel(block));
      assert.deepEqual(plan?.warnings, []);
    }),
    // the example: inclusive joins inside each other, of which the inner one must go on first
    { numRuns: 100, examples: [[nestedChoices]] },
  );
});

test('pausing at any step and restoring from JSON gives the same trace, effects and state', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(blocks.map(writeModel), graphs.map(writeGraph)),
      fc.integer({ min: 0, max: 6 }),
      choices,
      async (xml, x, chosen) => {
        const plan = await planOf(xml, 2_000);
        fc.pre(plan !== undefined);
        const through = drive(plan, { variables: { x }, choices: chosen });
        const paused = drive(plan, { variables: { x }, choices: chosen, pause: throughJson });
        assert.deepEqual(throughJson(paused.state), throughJson(through.state));
        assert.deepEqual(paused.trace, through.trace);
        assert.deepEqual(paused.effects, through.effects);
      },
    ),
    { numRuns: 80 },
  );
});

test('tokens are never negative or lost in any model, sensible or not, and a finished process has none', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 0, max: 6 }), choices, async (graph, x, chosen) => {
      const plan = await planOf(writeGraph(graph), 2_000);
      fc.pre(plan !== undefined);
      run++;
      drive(plan, { variables: { x }, choices: chosen }); // checks every state it meets
    }),
    { numRuns: 120 },
  );
  assert.ok(run > 50, `only ${run} models of the draw could be loaded`);
});

test('what is started is stopped: tasks and timers of a finished process were completed or cancelled', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, choices, async (graph, chosen) => {
      const plan = await planOf(writeGraph(graph), 2_000);
      fc.pre(plan !== undefined);
      const { state, effects } = drive(plan, { variables: { x: 1 }, choices: chosen });
      const open = new Set(effects.flatMap((effect) => (effect.type === 'createTask' ? [effect.task] : [])));
      for (const effect of effects)
        if (effect.type === 'cancelTask') assert.ok(open.delete(effect.task), 'only an open task is cancelled, once');
      const alive = new Set(state.items.filter((item) => item.as === 'work').map((item) => item.id));
      for (const id of alive)
        assert.ok(open.has(id) || plan.nodes.get(state.items.find((item) => item.id === id)?.at ?? '')?.kind !== 'activity');
    }),
    { numRuns: 80 },
  );
});
