import type { StoredEvent } from '../../platform/audit/index.ts';
import type { PageContext, TimelineItem } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import type { CaseView } from '../desk/case-view.ts';
import { caseHistory } from '../history.ts';
import type { Procedure } from '../library.ts';

/**
 * What happened to a case, for its party. An officer's proposal to the one who decides is told of as done, not with what was
 * proposed: it is no decision yet, and it may be decided otherwise.
 */
export function partyHistory(services: Services, view: CaseView, context: PageContext): readonly TimelineItem[] {
  const { procedure, events } = view;
  const { t, language } = context;
  return events
    .map((event): TimelineItem => {
      const isInside = isProposal(procedure, event);
      const shown = isInside ? { ...event, payload: { element: event.payload?.element, because: event.payload?.because } } : event;
      const item = caseHistory(services, procedure, [shown], context)[0] as TimelineItem;
      if (event.kind === 'code-resent') return { title: t('applicant.history.codeResent'), at: event.at };
      if (!isInside) return item;
      const task = procedure.tasks[String(event.payload?.element)]?.title[language] ?? '';
      return { ...item, title: t('applicant.history.step', { task }) };
    })
    .reverse();
}

/** An officer's act that handed the case to another officer and to nobody outside. */
function isProposal(procedure: Procedure, event: StoredEvent): boolean {
  if (event.kind !== 'task-completed' || !event.actor.startsWith('appointment/')) return false;
  const next = procedure.plan.nodes.get(String(event.payload?.stage));
  return next !== undefined && next.attributes.mandate !== undefined;
}
