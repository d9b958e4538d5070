import type { SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import {
  DesignatorError,
  designatorDoubts,
  emissionSymbols,
  formatEmissionDesignator,
  parseEmissionDesignator,
} from './emission-designator.ts';

/** `emission`: reads a designator, or checks it against a stated bandwidth. */
export function answerEmission({ inputs }: SpectrumRequest): SpectrumAnswer {
  const text = inputs.text('designator');
  if (text.length > 40) inputs.refuse('too-long', 'designator', 'a designator has seven to nine characters');
  const emission = (() => {
    try {
      return parseEmissionDesignator(text);
    } catch (error) {
      if (error instanceof DesignatorError) inputs.refuse('unreadable', 'designator', `${error.message} (position ${error.position + 1})`);
      throw error;
    }
  })();
  const { bandwidthHz, modulation, signal, information, details, multiplexing } = emission;
  const stated = inputs.numberOr('bandwidth_Hz', undefined, { above: 0 });
  if (stated !== undefined && Math.abs(stated - bandwidthHz) > 0.005 * bandwidthHz)
    inputs.refuse('contradiction', 'bandwidth_Hz', `the designator says ${bandwidthHz} Hz, bandwidth_Hz ${stated}`);
  for (const { code, message } of designatorDoubts(emission)) inputs.warn(code, message, 'designator');
  const meaning = (name: keyof typeof emissionSymbols, symbol: string | undefined): string | undefined =>
    symbol === undefined ? undefined : (emissionSymbols[name] as Readonly<Record<string, string>>)[symbol];
  return {
    outputs: {
      bandwidth_Hz: bandwidthHz,
      symbols: {
        modulation,
        signal,
        information,
        ...(details === undefined ? {} : { details }),
        ...(multiplexing === undefined ? {} : { multiplexing }),
      },
      normal: formatEmissionDesignator(emission),
      meanings: {
        modulation: meaning('modulation', modulation),
        signal: meaning('signal', signal),
        information: meaning('information', information),
        ...(details === undefined ? {} : { details: meaning('details', details) }),
        ...(multiplexing === undefined ? {} : { multiplexing: meaning('multiplexing', multiplexing) }),
      },
    },
    warnings: inputs.warnings,
  };
}
