import type { Building } from './building.ts';
import { attributes, child, children, is, label, type ModdleElement, text, truth } from './elements.ts';
import type { IsoRule, TimerRule, Trigger } from './plan.ts';
import { isTimerText } from './timers.ts';

/** Where an event stands decides what may trigger it (BPMN 2.0.2, tables 10.84, 10.86, 10.88 to 10.91). */
export type EventPlace = 'start' | 'subProcessStart' | 'handlerStart' | 'catch' | 'boundary' | 'throw' | 'end' | 'instances';

const allowed: Readonly<Record<EventPlace, readonly Trigger['on'][]>> = {
  start: ['message', 'timer', 'conditional', 'signal'],
  subProcessStart: [],
  handlerStart: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate'],
  catch: ['message', 'timer', 'conditional', 'signal'],
  boundary: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'cancel', 'compensate'],
  throw: ['message', 'signal', 'escalation', 'compensate'],
  end: ['message', 'signal', 'error', 'escalation', 'cancel', 'compensate', 'terminate'],
  instances: ['message', 'signal', 'error', 'escalation', 'compensate'],
};

/** The event definitions of an element, its own first, then those it refers to. */
export const definitionsOf = (element: ModdleElement): readonly ModdleElement[] => [
  ...children(element, 'eventDefinitions'),
  ...children(element, 'eventDefinitionRef'),
];

/** The triggers of an event, each allowed at its place; a mistake is a refusal. */
export function compileTriggers(building: Building, event: ModdleElement, place: EventPlace): readonly Trigger[] {
  const triggers: Trigger[] = [];
  for (const definition of definitionsOf(event)) {
    const trigger = compileTrigger(building, event, definition, place);
    if (trigger === undefined) continue;
    if (allowed[place].includes(trigger.on)) triggers.push(trigger);
    else building.refuse(event, 'event-place', `an event of type ${trigger.on} cannot stand here (${place})`);
    if (trigger.on === 'conditional') building.hasConditions = true;
  }
  return triggers;
}

function compileTrigger(building: Building, event: ModdleElement, definition: ModdleElement, place: EventPlace): Trigger | undefined {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return messageTrigger(building, event, definition);
    case 'bpmn:SignalEventDefinition':
      return signalTrigger(building, event, definition);
    case 'bpmn:TimerEventDefinition':
      return timerTrigger(building, event, definition);
    case 'bpmn:ConditionalEventDefinition': {
      if (child(definition, 'condition') === undefined)
        return building.refuse(event, 'condition-missing', 'the conditional event has no condition');
      const condition = building.expression(definition, 'condition');
      return condition === undefined ? undefined : { on: 'conditional', condition };
    }
    case 'bpmn:ErrorEventDefinition':
      return { on: 'error', code: codeOf(building.reference(definition, 'errorRef', 'Error'), 'errorCode') };
    case 'bpmn:EscalationEventDefinition':
      return { on: 'escalation', code: codeOf(building.reference(definition, 'escalationRef', 'Escalation'), 'escalationCode') };
    case 'bpmn:CompensateEventDefinition':
      return compensateTrigger(building, event, definition, place);
    case 'bpmn:CancelEventDefinition':
      return { on: 'cancel' };
    case 'bpmn:TerminateEventDefinition':
      return { on: 'terminate' };
    case 'bpmn:LinkEventDefinition':
      return building.refuse(event, 'link', 'a link cannot be combined with other triggers or stand here');
    default:
      return building.refuse(event, 'unsupported', `event definition ${definition.$type} is not supported`);
  }
}

const codeOf = (element: ModdleElement | undefined, name: string): string | undefined =>
  element === undefined ? undefined : (text(element, name) ?? text(element, 'name') ?? text(element, 'id'));

/** The message of an event or task: named itself, or the incoming message of its operation. */
export function messageTrigger(building: Building, event: ModdleElement, definition: ModdleElement): Trigger {
  const operation = building.reference(definition, 'operationRef', 'Operation');
  const message =
    building.reference(definition, 'messageRef', 'Message') ??
    (operation === undefined ? undefined : building.reference(operation, 'inMessageRef', 'Message'));
  const id = message === undefined ? undefined : text(message, 'id');
  const name = message === undefined ? undefined : (text(message, 'name') ?? id);
  return { on: 'message', id, name: name ?? text(event, 'name') ?? label(event) };
}

function signalTrigger(building: Building, event: ModdleElement, definition: ModdleElement): Trigger | undefined {
  const signal = building.reference(definition, 'signalRef', 'Signal');
  if (signal === undefined) return building.refuse(event, 'signal-missing', 'the signal event names no signal');
  const id = text(signal, 'id');
  return { on: 'signal', id, name: text(signal, 'name') ?? id ?? '' };
}

function compensateTrigger(building: Building, event: ModdleElement, definition: ModdleElement, place: EventPlace): Trigger | undefined {
  const activity = building.reference(definition, 'activityRef', 'Activity');
  if (activity !== undefined && (place === 'boundary' || place === 'handlerStart'))
    building.warn(event, 'activity-ignored', 'a catching compensation event belongs to its activity; activityRef says nothing here');
  return { on: 'compensate', activity: activity && text(activity, 'id'), wait: definition.get('waitForCompletion') !== false };
}

function timerTrigger(building: Building, event: ModdleElement, definition: ModdleElement): Trigger | undefined {
  const bound = { ...attributes(event), ...attributes(definition) };
  const given = (['timeDate', 'timeDuration', 'timeCycle'] as const).filter((name) => child(definition, name) !== undefined);
  const named = (bound.clock === undefined ? 0 : 1) + (bound.workingDays === undefined ? 0 : 1);
  if (given.length > 1 || named > 1 || given.length + named === 0)
    return building.refuse(
      event,
      'timer',
      `a timer needs one of date, duration and cycle, or a clock, or working days; ${given.length + named} given`,
    );
  const [property] = given;
  const iso = property === undefined ? undefined : isoRule(building, event, definition, property);
  const rule = named === 0 ? iso : boundRule(building, event, bound, iso);
  return rule === undefined ? undefined : { on: 'timer', rule, attributes: bound };
}

/**
 * What a clock or a count of working days says holds; an ISO 8601 text beside it is for modelers that know no clocks. It is
 * checked all the same.
 */
function boundRule(
  building: Building,
  event: ModdleElement,
  bound: Readonly<Record<string, string>>,
  beside: IsoRule | undefined,
): TimerRule | undefined {
  if (bound.clock !== undefined) return { kind: 'clock', clock: bound.clock, beside };
  const days = building.feel(event, 'workingDays', bound.workingDays ?? '');
  return days === undefined ? undefined : { kind: 'workingDays', days, beside };
}

const kinds = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/** ISO 8601 text is checked here; what only looks like it is refused, anything else is FEEL that gives such text. */
function isoRule(building: Building, event: ModdleElement, definition: ModdleElement, property: keyof typeof kinds): IsoRule | undefined {
  const source = child(definition, property);
  const body = (source && text(source, 'body')?.trim()) ?? '';
  const kind = kinds[property];
  if (isTimerText(kind, body)) return { kind, value: body };
  if (/^(P[\dT]|R\d*\/|\d{4}-)/.test(body) || body === '')
    return building.refuse(event, 'timer', `"${body}" is not an ISO 8601 ${kind === 'cycle' ? 'repeating interval' : kind}`);
  const value = building.expression(definition, property);
  return value === undefined ? undefined : { kind, value };
}

/** Whether an event is a link, which is an arrow in disguise rather than an event. */
export const isLink = (element: ModdleElement): boolean => {
  const definitions = definitionsOf(element);
  return definitions.length === 1 && definitions[0] !== undefined && is(definitions[0], 'LinkEventDefinition');
};

export const isParallelMultiple = (element: ModdleElement): boolean => truth(element, 'parallelMultiple');
