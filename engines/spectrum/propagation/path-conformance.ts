import type { ConformanceSet } from '../conformance.ts';
import { comparisonsOfP452 } from './p452-conformance.ts';
import { comparisonsOfP1546, comparisonsOfP1546Terrain } from './p1546-conformance.ts';
import { comparisonsOfP1812 } from './p1812-conformance.ts';
import {
  comparisonsOfClouds,
  comparisonsOfCrossPolar,
  comparisonsOfGamma,
  comparisonsOfRain,
  comparisonsOfScintillation,
  comparisonsOfSlantGases,
  comparisonsOfSlantRain,
} from './path-conformance-atmosphere.ts';

const SG3_EXAMPLES = 'ITU-R SG 3 validation examples (OFCOM Switzerland)';
const WORKBOOK = 'ITU-R workbook CG-3M3J-13-ValEx (ITU-Rpy)';

/** The published examples of the models along paths and slant paths. */
export const pathConformance: readonly ConformanceSet[] = [
  {
    model: 'P.452-18',
    quantity: 'Lb',
    source: SG3_EXAMPLES,
    tolerance: '1e-4 dB',
    folder: 'p452',
    compare: (testdata) => comparisonsOfP452(testdata, { isResultOnly: true, isClimateDerived: false }),
  },
  {
    model: 'P.452-18',
    quantity: '25 intermediate values of each path',
    source: SG3_EXAMPLES,
    tolerance: '1e-4',
    folder: 'p452',
    compare: (testdata) => comparisonsOfP452(testdata, { isResultOnly: false, isClimateDerived: false }),
  },
  {
    model: 'P.452-18',
    quantity: 'the same with β0, ω, dtm and dlm from the profile',
    source: SG3_EXAMPLES,
    tolerance: '1e-4',
    folder: 'p452',
    compare: (testdata) => comparisonsOfP452(testdata, { isResultOnly: false, isClimateDerived: true }),
  },
  {
    model: 'P.1812-6',
    quantity: 'E, Lb and 44 intermediate values of each path',
    source: SG3_EXAMPLES,
    tolerance: '1e-4',
    folder: 'p1812',
    compare: comparisonsOfP1812,
  },
  {
    model: 'P.1546-6',
    quantity: 'E',
    source: SG3_EXAMPLES,
    tolerance: '0.01 dB',
    folder: 'p1546',
    compare: (testdata) => comparisonsOfP1546(testdata, true),
  },
  {
    model: 'P.1546-6',
    quantity: 'the logged value of every step',
    source: SG3_EXAMPLES,
    tolerance: '0.01 dB',
    folder: 'p1546',
    compare: (testdata) => comparisonsOfP1546(testdata, false),
  },
  {
    model: 'P.1546-6',
    quantity: 'E, h1 and clearance angles from the terrain profile',
    source: SG3_EXAMPLES,
    tolerance: '1e-4 dB, 1e-5 relative',
    folder: 'p1546',
    compare: comparisonsOfP1546Terrain,
  },
  {
    model: 'P.676-12, -13',
    quantity: 'γo, γw, γ',
    source: WORKBOOK,
    tolerance: '1e-6 relative + 1e-8',
    folder: 'itu_rpy/676',
    compare: comparisonsOfGamma,
  },
  {
    model: 'P.676-12, -13',
    quantity: 'slant and zenith attenuation',
    source: WORKBOOK,
    tolerance: '1e-6 relative + 1e-8',
    folder: 'itu_rpy/676',
    compare: comparisonsOfSlantGases,
  },
  {
    model: 'P.838-3',
    quantity: 'k, α, γR',
    source: WORKBOOK,
    tolerance: '1e-6 relative + 1e-8',
    folder: 'itu_rpy/838',
    compare: comparisonsOfRain,
  },
  {
    model: 'P.618-14',
    quantity: 'rain attenuation',
    source: WORKBOOK,
    tolerance: '1e-6 relative',
    folder: 'itu_rpy/618',
    compare: comparisonsOfSlantRain,
  },
  {
    model: 'P.618-14',
    quantity: 'scintillation, to 20 GHz',
    source: WORKBOOK,
    tolerance: '1e-6 relative',
    folder: 'itu_rpy/618',
    compare: comparisonsOfScintillation,
  },
  {
    model: 'P.618-14',
    quantity: 'cross-polarisation',
    source: WORKBOOK,
    tolerance: '1e-6 relative',
    folder: 'itu_rpy/618',
    compare: comparisonsOfCrossPolar,
  },
  {
    model: 'P.840-9',
    quantity: 'cloud attenuation',
    source: WORKBOOK,
    tolerance: '1e-6 relative',
    folder: 'itu_rpy/840',
    compare: comparisonsOfClouds,
  },
];
