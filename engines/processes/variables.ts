import type { Variables } from './expressions.ts';
import type { Activity, Association, Scope } from './plan.ts';
import type { Open, Run } from './run.ts';
import type { Item } from './state.ts';

/** What an expression sees at an item: the variables of the instance, under those of every item around it. */
export function variablesAt(run: Run, id: number, more?: Variables): Variables {
  let own: Variables | undefined = more;
  for (let item = run.find(id); item !== undefined; item = run.find(item.up))
    if (item.vars !== undefined) own = own === undefined ? item.vars : { ...item.vars, ...own };
  return own === undefined ? run.variables : { ...run.variables, ...own };
}

/** Writes each variable where it is declared, seen from the item; what is declared nowhere belongs to the instance. */
export function setVariables(run: Run, id: number, values: Variables): void {
  for (const [key, value] of Object.entries(values)) {
    const name = run.plan.dataNames.get(key) ?? key;
    let item = run.find(id);
    while (item !== undefined && (item.vars === undefined || !Object.hasOwn(item.vars, name))) item = run.find(item.up);
    if (item === undefined) run.variables = { ...run.variables, [name]: value };
    else {
      const open = run.open(item.id);
      open.vars = { ...open.vars, [name]: value };
    }
    run.dirty = true;
    markRound(run, id);
  }
}

/** An ad-hoc sub-process begins another round only if the last one changed something. */
function markRound(run: Run, id: number): void {
  for (let item = run.find(id); item !== undefined; item = run.find(item.up))
    if (item.waiting !== undefined && item.changed === undefined) run.open(item.id).changed = true;
}

/** Data objects and properties of a scope live as long as it; those of the process belong to the instance. */
export function declareData(run: Run, item: Open<Item>, scope: Scope): void {
  if (scope.data.length === 0) return;
  const fresh = Object.fromEntries(scope.data.map((name) => [name, null]));
  if (item.up === 0) run.variables = { ...fresh, ...run.variables };
  else item.vars = { ...fresh, ...item.vars };
}

/** Fills an activity's own data when it begins. */
export function bringIn(run: Run, item: Open<Item>, activity: Activity): void {
  if (activity.locals.length > 0) item.vars = { ...Object.fromEntries(activity.locals.map((name) => [name, null])), ...item.vars };
  if (activity.inputs.length === 0) return;
  item.vars = { ...item.vars, ...associated(activity.inputs, variablesAt(run, item.id)) };
}

/** Carries an activity's results out when it ends. */
export function carryOut(run: Run, item: Item, activity: Activity): void {
  if (activity.loop?.kind === 'instances' && activity.loop.outputCollection !== undefined) return; // gathered, carried out by the loop
  if (activity.outputs.length > 0) setVariables(run, item.up, associated(activity.outputs, variablesAt(run, item.id)));
}

export function associated(associations: readonly Association[], variables: Variables): Variables {
  return Object.fromEntries(associations.map(({ from, to }) => [to, from?.evaluate(variables) ?? null]));
}
