import type { StoredEvent } from '../platform/audit/index.ts';
import { moment, type PageContext, type Step } from '../platform/views/index.ts';
import type { Services } from '../services.ts';
import type { OpenTask } from './cases.ts';
import type { Procedure } from './library.ts';

/** Elements of the process that this case has been through: for the marks in the picture. */
export const doneElements = (events: readonly StoredEvent[]): readonly string[] => [
  ...new Set(
    events.flatMap((event) => {
      const payload = (event.payload ?? {}) as { readonly element?: string; readonly results?: readonly { readonly element: string }[] };
      return [...(payload.element === undefined ? [] : [payload.element]), ...(payload.results ?? []).map((each) => each.element)];
    }),
  ),
];

/** The steps of the case in words, in the order of the procedure's tasks: what is done, what is happening, what may come. */
export function caseSteps(
  services: Services,
  procedure: Procedure,
  events: readonly StoredEvent[],
  open: readonly OpenTask[],
  context: PageContext,
): readonly Step[] {
  const { language } = context;
  const submitted = events[0];
  const isClosed = open.length === 0;
  const steps = Object.entries(procedure.tasks).flatMap(([element, task]): readonly Step[] => {
    const done = events.filter((event) => event.kind === 'task-completed' && event.payload?.element === element).at(-1);
    const isOpen = open.some((each) => each.element === element);
    // Corrections and supplements are told of only where they happened: nobody is to wait for one.
    if (task.edits === 'form' && done === undefined && !isOpen) return [];
    const state = isOpen ? 'present' : done !== undefined ? 'done' : isClosed ? 'skipped' : 'next';
    return [
      {
        title: task.title[language],
        state,
        who: whoOf(services, procedure, element, done, context),
        ...(done === undefined || isOpen ? {} : { when: moment(context, done.at) }),
      },
    ];
  });
  const first: Step = {
    title: procedure.stages.submitted?.[language] ?? '',
    state: 'done',
    ...(submitted === undefined ? {} : { when: moment(context, submitted.at) }),
  };
  return [first, ...steps];
}

function whoOf(services: Services, procedure: Procedure, element: string, done: StoredEvent | undefined, context: PageContext): string {
  const { language } = context;
  const officer =
    done?.actor.startsWith('appointment/') === true ? services.organisation.describe(done.actor.slice('appointment/'.length)) : undefined;
  if (officer !== undefined) return officer.institution[language];
  const { participant } = procedure.plan.nodes.get(element)?.attributes ?? {};
  if (participant !== undefined) return procedure.participants[participant]?.title[language] ?? '';
  return context.t('history.authority');
}
