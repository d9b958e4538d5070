import type { Flow, Gateway, Node } from './plan.ts';

/** Gateways with more incoming flows times nodes than this are not remembered but searched anew each time: memory stays small. */
const mostRemembered = 100_000;

/**
 * Whether a token at one of the places may still come to an incoming flow that has none, by a path that does not visit the
 * gateway, unless the same token could as well come to a flow that has one (BPMN 2.0.2, table 13.3).
 */
export function mayReach(gateway: Gateway, places: readonly Node[], has: (flow: Flow) => boolean): boolean {
  const empty = gateway.incoming.filter((flow) => !has(flow));
  if (empty.length === 0 || places.length === 0) return false;
  const full = gateway.incoming.filter(has);
  if (gateway.incoming.length * gateway.scope.nodes.length > mostRemembered) {
    const toEmpty = before(empty, gateway);
    const toFull = before(full, gateway);
    return places.some((place) => toEmpty.has(place) && !toFull.has(place));
  }
  const reach = reachOf(gateway);
  return places.some(
    (place) => empty.some((flow) => reach.get(flow)?.has(place) === true) && !full.some((flow) => reach.get(flow)?.has(place) === true),
  );
}

const reachable = new WeakMap<Gateway, ReadonlyMap<Flow, ReadonlySet<Node>>>();

/** For each incoming flow of a gateway, the nodes from which it can be reached without visiting the gateway. */
function reachOf(gateway: Gateway): ReadonlyMap<Flow, ReadonlySet<Node>> {
  const known = reachable.get(gateway);
  if (known !== undefined) return known;
  const found = new Map(gateway.incoming.map((flow) => [flow, before([flow], gateway)]));
  reachable.set(gateway, found);
  return found;
}

/** The nodes from which one of the flows can be reached without visiting a node. */
function before(flows: readonly Flow[], avoid: Node): ReadonlySet<Node> {
  const found = new Set<Node>();
  const open = flows.map((flow) => flow.source);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === avoid || found.has(node)) continue;
    found.add(node);
    for (const flow of node.incoming) open.push(flow.source);
    if (node.kind === 'boundary' && node.host !== undefined) open.push(node.host);
    if (node.kind === 'link') for (const other of node.scope.nodes) if (other.kind === 'link' && other.target === node) open.push(other);
  }
  return found;
}
