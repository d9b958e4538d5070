import { compile, type Plan, type State, start, step } from '@mandate/processes';
import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import { createActor, createMachine, type Snapshot } from 'xstate';
import { compare, compareAsync } from './compare.ts';

const TASKS = 10;
const NOW = '2026-01-01T00:00:00Z';
const ids = Array.from({ length: TASKS }, (_none, place) => `t${place}`);

/** Start, ten tasks in a row, end. */
function chain(task: (id: string) => string): string {
  const path = ['s', ...ids, 'e'];
  const flows = path.slice(1).map((to, place) => `<sequenceFlow id="f${place}" sourceRef="${path[place]}" targetRef="${to}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?><definitions id="d" targetNamespace="urn:bench" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true"><startEvent id="s"/>${ids.map(task).join('')}<endEvent id="e"/>${flows.join('')}</process></definitions>`;
}

async function planOf(xml: string): Promise<Plan> {
  const compiled = await compile(xml);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return compiled.plan;
}

const automatic = chain((id) => `<task id="${id}"/>`);
const manual = chain((id) => `<userTask id="${id}"/>`);

/** Ten steps: start, then each user task completed as it comes. */
function runByHand(plan: Plan): State {
  let { state, effects } = start(plan, { process: 'p', now: NOW });
  while (state.status === 'active') {
    const [effect] = effects;
    if (effect?.type !== 'createTask') throw new Error('no task');
    ({ state, effects } = step(plan, state, { type: 'taskCompleted', now: NOW, task: effect.task }));
  }
  return state;
}

const machine = createMachine({
  initial: 't0',
  states: {
    ...Object.fromEntries(ids.map((id, place) => [id, { on: { done: place + 1 < TASKS ? `t${place + 1}` : 'end' } }])),
    end: { type: 'final' as const },
  },
});

function runMachine(): unknown {
  const actor = createActor(machine);
  actor.start();
  for (let i = 0; i < TASKS; i++) actor.send({ type: 'done' });
  return actor.getSnapshot().status;
}

async function runEngine(model: { readonly source: string } | { readonly moddleContext: unknown }): Promise<unknown> {
  const engine = new Engine({ name: 'bench', ...model } as ConstructorParameters<typeof Engine>[0]);
  const ended = engine.waitFor('end');
  await engine.execute();
  return await ended;
}

const automaticPlan = await planOf(automatic);
const manualPlan = await planOf(manual);
if (runByHand(manualPlan).status !== 'completed' || runMachine() !== 'done') throw new Error('a process did not come to its end');

compare('ten tasks from start to end', {
  'xstate 5, ten events': runMachine,
  'ours, ten user tasks': () => runByHand(manualPlan),
  'ours, ten tasks without work': () => start(automaticPlan, { process: 'p', now: NOW }),
});

const waiting = start(manualPlan, { process: 'p', now: NOW });
const saved = JSON.stringify(waiting.state);
const task = waiting.effects[0]?.type === 'createTask' ? waiting.effects[0].task : 0;
const machineSaved = JSON.stringify(createActor(machine).start().getPersistedSnapshot());
process.stdout.write(`state in JSON: ours ${saved.length} bytes, xstate ${machineSaved.length} bytes\n`);
compare('restore from JSON and take one step', {
  'xstate 5': () => {
    const actor = createActor(machine, { snapshot: JSON.parse(machineSaved) as Snapshot<unknown> });
    actor.start();
    actor.send({ type: 'done' });
    return actor.getSnapshot();
  },
  'JSON.parse of our state alone': () => JSON.parse(saved),
  ours: () => step(manualPlan, JSON.parse(saved) as State, { type: 'taskCompleted', now: NOW, task }),
});

const moddleContext: unknown = await new BpmnModdle().fromXML(automatic);
await compareAsync('ten tasks without work, model parsed once', {
  'bpmn-engine 25': () => runEngine({ moddleContext }),
  ours: async () => start(automaticPlan, { process: 'p', now: NOW }),
});
await compareAsync('ten tasks without work, model parsed each time', {
  'bpmn-engine 25': () => runEngine({ source: automatic }),
  ours: async () => start(await planOf(automatic), { process: 'p', now: NOW }),
});
