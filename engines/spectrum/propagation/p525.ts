/** Free-space relations of Recommendation ITU-R P.525; equation numbers refer to edition 4. */

/** Basic transmission loss between isotropic antennas, dB (equation 4 with the constant of a frequency in MHz). */
export const freeSpaceLoss = (f_MHz: number, d_km: number): number => 32.45 + 20 * Math.log10(f_MHz) + 20 * Math.log10(d_km);

/** Field strength in dB(µV/m) of an EIRP in dBW at a distance (equation 8 with EIRP in dBW: 104.8 − 30). */
export const freeSpaceField = (eirp_dBW: number, d_km: number): number => eirp_dBW - 20 * Math.log10(d_km) + 74.8;

/** Isotropically transmitted power in dBW that makes a field in dB(µV/m) at a distance. */
export const eirpForField = (E_dBuVm: number, d_km: number): number => E_dBuVm + 20 * Math.log10(d_km) - 74.8;

/** Power in dBm at the terminals of an antenna of gain `Gr_dBi` in a field. */
export const receivedPower = (E_dBuVm: number, f_MHz: number, Gr_dBi = 0): number => E_dBuVm - 20 * Math.log10(f_MHz) - 77.2 + Gr_dBi;

/** Power flux-density in dB(W/m²) of a field in dB(µV/m) (equation 10). */
export const powerFluxDensity = (E_dBuVm: number): number => E_dBuVm - 145.8;

/** Basic transmission loss of a path whose field for 1 kW e.r.p. is known (P.1546-6, equation 40). */
export const lossFromFieldFor1kW = (E_dBuVm: number, f_MHz: number): number => 139.3 - E_dBuVm + 20 * Math.log10(f_MHz);

/** Field for 1 kW e.r.p. of a path whose basic transmission loss is known. */
export const fieldFor1kWFromLoss = (Lb_dB: number, f_MHz: number): number => 139.3 - Lb_dB + 20 * Math.log10(f_MHz);

/** Difference between e.i.r.p. and e.r.p. of the same transmitter, dB (gain of a half-wave dipole). */
export const EIRP_OVER_ERP_DB = 2.15;

/** Radius in metres of the first Fresnel ellipsoid at distances `d1_km`, `d2_km` from the ends (P.530-18, equation 3). */
export const fresnelRadius = (f_GHz: number, d1_km: number, d2_km: number): number =>
  17.3 * Math.sqrt((d1_km * d2_km) / (f_GHz * (d1_km + d2_km)));
