import { fire } from './catching.ts';
import { listening } from './listening.ts';
import type { Attributes, IsoRule, Node, TimerRule, Trigger } from './plan.ts';
import { type Run, RunFailure } from './run.ts';
import type { Timer } from './state.ts';
import { later, schedule } from './timers.ts';
import { variablesAt } from './variables.ts';

export function startTimer(run: Run, id: number, node: Node, def: number, trigger: Extract<Trigger, { on: 'timer' }>): void {
  const timer = run.next++;
  const item = run.open(id);
  const { attributes, rule } = trigger;
  const common = { type: 'startTimer', timer, element: node.id, attributes } as const;
  const base = { id: timer, at: node.id, ...(def === 0 ? {} : { def }) };
  if (rule.kind === 'clock' || rule.kind === 'workingDays') {
    const due = rule.beside === undefined ? {} : { due: scheduled(run, id, node, rule.beside).first };
    item.timers = [...(item.timers ?? []), { ...base, ...due }];
    if (rule.kind === 'workingDays') run.effects.push({ ...common, ...due, workingDays: workingDays(run, id, node, rule.days) });
    else run.effects.push({ ...common, ...due, clock: rule.clock });
    return;
  }
  const { first, every, left } = scheduled(run, id, node, rule);
  item.timers = [...(item.timers ?? []), { ...base, due: first, ...(every === undefined ? {} : { every, left }) }];
  run.effects.push({ ...common, due: first });
}

function workingDays(run: Run, id: number, node: Node, days: Extract<TimerRule, { kind: 'workingDays' }>['days']): number {
  const value = typeof days === 'number' ? days : days.evaluate(variablesAt(run, id));
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new RunFailure('timer-value', node.id);
  return value;
}

function scheduled(run: Run, id: number, node: Node, rule: IsoRule): ReturnType<typeof schedule> {
  const value = typeof rule.value === 'string' ? rule.value : rule.value.evaluate(variablesAt(run, id));
  try {
    return schedule(rule.kind, String(value), run.now, run.plan.timeZone);
  } catch {
    throw new RunFailure('timer-value', node.id);
  }
}

/** A timer came due: it is set again if it repeats, then its event fires. False if the timer is not running any more. */
export function fireTimer(run: Run, timer: number): boolean {
  for (const item of run.items) {
    const found = item.timers?.find((one) => one.id === timer);
    if (found === undefined) continue;
    const heard = listening(run, item).find((one) => one.node.id === found.at);
    rewind(run, item.id, found);
    if (heard !== undefined) fire(run, item.id, heard.node, found.def ?? 0, undefined);
    return true;
  }
  return false;
}

function rewind(run: Run, id: number, timer: Timer): void {
  const item = run.open(id);
  const others = (item.timers ?? []).filter((one) => one.id !== timer.id);
  if (timer.every === undefined || timer.due === undefined || timer.left === undefined || timer.left === 0) {
    if (others.length > 0) item.timers = others;
    else delete item.timers;
    return;
  }
  const again = {
    ...timer,
    id: run.next++,
    due: later(timer.due, timer.every, run.plan.timeZone),
    left: timer.left === -1 ? -1 : timer.left - 1,
  };
  item.timers = [...others, again];
  const trigger = attributesOf(run.node(timer.at), timer.def ?? 0);
  run.effects.push({ type: 'startTimer', timer: again.id, element: timer.at, due: again.due, attributes: trigger });
}

function attributesOf(node: Node, def: number): Attributes {
  const trigger = 'triggers' in node ? node.triggers[def] : undefined;
  return trigger?.on === 'timer' ? trigger.attributes : node.attributes;
}
