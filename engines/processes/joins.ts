import type { Flow, Gateway, Node } from './plan.ts';
import { mayReach } from './reach.ts';
import type { Run } from './run.ts';
import type { Item } from './state.ts';
import { chosen, consume, leave, send } from './tokens.ts';
import { variablesAt } from './variables.ts';

/** A token arrives at a gateway that may join. Tokens that wait are counted by flow in the scope. */
export function arriveAtJoin(run: Run, node: Gateway, scope: number, by: string | undefined): void {
  if (node.incoming.length < 2 && (node.kind !== 'complex' || node.activation === undefined)) {
    split(run, node, scope, 1, undefined);
    return;
  }
  park(run, scope, by ?? node.id);
  if (node.kind === 'parallel' && node.incoming.every((flow) => waiting(run, scope, flow.id) > 0))
    split(run, node, scope, takeOne(run, scope, node.incoming), undefined);
  if (node.kind === 'complex') activate(run, node, scope);
}

const waiting = (run: Run, scope: number, flow: string): number => run.get(scope).tokens?.[flow] ?? 0;

function park(run: Run, scope: number, flow: string): void {
  const item = run.open(scope);
  const tokens = run.ownCounts(item.tokens);
  tokens[flow] = (tokens[flow] ?? 0) + 1;
  item.tokens = tokens;
}

/** Takes one token from each flow that has one; says how many. */
function takeOne(run: Run, scope: number, flows: readonly Flow[]): number {
  const item = run.open(scope);
  const tokens = run.ownCounts(item.tokens);
  let taken = 0;
  for (const { id } of flows) {
    const there = tokens[id] ?? 0;
    if (there === 0) continue;
    taken++;
    if (there === 1) delete tokens[id];
    else tokens[id] = there - 1;
  }
  if (Object.keys(tokens).length > 0) item.tokens = tokens;
  else delete item.tokens;
  return taken;
}

/** As many tokens as were taken become one, which leaves along the gateway's flows. */
function split(run: Run, node: Gateway, scope: number, taken: number, more: Readonly<Record<string, unknown>> | undefined): void {
  run.trace(node.id, 'enter');
  run.trace(node.id, 'leave');
  const item = run.open(scope);
  item.live = (item.live ?? 0) - taken + 1;
  if (node.outgoing.length < 2) {
    leave(run, node, scope);
    return;
  }
  send(run, node, scope, node.kind === 'parallel' ? node.outgoing : chosen(run, node, scope, more), 1);
}

/** Lets joins go on that nothing more can reach; true if one did. Asked only when no token flows. */
export function fireJoins(run: Run): boolean {
  run.countLook();
  for (const item of run.items) {
    if (item.as !== 'scope' || (item.tokens === undefined && item.resets === undefined)) continue;
    for (const id of new Set([
      ...Object.keys(item.tokens ?? {}).map((flow) => run.plan.flows.get(flow)?.target.id ?? flow),
      ...Object.keys(item.resets ?? {}),
    ])) {
      const node = run.node(id);
      if (node.kind === 'inclusive' || (node.kind === 'complex' && node.activation === undefined)) {
        if (!mayStillArrive(run, node, item, []))
          return fired(() => split(run, node, item.id, takeOne(run, item.id, node.incoming), undefined));
      } else if (node.kind === 'complex' && item.resets?.[node.id] !== undefined) {
        if (!mayStillArrive(run, node, item, item.resets[node.id] ?? [])) return fired(() => reset(run, node, item.id));
      }
    }
  }
  return false;
}

const fired = (act: () => void): true => {
  act();
  return true;
};

/** `settled` flows need no token any more. */
function mayStillArrive(run: Run, node: Gateway, scope: Item, settled: readonly string[]): boolean {
  const has = (flow: Flow): boolean => settled.includes(flow.id) || (scope.tokens?.[flow.id] ?? 0) > 0;
  return mayReach(node, occupied(run, node, scope), has);
}

/** Nodes of a scope at which tokens stand, other than the gateway that asks. */
function occupied(run: Run, asking: Gateway, scope: Item): readonly Node[] {
  const places: Node[] = [...run.parked(scope.id)];
  for (const item of run.items) if (item.up === scope.id) places.push(run.node(item.at));
  for (const flow of Object.keys(scope.tokens ?? {})) places.push(run.plan.flows.get(flow)?.target ?? run.node(flow));
  return places.filter((place) => place !== asking);
}

/** What a complex gateway's conditions see: how many tokens wait, by flow and in all, and which phase it is in. */
function complexView(run: Run, node: Gateway, scope: number, waitingForStart: boolean): Readonly<Record<string, unknown>> {
  const counts = Object.fromEntries(node.incoming.map((flow) => [flow.id, waiting(run, scope, flow.id)]));
  return { ...counts, activationCount: Object.values(counts).reduce((sum, count) => sum + count, 0), waitingForStart };
}

/** First phase of a complex gateway: as soon as its condition holds it goes on with the tokens that are there (13.4.5). */
function activate(run: Run, node: Gateway, scope: number): void {
  if (node.activation === undefined || run.get(scope).resets?.[node.id] !== undefined) return;
  const view = complexView(run, node, scope, true);
  if (node.activation.evaluate(variablesAt(run, scope, view)) !== true) return;
  const consumed = node.incoming.filter((flow) => waiting(run, scope, flow.id) > 0).map((flow) => flow.id);
  const flows = node.incoming.length < 2 ? [...consumed, node.id] : consumed;
  if (consumed.length < node.incoming.length) {
    const item = run.open(scope);
    item.resets = { ...item.resets, [node.id]: flows };
  }
  split(run, node, scope, takeOne(run, scope, node.incoming), view);
}

/** Second phase: the tokens that came too late are taken; only flows whose condition asks for this phase get one. */
function reset(run: Run, node: Gateway, scope: number): void {
  const item = run.open(scope);
  const { [node.id]: settled = [], ...others } = item.resets ?? {};
  if (Object.keys(others).length > 0) item.resets = others;
  else delete item.resets;
  const late = node.incoming.filter((flow) => !settled.includes(flow.id));
  const view = variablesAt(run, scope, complexView(run, node, scope, false));
  const taken = takeOne(run, scope, late);
  const flows = node.outgoing.filter(
    (flow) => flow.condition?.text.includes('waitingForStart') === true && flow.condition.evaluate(view) === true,
  );
  const open = run.open(scope);
  open.live = (open.live ?? 0) + flows.length;
  for (const flow of flows) run.push(flow.target, scope, flow.id);
  if (taken > 0) consume(run, scope, taken);
  if (run.find(scope) !== undefined) activate(run, node, scope);
}
