import type { Explanation, MatchedRule } from '@mandate/decisions';
import { textOfRefusal } from '../../platform/http/problem.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { button, type CheckResult, type Content, form, type Html, hidden, html, type PageContext } from '../../platform/views/index.ts';

import type { Services } from '../../services.ts';
import { choiceTitle, loadChoices } from '../applicant/choices.ts';
import type { OpenTask } from '../cases.ts';
import { clockOptions } from '../clock-strip.ts';
import type { CheckOutcome } from '../findings.ts';
import { becauseOf, caseHistory, type StoredBecause } from '../history.ts';
import { caseSteps, doneElements } from '../progress.ts';
import { holdersOfTasks } from '../task-holders.ts';
import { type CaseView, verdictOn } from './case-view.ts';
import { type ActInput, actForm, noInput } from './pages/act-form.ts';
import { type DeskAct, deskCasePage } from './pages/case-page.ts';

export interface CaseViewer {
  readonly personId: string;
  /** An act that was refused: its form keeps what was entered. */
  readonly input?: { readonly taskId: string; readonly kept: ActInput };
  readonly notice?: string;
}

/** Puts the case's one screen together for an officer. */
export async function drawCase(services: Services, context: PageContext, view: CaseView, viewer: CaseViewer): Promise<Html> {
  const { procedure, events } = view;
  const hands = await holdersOfTasks(
    services.db,
    view.openTasks.map((task) => task.id),
  );
  const titles = choiceTitle(await loadChoices(services.db, procedure.form, context.today), context.language);
  return deskCasePage(context, {
    view,
    acts: view.openTasks.map((task) => deskAct(services, context, view, viewer, task, hands.get(task.id))),
    clocks: view.clocks.filter((clock) => clock.unit !== 'hour').map((clock) => clockOptions(services, context, procedure, clock)),
    history: caseHistory(services, procedure, events, context),
    checks: [...checksOf(view, context), ...namedChecks(services, view, context)],
    steps: caseSteps(services, procedure, events, view.openTasks, context),
    bpmn: procedure.files['process.bpmn'] ?? '',
    active: view.openTasks.map((task) => task.element),
    done: doneElements(events),
    before: dataBefore(view),
    titleOfOption: titles,
    ...(viewer.notice === undefined ? {} : { notice: viewer.notice }),
  });
}

function deskAct(
  services: Services,
  context: PageContext,
  view: CaseView,
  viewer: CaseViewer,
  task: OpenTask,
  hand: string | undefined,
): DeskAct {
  const { t, language } = context;
  const { procedure, file } = view;
  const definition = procedure.tasks[task.element];
  const title = definition?.title[language] ?? task.element;
  if (definition === undefined) return { title, whyNot: t('desk.case.notYours') };
  if (task.mandate === null || task.step_role === null) {
    const participant = procedure.participants[task.participant ?? '']?.title[language] ?? '';
    return { title, whyNot: t('desk.case.waitsFor', { who: participant }) };
  }
  const verdict = verdictOn(services, viewer.personId, file, task.step_role, task.drafters, services.now());
  if (!verdict.allowed) {
    const { text, holder } = verdict.denial;
    return {
      title,
      whyNot: `${text[language]}${holder?.ask === undefined ? '' : ` ${t('desk.case.ask', { whom: holder.ask[language] })}`}`,
    };
  }
  const codes = procedure.findings ?? [];
  return {
    title,
    form: actForm(context, {
      action: context.href(`/desk/tasks/${task.id}`),
      task,
      definition,
      catalogue: codes.flatMap((code) => services.procedures.findings.get(code) ?? []),
      input: viewer.input?.taskId === task.id ? viewer.input.kept : noInput,
      revision: file.revision,
    }),
    because: html`${becauseOf(verdict.because as StoredBecause, context, t('desk.act.allowed'))}${handForm(services, context, viewer.personId, task.id, hand)}`,
  };
}

/** Who has the task in hand: oneself, a colleague, or nobody yet; colleagues may still do it. */
function handForm(services: Services, context: PageContext, personId: string, taskId: string, hand: string | undefined): Html {
  const { t } = context;
  if (hand !== undefined && hand !== personId)
    return html`<p class="govuk-body-s">${t('desk.hand.other', { name: services.organisation.personName(hand)?.[context.language] ?? '' })}</p>`;
  return form(context, {
    action: context.href(`/desk/tasks/${taskId}/hand`),
    content: html`${hidden('take', hand === undefined ? 'yes' : 'no')}${button({
      text: t(hand === undefined ? 'desk.hand.take' : 'desk.hand.putBack'),
      kind: 'secondary',
    })}`,
  });
}

/** What the machine decided by itself: each table with the rules that matched and the values that they asked for. */
function checksOf({ procedure, file }: CaseView, context: PageContext): readonly CheckResult[] {
  return [...procedure.rules.keys()].flatMap((name): readonly CheckResult[] => {
    const because = file.variables[`${name}-because`] as Explanation | undefined;
    if (because === undefined) return [];
    const matched = because.tables.flatMap((table) => table.matched);
    const title = procedure.ruleTitles?.[name]?.[context.language] ?? name;
    return [{ title, outcome: matched.length === 0 ? 'unclear' : 'passed', detail: matchedWords(matched, context) }];
  });
}

const MARKS = { passed: 'passed', blocked: 'failed', manual: 'unclear', none: 'waiting' } as const;

/** The checks by their numbers, those left to people first: each with what there is to look at and by which rule. */
function namedChecks(services: Services, { file }: CaseView, context: PageContext): readonly CheckResult[] {
  const checks = ((file.variables.checks ?? []) as readonly CheckOutcome[]).filter(({ outcome }) => outcome !== 'none');
  const order = ['blocked', 'manual', 'passed'];
  return [...checks]
    .sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
    .map(({ code, outcome, found }) => {
      const known = services.procedures.checks.get(code);
      const words = found.map(({ rule, values }) => textOfRefusal(new Refusal({ code: rule, status: 422 }, { values }), context.t));
      return {
        title: `${code} ${known?.title[context.language] ?? ''}`,
        outcome: MARKS[outcome],
        detail: html`${words.map((each) => html`<p class="govuk-body-s">${each}</p>`)}${known !== undefined && html`<p class="govuk-body-s app-quiet">${known.basis[context.language]}</p>`}`,
      };
    });
}

function matchedWords(matched: readonly MatchedRule[], context: PageContext): Content {
  const { t } = context;
  if (matched.length === 0) return t('desk.case.noRule');
  return html`${matched.map(
    (rule) =>
      html`<p class="govuk-body-s">${t('desk.case.ruleMatched', { number: rule.number, description: rule.description ?? rule.id })}</p>${
        rule.because.length > 0 &&
        html`<ul class="govuk-list govuk-list--bullet">${rule.because.map((each) => html`<li><span class="app-code">${each.expression}</span> = ${JSON.stringify(each.value)} (${each.test.replaceAll('","', '", "')})</li>`)}</ul>`
      }`,
  )}`;
}

/** The form as it stood before the last time its party changed it. */
function dataBefore({ events }: CaseView): Readonly<Record<string, unknown>> | undefined {
  const versions = events.flatMap((event) =>
    (event.payload?.data as Readonly<Record<string, unknown>> | undefined) === undefined
      ? []
      : [event.payload?.data as Readonly<Record<string, unknown>>],
  );
  return versions.length < 2 ? undefined : versions.at(-2);
}
