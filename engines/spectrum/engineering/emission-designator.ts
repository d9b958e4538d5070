/** Designation of emissions: Radio Regulations, Appendix 1. */

export type EmissionDesignator = {
  /** Necessary bandwidth in Hz, three significant digits. */
  readonly bandwidthHz: number;
  /** Modulation of the main carrier, nature of the modulating signal, type of information. */
  readonly modulation: string;
  readonly signal: string;
  readonly information: string;
  /** Details of the signal and nature of multiplexing, where given. */
  readonly details: string | undefined;
  readonly multiplexing: string | undefined;
};

/** Where and why a text is no designator. */
export class DesignatorError extends Error {
  readonly position: number;
  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

/** Meanings of the five symbols (Appendix 1, sections II and III). */
export const emissionSymbols = {
  modulation: {
    N: 'unmodulated carrier',
    A: 'double sideband',
    H: 'single sideband, full carrier',
    R: 'single sideband, reduced or variable level carrier',
    J: 'single sideband, suppressed carrier',
    B: 'independent sidebands',
    C: 'vestigial sideband',
    F: 'frequency modulation',
    G: 'phase modulation',
    D: 'amplitude and angle modulation, simultaneous or in sequence',
    P: 'sequence of unmodulated pulses',
    K: 'pulses modulated in amplitude',
    L: 'pulses modulated in width or duration',
    M: 'pulses modulated in position or phase',
    Q: 'pulses with the carrier angle-modulated during them',
    V: 'pulses, combination of the foregoing',
    W: 'combination of amplitude, angle and pulse modes',
    X: 'not otherwise covered',
  },
  signal: {
    '0': 'no modulating signal',
    '1': 'one channel, quantised or digital, without modulating sub-carrier',
    '2': 'one channel, quantised or digital, with modulating sub-carrier',
    '3': 'one channel, analogue',
    '7': 'two or more channels, quantised or digital',
    '8': 'two or more channels, analogue',
    '9': 'composite of analogue and digital channels',
    X: 'not otherwise covered',
  },
  information: {
    N: 'no information transmitted',
    A: 'telegraphy for aural reception',
    B: 'telegraphy for automatic reception',
    C: 'facsimile',
    D: 'data, telemetry, telecommand',
    E: 'telephony and sound broadcasting',
    F: 'television (video)',
    W: 'combination of the above',
    X: 'not otherwise covered',
  },
  details: {
    A: 'two-condition code, elements of differing numbers or durations',
    B: 'two-condition code, same number and duration, no error correction',
    C: 'two-condition code, same number and duration, error correction',
    D: 'four-condition code',
    E: 'multi-condition code, each condition a signal element',
    F: 'multi-condition code, each condition or combination a character',
    G: 'sound of broadcasting quality, monophonic',
    H: 'sound of broadcasting quality, stereophonic or quadraphonic',
    J: 'sound of commercial quality',
    K: 'sound of commercial quality with frequency inversion or band splitting',
    L: 'sound of commercial quality with separate frequency-modulated signals',
    M: 'monochrome',
    N: 'colour',
    W: 'combination of the above',
    X: 'not otherwise covered',
  },
  multiplexing: {
    N: 'none',
    C: 'code division',
    F: 'frequency division',
    T: 'time division',
    W: 'frequency and time division',
    X: 'other types',
  },
} as const;

const UNITS = { H: 1, K: 1e3, M: 1e6, G: 1e9 } as const;
type Unit = keyof typeof UNITS;

/**
 * Reads a designator such as `16K0F3E`, `2K70J3E` or `5M00D7WDT`; spaces and lower case are tolerated.
 *
 * @throws DesignatorError with the position of the first wrong symbol
 */
export function parseEmissionDesignator(text: string): EmissionDesignator {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const bandwidthHz = parseBandwidth(compact.slice(0, 4));
  const rest = compact.slice(4);
  if (rest.length !== 3 && rest.length !== 5 && rest.length !== 4)
    throw new DesignatorError(4, `after the bandwidth come three to five symbols, got ${rest.length}`);
  const names = ['modulation', 'signal', 'information', 'details', 'multiplexing'] as const;
  const symbols = [...rest].map((symbol, i) => {
    const name = names[i] as (typeof names)[number];
    // a dash stands for an unused fourth or fifth symbol in older forms and has been taken off above
    if (!Object.hasOwn(emissionSymbols[name], symbol))
      throw new DesignatorError(4 + i, `${symbol} is no symbol for ${name}; ${Object.keys(emissionSymbols[name]).join(' ')} are`);
    return symbol;
  });
  const [modulation, signal, information, details, multiplexing] = symbols as [string, string, string, string?, string?];
  return { bandwidthHz, modulation, signal, information, details, multiplexing };
}

/** Three numerals and one letter in the place of the decimal point (Appendix 1, section I). */
function parseBandwidth(text: string): number {
  if (text.length < 4) throw new DesignatorError(text.length, 'the bandwidth has four characters');
  const letters = [...text].filter((c) => c in UNITS);
  const position = [...text].findIndex((c) => c in UNITS);
  if (letters.length !== 1 || !/^[\dHKMG]{4}$/.test(text))
    throw new DesignatorError(0, `the bandwidth is three numerals and one of H, K, M, G, got ${text}`);
  const unit = text[position] as Unit;
  if (text[0] === '0') throw new DesignatorError(0, `the first character must not be 0, got ${text}`);
  if (position === 0 && unit !== 'H') throw new DesignatorError(0, `the first character must not be ${unit}, got ${text}`);
  const value = Number(`${text.slice(0, position)}.${text.slice(position + 1)}`) * UNITS[unit];
  if (value === 0 && !(text === 'H000')) throw new DesignatorError(0, `the bandwidth is zero: ${text}`);
  return Math.round(value * 1000) / 1000;
}

/**
 * The four characters of a bandwidth, rounded to three significant digits.
 *
 * @param bandwidthHz 0.001 Hz to 999 GHz
 * @throws RangeError outside of that
 */
export function formatBandwidth(bandwidthHz: number): string {
  if (!(bandwidthHz >= 0.001 && bandwidthHz < 999.5e9))
    throw new RangeError(`the bandwidth must be 0.001 Hz to 999 GHz, got ${bandwidthHz}`);
  const rounded = Number(bandwidthHz.toPrecision(3));
  if (rounded < 1)
    return `H${Math.round(rounded * 1000)
      .toString()
      .padStart(3, '0')}`;
  const unit: Unit = rounded >= 1e9 ? 'G' : rounded >= 1e6 ? 'M' : rounded >= 1e3 ? 'K' : 'H';
  const digits = (rounded / UNITS[unit]).toPrecision(3);
  return digits.includes('.') ? digits.replace('.', unit) : `${digits}${unit}`;
}

/** The designator in the form of Appendix 1. */
export const formatEmissionDesignator = (e: EmissionDesignator): string =>
  formatBandwidth(e.bandwidthHz) + e.modulation + e.signal + e.information + (e.details ?? '') + (e.multiplexing ?? '');

/** A doubt about a designator that can nevertheless be read. */
export type DesignatorDoubt = { readonly code: string; readonly message: string };

/** Widest bandwidth in Hz of classes whose necessary bandwidth follows from their modulation (SM.1138: single voice channels). */
const USUAL_LIMITS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  J3E: [1500, 6000],
  H3E: [1500, 6000],
  R3E: [1500, 6000],
  A3E: [4000, 25_000],
  F3E: [4000, 400_000],
  G3E: [4000, 400_000],
  C3F: [1e6, 9e6],
};

/** What contradicts itself: an unmodulated carrier with a signal, information without one, bandwidth and class that do not go together. */
export function designatorDoubts(e: EmissionDesignator): readonly DesignatorDoubt[] {
  const doubts: DesignatorDoubt[] = [];
  const unmodulated = e.modulation === 'N';
  if (unmodulated !== (e.signal === '0') && e.modulation !== 'P')
    doubts.push({ code: 'symbols-contradict', message: 'an unmodulated carrier (N) and no modulating signal (0) go together' });
  if (e.signal === '0' && e.information !== 'N')
    doubts.push({ code: 'symbols-contradict', message: 'without a modulating signal (0) no information (N) is transmitted' });
  if (e.signal !== '0' && e.information === 'N')
    doubts.push({ code: 'symbols-contradict', message: 'a modulating signal carries some information' });
  if ((e.signal === '7' || e.signal === '8') && e.multiplexing === 'N')
    doubts.push({ code: 'symbols-contradict', message: 'two or more channels are multiplexed in some way' });
  const limits = USUAL_LIMITS[e.modulation + e.signal + e.information];
  if (limits !== undefined && (e.bandwidthHz < limits[0] || e.bandwidthHz > limits[1]))
    doubts.push({
      code: 'bandwidth-unusual',
      message: `${e.modulation}${e.signal}${e.information} usually occupies ${limits[0]} to ${limits[1]} Hz, not ${e.bandwidthHz} Hz`,
    });
  return doubts;
}
