import { type Building, type FlowDraft, type NodeDraft, noAttributes, type ScopeDraft } from './building.ts';
import { boundAttributes, compileAssociations, compileLoop, compileWork, localNames, quantity } from './compile-activities.ts';
import { compileTriggers, definitionsOf, isLink, isParallelMultiple } from './compile-events.ts';
import { attributes, child, children, is, label, type ModdleElement, text, truth } from './elements.ts';
import type { AdHoc, CatchEvent, Node } from './plan.ts';

export const emptyScope = (element: ModdleElement, isProcess: boolean): ScopeDraft => ({
  id: text(element, 'id') ?? '',
  name: text(element, 'name'),
  isProcess,
  nodes: [],
  flows: [],
  starts: [],
  triggered: [],
  handlers: [],
  data: [],
  adHoc: undefined,
  transaction: is(element, 'Transaction'),
  executable: element.get('isExecutable') !== false,
  correlations: [],
});

/** Fills a scope with the elements of its process or sub-process; flows are tied when all nodes are known. */
export function fillScope(building: Building, scope: ScopeDraft, element: ModdleElement): void {
  const elements = children(element, 'flowElements');
  scope.data = [...children(element, 'properties'), ...elements.filter((one) => is(one, 'DataObject'))].map((data) =>
    building.dataName(data),
  );
  if (is(element, 'AdHocSubProcess')) {
    scope.adHoc = adHoc(building, element);
    building.hasAdHoc = true;
  }
  for (const one of elements) {
    if (is(one, 'FlowNode')) addNode(building, scope, one);
    else if (!is(one, 'SequenceFlow') && !is(one, 'DataObject') && !is(one, 'DataObjectReference') && !is(one, 'DataStoreReference'))
      building.refuse(one, 'unsupported', `${one.$type.replace('bpmn:', '')} is not supported`);
  }
  for (const one of elements) if (is(one, 'SequenceFlow')) addFlow(building, scope, one);
  for (const node of scope.nodes as NodeDraft[]) tieNode(building, node, element);
  sortStarts(building, scope, truth(element, 'triggeredByEvent'));
}

function adHoc(building: Building, element: ModdleElement): AdHoc {
  const ordering = text(element, 'ordering') ?? 'Parallel';
  return {
    sequential: ordering === 'Sequential',
    completion: building.expression(element, 'completionCondition'),
    cancelRemaining: element.get('cancelRemainingInstances') !== false,
  };
}

function addNode(building: Building, scope: ScopeDraft, element: ModdleElement): void {
  const id = text(element, 'id');
  if (id === undefined || id === '') {
    building.refuse(element, 'id-missing', `a ${element.$type.replace('bpmn:', '')} has no id`);
    return;
  }
  const node = compileNode(building, scope, element, id);
  if (node === undefined) return;
  scope.nodes.push(node as Node);
  building.nodes.set(id, node);
  building.sources.set(node, element);
}

function compileNode(building: Building, scope: ScopeDraft, element: ModdleElement, id: string): NodeDraft | undefined {
  const bound = attributes(element);
  const base = {
    id,
    name: text(element, 'name'),
    scope,
    incoming: [],
    outgoing: [],
    defaultFlow: undefined,
    attributes: Object.keys(bound).length === 0 ? noAttributes : bound,
  };
  if (is(element, 'Activity')) return compileActivity(building, element, base);
  if (is(element, 'Gateway')) return compileGateway(building, element, base);
  if (is(element, 'Event')) return compileEvent(building, scope, element, base);
  return building.refuse(element, 'unsupported', `${element.$type.replace('bpmn:', '')} is not supported`);
}

type Base = Pick<NodeDraft, 'id' | 'name' | 'scope' | 'incoming' | 'outgoing' | 'defaultFlow' | 'attributes'>;

function compileActivity(building: Building, element: ModdleElement, base: Base): NodeDraft | undefined {
  const bound = boundAttributes(building, element);
  const work = compileWork(building, element, bound, (sub) => {
    const scope = emptyScope(sub, false);
    fillScope(building, scope, sub);
    return scope;
  });
  if (work === undefined) return undefined;
  return {
    ...base,
    kind: 'activity',
    attributes: bound,
    work,
    loop: compileLoop(building, element),
    startQuantity: quantity(building, element, 'startQuantity'),
    completionQuantity: quantity(building, element, 'completionQuantity'),
    forCompensation: truth(element, 'isForCompensation'),
    boundaries: [],
    undo: undefined,
    trigger: undefined,
    locals: is(element, 'SubProcess') ? [] : [...localNames(building, element)],
    inputs: [...compileAssociations(building, element, 'dataInputAssociations')],
    outputs: [...compileAssociations(building, element, 'dataOutputAssociations')],
    transaction: is(element, 'Transaction'),
  };
}

const gatewayKinds: Readonly<Record<string, 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'eventBased'>> = {
  'bpmn:ExclusiveGateway': 'exclusive',
  'bpmn:ParallelGateway': 'parallel',
  'bpmn:InclusiveGateway': 'inclusive',
  'bpmn:ComplexGateway': 'complex',
  'bpmn:EventBasedGateway': 'eventBased',
};

function compileGateway(building: Building, element: ModdleElement, base: Base): NodeDraft | undefined {
  const kind = gatewayKinds[element.$type];
  if (kind === undefined) return building.refuse(element, 'unsupported', `${element.$type} is not supported`);
  const direction = text(element, 'gatewayDirection') ?? 'Unspecified';
  if (!['Unspecified', 'Converging', 'Diverging', 'Mixed'].includes(direction))
    building.refuse(element, 'gateway-direction', `"${direction}" is no gateway direction`);
  const type = text(element, 'eventGatewayType') ?? 'Exclusive';
  if (type !== 'Exclusive' && type !== 'Parallel') building.refuse(element, 'gateway-type', `"${type}" is no type of event-based gateways`);
  return {
    ...base,
    kind,
    activation: kind === 'complex' ? building.expression(element, 'activationCondition') : undefined,
    instantiate: truth(element, 'instantiate'),
    allEvents: kind === 'eventBased' && type === 'Parallel',
  };
}

function compileEvent(building: Building, scope: ScopeDraft, element: ModdleElement, base: Base): NodeDraft | undefined {
  if (is(element, 'ThrowEvent')) {
    if (isLink(element)) return { ...base, kind: 'link', target: undefined };
    const kind = is(element, 'EndEvent') ? 'end' : 'throw';
    const inputs = [...compileAssociations(building, element, 'dataInputAssociations')];
    return { ...base, kind, triggers: [...compileTriggers(building, element, kind)], inputs };
  }
  if (is(element, 'IntermediateCatchEvent') && isLink(element)) return { ...base, kind: 'link', target: undefined };
  const kind = is(element, 'StartEvent') ? 'start' : is(element, 'BoundaryEvent') ? 'boundary' : 'catch';
  const inHandler = element.$parent !== undefined && truth(element.$parent, 'triggeredByEvent');
  const place = kind !== 'start' ? kind : scope.isProcess ? 'start' : inHandler ? 'handlerStart' : 'subProcessStart';
  const triggers = [...compileTriggers(building, element, place)];
  if ((kind !== 'start' || inHandler) && definitionsOf(element).length === 0)
    building.refuse(element, 'trigger-missing', 'the event waits for nothing: it has no event definition');
  const interrupting = kind === 'boundary' ? element.get('cancelActivity') !== false : element.get('isInterrupting') !== false;
  if (!interrupting && triggers.some((trigger) => trigger.on === 'error' || trigger.on === 'cancel'))
    building.refuse(element, 'interrupting', 'errors and cancellations always interrupt');
  return {
    ...base,
    kind,
    triggers,
    parallelMultiple: isParallelMultiple(element) && triggers.length > 1,
    interrupting,
    host: undefined,
    undo: undefined,
    outputs: [...compileAssociations(building, element, 'dataOutputAssociations')],
  };
}

function addFlow(building: Building, scope: ScopeDraft, element: ModdleElement): void {
  const ends = (['sourceRef', 'targetRef'] as const).map((name) => {
    const end = child(element, name);
    if (end === undefined) return building.refuse(element, 'flow-end', `${name} is missing`);
    const id = text(end, 'id') ?? '';
    const node = building.nodes.get(id);
    if (node === undefined || node.scope !== scope)
      return building.refuse(element, 'flow-end', `${name} "${id}" is no element of the same process level`);
    return node;
  });
  const [source, target] = ends;
  if (source === undefined || target === undefined) return;
  const id = text(element, 'id') ?? `${source.id}→${target.id}`;
  const flow: FlowDraft = {
    id,
    source: source as Node,
    target: target as Node,
    condition: building.expression(element, 'conditionExpression'),
  };
  scope.flows.push(flow);
  building.flows.set(id, flow);
  source.outgoing.push(flow);
  target.incoming.push(flow);
}

/** Ties what refers to other elements: default flows, boundary events, compensation, links, event sub-processes. */
function tieNode(building: Building, node: NodeDraft, container: ModdleElement): void {
  const element = building.sources.get(node);
  if (element === undefined) return;
  orderOutgoing(building, node, element);
  const byDefault = child(element, 'default');
  if (byDefault !== undefined) {
    const flow = node.outgoing.find((one) => one.id === text(byDefault, 'id'));
    if (flow === undefined) building.refuse(element, 'default', `the default flow ${label(byDefault)} does not leave this element`);
    node.defaultFlow = flow;
  }
  if (node.kind === 'boundary') tieBoundary(building, node, element, container);
  if (node.kind === 'link' && is(element, 'ThrowEvent')) tieLink(building, node, element);
  if (node.kind === 'activity' && truth(element, 'triggeredByEvent') && node.work.do === 'scope') {
    const begins = node.work.scope.nodes.filter((inner) => inner.kind === 'start');
    const [trigger] = begins;
    if (begins.length !== 1 || trigger === undefined || trigger.kind !== 'start')
      building.refuse(element, 'handler-start', `an event sub-process has one start event, not ${begins.length}`);
    else node.trigger = trigger;
    if (node.incoming.length + node.outgoing.length > 0)
      building.refuse(element, 'handler-flow', 'an event sub-process has no sequence flows');
  }
}

/** Conditions are asked in the order in which the element lists its flows, which modelers let people arrange. */
function orderOutgoing(building: Building, node: NodeDraft, element: ModdleElement): void {
  const listed = children(element, 'outgoing').map((flow) => text(flow, 'id'));
  for (const id of listed)
    if (!node.outgoing.some((flow) => flow.id === id))
      building.warn(element, 'flow-listing', `lists ${id} as outgoing, which starts elsewhere`);
  for (const flow of children(element, 'incoming'))
    if (!node.incoming.some((one) => one.id === text(flow, 'id')))
      building.warn(element, 'flow-listing', `lists ${label(flow)} as incoming, which ends elsewhere`);
  const place = (id: string): number => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  if (listed.length > 1) node.outgoing.sort((a, b) => place(a.id) - place(b.id));
}

function tieBoundary(
  building: Building,
  node: Extract<NodeDraft, { kind: 'start' | 'catch' | 'boundary' }>,
  element: ModdleElement,
  container: ModdleElement,
): void {
  const attached = child(element, 'attachedToRef');
  const host = attached === undefined ? undefined : building.nodes.get(text(attached, 'id') ?? '');
  if (host?.kind !== 'activity' || host.scope !== node.scope) {
    building.refuse(element, 'attached', 'attachedToRef is no activity of the same process level');
    return;
  }
  node.host = host;
  if (node.triggers.some((trigger) => trigger.on === 'cancel') && !host.transaction)
    building.refuse(element, 'event-place', 'a cancel boundary event sits on a transaction only');
  if (node.triggers[0]?.on !== 'compensate') return void host.boundaries.push(node);
  const ends = [...children(container, 'artifacts'), ...building.associations].filter(
    (one) => is(one, 'Association') && child(one, 'sourceRef') === element,
  );
  const target = ends[0] && child(ends[0], 'targetRef');
  const undo = target === undefined ? undefined : building.nodes.get(text(target, 'id') ?? '');
  if (undo?.kind !== 'activity' || !undo.forCompensation) {
    building.refuse(element, 'compensation', 'no association leads to an activity for compensation');
    return;
  }
  node.undo = undo;
  host.undo = undo;
}

function tieLink(building: Building, node: Extract<NodeDraft, { kind: 'link' }>, element: ModdleElement): void {
  const [definition] = definitionsOf(element);
  const name = definition && text(definition, 'name');
  const aimed = definition && child(definition, 'target');
  const catching = (node.scope.nodes as NodeDraft[]).filter((other) => {
    const source = other.kind === 'link' ? building.sources.get(other) : undefined;
    const [one] = source === undefined || is(source, 'ThrowEvent') ? [] : definitionsOf(source);
    if (one === undefined) return false;
    return aimed === undefined ? text(one, 'name') === name && name !== undefined : one === aimed;
  });
  const [found] = catching;
  if (catching.length !== 1 || found === undefined) {
    building.refuse(element, 'link', `${catching.length} catching links named "${name ?? ''}" at this level; there must be one`);
    return;
  }
  node.target = found as Node;
}

/** Decides what gets a token when the scope begins, and what an event begins. */
function sortStarts(building: Building, scope: ScopeDraft, isHandler: boolean): void {
  const handlers = scope.nodes.filter((node) => node.kind === 'activity' && node.trigger !== undefined);
  scope.handlers = handlers.filter((node) => node.kind === 'activity');
  const startEvents = scope.nodes.filter((node): node is CatchEvent => node.kind === 'start');
  const plain = startEvents.filter((node) => node.triggers.length === 0);
  const orphans = scope.nodes.filter(
    (node) =>
      node.incoming.length === 0 &&
      !handlers.includes(node) &&
      (node.kind === 'activity' ? !node.forCompensation : node.kind !== 'start' && node.kind !== 'boundary' && node.kind !== 'link'),
  );
  const begins = (node: Node): boolean =>
    scope.isProcess &&
    ((node.kind === 'activity' && node.work.do === 'task' && node.work.instantiate) || (node.kind === 'eventBased' && node.instantiate));
  if (isHandler) {
    scope.starts = startEvents;
    return;
  }
  scope.triggered = [...startEvents.filter((node) => node.triggers.length > 0), ...orphans.filter(begins)];
  const implied = startEvents.length === 0 ? orphans.filter((node) => !begins(node)) : [];
  if (plain.length > 1) building.warn(scope.id, 'several-starts', 'several start events without a trigger; the first one begins');
  scope.starts = plain.length > 0 ? plain.slice(0, 1) : implied;
}
