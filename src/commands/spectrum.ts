import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { plot } from '../spectrum/plot.ts';
import { UsageError } from './usage-error.ts';

export const spectrum = {
  usage: `mandate spectrum plot REQUEST.json PICTURE.svg

Draws a path profile with its Fresnel zone, an antenna pattern or a coverage map as SVG. The request names the picture:
  {"picture": "profile", "title", "d_km": [], "h_m": [], "h_tx_m", "h_rx_m", "f_GHz"}
  {"picture": "antenna", "title", "pattern": "F.1336-sector" | "F.699" | "file", "Gmax_dBi"}
  {"picture": "coverage", "title", "lat_deg", "lon_deg", "radius_km", "step_m", "h_tx_m", "h_rx_m", "f_MHz", "EIRP_dBm", "levels_dBm": [], "tiles": [], "missing"}

  npm run -s mandate -- spectrum plot link.json link.svg`,
  run: async ([verb, request, picture]: readonly string[]): Promise<number> => {
    if (verb !== 'plot' || request === undefined || picture === undefined) throw new UsageError(spectrum.usage);
    const at = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);
    try {
      writeFileSync(at(picture), await plot(JSON.parse(readFileSync(at(request), 'utf8')) as Record<string, unknown>));
    } catch (error) {
      if (error instanceof SyntaxError) throw new UsageError(`${request} is no JSON: ${error.message}`);
      const { field, code } = error as { field?: string; code?: string };
      if (field !== undefined || code === 'ENOENT') throw new UsageError((error as Error).message);
      throw error;
    }
    return 0;
  },
};
