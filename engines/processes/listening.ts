import type { Activity, CatchEvent, Gateway, Node, Trigger } from './plan.ts';
import type { Run } from './run.ts';
import type { Item } from './state.ts';

/** An element that waits for events on behalf of an item. */
export interface Listening {
  readonly node: CatchEvent | Activity;
  readonly triggers: readonly Trigger[];
}

/** Everything an item listens to now. */
export function listening(run: Run, item: Item): readonly Listening[] {
  const node = run.plan.nodes.get(item.at);
  if (item.as === 'wait') return node?.kind === 'eventBased' ? gatewayTargets(item, node) : node === undefined ? [] : itself(node);
  const found: Listening[] = [];
  if (node?.kind === 'activity') {
    if (item.as === 'work') found.push(...itself(node));
    if (ownsBoundaries(run, item, node))
      for (const boundary of node.boundaries) found.push({ node: boundary, triggers: boundary.triggers });
  }
  if (item.as === 'scope' && item.closing !== true)
    for (const { trigger } of run.inside(item).handlers)
      if (trigger !== undefined) found.push({ node: trigger, triggers: trigger.triggers });
  return found;
}

const itself = (node: Node): readonly Listening[] => {
  if (node.kind === 'catch' || node.kind === 'start') return [{ node, triggers: node.triggers }];
  if (node.kind === 'activity' && node.work.do === 'task' && node.work.message !== undefined)
    return [{ node, triggers: [node.work.message] }];
  return [];
};

export const gatewayTargets = (item: Item, gateway: Gateway): readonly Listening[] =>
  gateway.outgoing.filter((flow) => item.met?.[flow.target.id] === undefined).flatMap((flow) => itself(flow.target));

/** Boundary events sit on the activity as a whole: on the loop, not on its instances. */
const ownsBoundaries = (run: Run, item: Item, node: Activity): boolean =>
  node.boundaries.length > 0 &&
  (item.as === 'loop' || ((item.as === 'work' || item.as === 'scope') && (node.loop === undefined || run.find(item.up)?.as !== 'loop')));
