/** Punycode (RFC 3492) with the parameters of IDNA. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

const threshold = (k: number, bias: number): number => Math.min(Math.max(k - bias, T_MIN), T_MAX);

/** Digits 0–25 are a–z, 26–35 are 0–9. */
const digitOf = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

function digitValue(digit: string): number | undefined {
  if (/^[0-9]$/.test(digit)) return digit.charCodeAt(0) - 22;
  if (/^[a-z]$/i.test(digit)) return digit.toLowerCase().charCodeAt(0) - 97;
  return undefined;
}

/** The label without `xn--`. */
export function encodePunycode(label: string): string {
  const points = Array.from(label, (character) => character.codePointAt(0) as number);
  const basic = points.filter((point) => point < INITIAL_N);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  let handled = basic.length;
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (rest < t) break;
        output += digitOf(t + ((rest - t) % (BASE - t)));
        rest = Math.floor((rest - t) / (BASE - t));
      }
      output += digitOf(rest);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

/** The label of a text without `xn--`, or undefined for text that is no punycode. */
export function decodePunycode(text: string): string | undefined {
  const cut = text.lastIndexOf('-');
  const points = Array.from(cut > 0 ? text.slice(0, cut) : '', (character) => character.codePointAt(0) as number);
  if (points.some((point) => point >= INITIAL_N)) return undefined;
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  let at = cut > 0 ? cut + 1 : 0;
  while (at < text.length) {
    const start = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const value = digitValue(text.charAt(at++));
      if (value === undefined) return undefined;
      i += value * weight;
      const t = threshold(k, bias);
      if (value < t) break;
      weight *= BASE - t;
      if (i > Number.MAX_SAFE_INTEGER || weight > Number.MAX_SAFE_INTEGER) return undefined;
    }
    bias = adapt(i - start, points.length + 1, start === 0);
    n += Math.floor(i / (points.length + 1));
    i %= points.length + 1;
    if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return undefined;
    points.splice(i++, 0, n);
  }
  return String.fromCodePoint(...points);
}
