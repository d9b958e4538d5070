import type { Network } from './network.ts';

/**
 * Complete search over what must hold: arc consistency after every decision, nodes chosen by domain size over weighted degree
 * (Boussemart et al. 2004), values that conflict least first. It finds an assignment or proves that there is none.
 */
export type Completion = { readonly kind: 'found'; readonly choice: Int32Array } | { readonly kind: 'none' } | { readonly kind: 'unknown' };

const WORD = 32;

/** Supports of one orientation of a table: for each value of the near node the bit set of compatible far values. */
function supportsOf(table: Float64Array, near: number, far: number, hard: number): Uint32Array {
  const words = Math.ceil(far / WORD);
  const bits = new Uint32Array(near * words);
  for (let v = 0; v < near; v++)
    for (let w = 0; w < far; w++)
      if ((table[v * far + w] as number) < hard) bits[v * words + (w >>> 5)] = (bits[v * words + (w >>> 5)] as number) | (1 << (w & 31));
  return bits;
}

/**
 * @param allowed values that may be used, numbered over all nodes
 * @param mostFailures dead ends after which the search gives up
 */
export function completeSearch(network: Network, allowed: Uint8Array, mostFailures: number, isOver: () => boolean): Completion {
  const { nodes, offsets, edgeStart, edgeTo, edgeTable, hard, ownCost } = network;
  const count = nodes.length;
  const size = (n: number): number => (offsets[n + 1] as number) - (offsets[n] as number);
  const wordStart = new Int32Array(count + 1);
  for (let n = 0; n < count; n++) wordStart[n + 1] = (wordStart[n] as number) + Math.ceil(size(n) / WORD);
  const domains = new Uint32Array(wordStart[count] as number);
  const remaining = new Int32Array(count);
  for (let n = 0; n < count; n++)
    for (let v = 0; v < size(n); v++) {
      const at = (offsets[n] as number) + v;
      if (allowed[at] === 0 || (ownCost[at] as number) >= hard) continue;
      domains[(wordStart[n] as number) + (v >>> 5)] = (domains[(wordStart[n] as number) + (v >>> 5)] as number) | (1 << (v & 31));
      remaining[n] = (remaining[n] as number) + 1;
    }
  if (remaining.some((left) => left === 0)) return { kind: 'none' };

  const shared = new Map<Float64Array, Uint32Array>();
  const supports: (Uint32Array | undefined)[] = edgeTable.map(() => undefined);
  for (let n = 0; n < count; n++)
    for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
      const table = edgeTable[e] as Float64Array;
      if (!shared.has(table)) shared.set(table, supportsOf(table, size(n), size(edgeTo[e] as number), hard));
      supports[e] = shared.get(table);
    }
  const weight = new Float64Array(edgeTo.length).fill(1);
  const has = (n: number, v: number): boolean => ((domains[(wordStart[n] as number) + (v >>> 5)] as number) & (1 << (v & 31))) !== 0;

  const trailWord: number[] = [];
  const trailBits: number[] = [];
  const trailNode: number[] = [];
  const remove = (n: number, v: number): void => {
    const word = (wordStart[n] as number) + (v >>> 5);
    trailWord.push(word);
    trailBits.push(domains[word] as number);
    trailNode.push(n);
    domains[word] = (domains[word] as number) & ~(1 << (v & 31));
    remaining[n] = (remaining[n] as number) - 1;
  };
  const undo = (mark: number): void => {
    while (trailWord.length > mark) {
      domains[trailWord.pop() as number] = trailBits.pop() as number;
      const n = trailNode.pop() as number;
      remaining[n] = (remaining[n] as number) + 1;
    }
  };

  const queue = new Int32Array(count);
  const queued = new Uint8Array(count);
  /** Removes values without support until none is left to remove; false when a domain runs empty. */
  const propagate = (seeds: readonly number[]): boolean => {
    let head = 0;
    let length = 0;
    const push = (n: number): void => {
      if (queued[n] !== 0) return;
      queued[n] = 1;
      queue[(head + length++) % count] = n;
    };
    for (const n of seeds) push(n);
    while (length > 0) {
      const n = queue[head] as number;
      head = (head + 1) % count;
      length--;
      queued[n] = 0;
      for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
        const to = edgeTo[e] as number;
        if (!revise(to, n, e)) continue;
        if ((remaining[to] as number) === 0) {
          weight[e] = (weight[e] as number) + 1;
          queued.fill(0);
          return false;
        }
        push(to);
      }
    }
    return true;
  };
  /** Removes values of `to` that no value left in `n` supports, by the rows of n's own table. */
  const union = new Uint32Array(Math.max(1, ...nodes.map((_, n) => Math.ceil(size(n) / WORD))));
  const revise = (to: number, n: number, e: number): boolean => {
    const bits = supports[e] as Uint32Array;
    const words = (wordStart[to + 1] as number) - (wordStart[to] as number);
    union.fill(0, 0, words);
    for (let v = 0; v < size(n); v++) {
      if (!has(n, v)) continue;
      for (let w = 0; w < words; w++) union[w] = (union[w] as number) | (bits[v * words + w] as number);
    }
    let changed = false;
    for (let w = 0; w < words; w++) {
      let gone = (domains[(wordStart[to] as number) + w] as number) & ~(union[w] as number);
      while (gone !== 0) {
        const bit = 31 - Math.clz32(gone);
        remove(to, w * WORD + bit);
        gone &= ~(1 << bit);
        changed = true;
      }
    }
    return changed;
  };

  if (!propagate(nodes.map((_, n) => n))) return { kind: 'none' };

  const decided = new Uint8Array(count);
  const pick = (): number => {
    let best = -1;
    let bestRatio = Number.POSITIVE_INFINITY;
    for (let n = 0; n < count; n++) {
      if (decided[n] !== 0) continue;
      let degree = 1;
      for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++)
        if (decided[edgeTo[e] as number] === 0) degree += weight[e] as number;
      const ratio = (remaining[n] as number) / degree;
      if (ratio < bestRatio) {
        bestRatio = ratio;
        best = n;
      }
    }
    return best;
  };

  type Frame = { readonly node: number; readonly values: readonly number[]; next: number; mark: number };
  const frames: Frame[] = [];
  const open = (): boolean => {
    const node = pick();
    if (node < 0) return false;
    const values = Array.from({ length: size(node) }, (_, v) => v).filter((v) => has(node, v));
    decided[node] = 1;
    frames.push({ node, values, next: 0, mark: trailWord.length });
    return true;
  };
  let failures = 0;
  if (!open()) return { kind: 'found', choice: chosen() };
  while (frames.length > 0) {
    const frame = frames[frames.length - 1] as Frame;
    undo(frame.mark);
    if (frame.next >= frame.values.length) {
      decided[frame.node] = 0;
      frames.pop();
      continue;
    }
    const value = frame.values[frame.next++] as number;
    for (const v of frame.values) if (v !== value) remove(frame.node, v);
    if (!propagate([frame.node])) {
      if (++failures > mostFailures || (failures % 64 === 0 && isOver())) return { kind: 'unknown' };
      continue;
    }
    if (!open()) return { kind: 'found', choice: chosen() };
  }
  return { kind: 'none' };

  function chosen(): Int32Array {
    return Int32Array.from({ length: count }, (_, n) => {
      let v = 0;
      while (!has(n, v)) v++;
      return v;
    });
  }
}
