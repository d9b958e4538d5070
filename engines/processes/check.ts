import type { Building, NodeDraft } from './building.ts';
import type { Scope } from './plan.ts';

/** Refuses what the standard does not allow, element by element, once all are tied together. */
export function checkModel(building: Building): void {
  const handlers = new Set(allScopes(building).flatMap((scope) => scope.handlers.map((handler) => handler.id)));
  for (const node of building.nodes.values()) {
    checkEnds(building, node, handlers);
    checkOutgoing(building, node);
    if (node.kind === 'eventBased') checkEventGateway(building, node);
    if (node.kind === 'end') checkEndTriggers(building, node);
  }
}

export function allScopes(building: Building): readonly Scope[] {
  const found: Scope[] = [...building.processes.values()];
  for (const node of building.nodes.values())
    if (node.kind === 'activity' && node.work.do === 'scope' && !node.work.scope.isProcess) found.push(node.work.scope);
  return found;
}

function checkEnds(building: Building, node: NodeDraft, handlers: ReadonlySet<string>): void {
  const refuse = (code: string, reason: string): void => building.refuse(node.id, code, reason);
  if (node.kind === 'start' && node.incoming.length > 0) refuse('start-incoming', 'a start event has no incoming flow');
  if (node.kind === 'end' && node.outgoing.length > 0) refuse('end-outgoing', 'an end event has no outgoing flow');
  if (node.kind === 'boundary' && node.incoming.length > 0) refuse('boundary-incoming', 'a boundary event has no incoming flow');
  if (node.kind === 'boundary' && node.undo !== undefined && node.outgoing.length > 0)
    refuse('compensation', 'a compensation boundary event leads on by an association, not by a flow');
  if (node.kind === 'link' && node.target !== undefined && node.outgoing.length > 0) refuse('link', 'a throwing link has no outgoing flow');
  if (node.kind === 'link' && node.target === undefined && node.incoming.length > 0) refuse('link', 'a catching link has no incoming flow');
  if (node.kind === 'activity' && node.forCompensation && node.incoming.length + node.outgoing.length > 0)
    refuse('compensation', 'an activity for compensation stands outside the flow');
  if (node.scope.adHoc !== undefined && (node.kind === 'start' || node.kind === 'end'))
    refuse('ad-hoc', 'an ad-hoc sub-process has no start or end event');
  const isGateway = !['activity', 'start', 'end', 'catch', 'throw', 'boundary', 'link'].includes(node.kind);
  if (isGateway && node.incoming.length < 2 && node.outgoing.length < 2 && node.incoming.length + node.outgoing.length < 2)
    refuse('gateway-flows', 'a gateway joins or splits: it needs flows');
  if (node.kind === 'activity' && node.work.do === 'task' && node.work.instantiate && node.incoming.length > 0)
    refuse('instantiate', 'a receive task that begins the process has no incoming flow');
  if (handlers.has(node.id) && node.kind === 'activity' && node.loop !== undefined)
    refuse('handler-loop', 'an event sub-process cannot loop');
}

function checkOutgoing(building: Building, node: NodeDraft): void {
  if (node.kind === 'parallel' || node.kind === 'eventBased')
    for (const flow of node.outgoing)
      if (flow.condition !== undefined)
        building.warn(flow.id, 'condition-ignored', `flows out of this gateway are taken whatever ${flow.condition.text} says`);
  if (node.kind === 'exclusive' || node.kind === 'inclusive' || node.kind === 'complex') {
    if (node.outgoing.length < 2) return;
    for (const flow of node.outgoing)
      if (flow.condition === undefined && flow !== node.defaultFlow)
        building.warn(flow.id, 'condition-missing', 'a flow out of this gateway has no condition and is always taken');
  }
  if (node.defaultFlow !== undefined && (node.kind === 'parallel' || node.kind === 'eventBased'))
    building.refuse(node.id, 'default', 'this kind of gateway has no default flow');
}

/** After an event-based gateway stand events that wait, or receive tasks without boundary events (BPMN 2.0.2, 10.6). */
function checkEventGateway(building: Building, node: NodeDraft): void {
  if (node.outgoing.length === 0) building.refuse(node.id, 'gateway-flows', 'an event-based gateway needs outgoing flows');
  if (node.kind === 'eventBased' && node.instantiate && node.incoming.length > 0)
    building.refuse(node.id, 'instantiate', 'a gateway that begins the process has no incoming flow');
  for (const { target } of node.outgoing) {
    const waits = target.kind === 'catch' || (target.kind === 'activity' && target.work.do === 'task' && target.work.task === 'receive');
    if (!waits) building.refuse(node.id, 'gateway-target', `leads to ${target.id}, which waits for no event`);
    else if (target.kind === 'activity' && target.boundaries.length > 0)
      building.refuse(target.id, 'gateway-target', 'a receive task after an event-based gateway has no boundary events');
  }
}

function checkEndTriggers(building: Building, node: NodeDraft): void {
  if (node.kind !== 'end' || !node.triggers.some((trigger) => trigger.on === 'cancel')) return;
  const inTransaction = (scope: Scope): boolean =>
    scope.transaction ||
    [...building.nodes.values()].some(
      (host) => host.kind === 'activity' && host.work.do === 'scope' && host.work.scope === scope && inTransaction(host.scope),
    );
  if (node.scope.isProcess || !inTransaction(node.scope))
    building.refuse(node.id, 'event-place', 'a cancel end event stands inside a transaction only');
}
